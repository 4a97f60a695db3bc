"""History: a day, week, month or year in numbers, plots and tables. Asks the service once for each period it shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from deskbreak.tui.draw.ink import Ink
from deskbreak.tui.records.page import title
from deskbreak.tui.records.reading import read
from deskbreak.tui.screens.base import Face
from deskbreak.tui.screens.notices import notice
from deskbreak.tui.widgets.keyrow import KeyRow
from deskbreak.tui.widgets.line import Ends, Line
from deskbreak.tui.widgets.sheet import Sheet
from deskbreak.tui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from deskbreak.tui.outbox import Desk
    from deskbreak.tui.records.reading import Report
    from deskbreak.tui.view import View

    Ask = Callable[[str, dict[str, Any]], Awaitable[Any]]

PERIODS: Final = ("day", "week", "month", "year")


class Pages(VerticalScroll, inherit_bindings=False):
    """Scrolls up and down; left and right are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_up", "Up", show=False, id="history.up", tooltip="Scroll up"),
        Binding("down", "scroll_down", "Down", show=False, id="history.down", tooltip="Scroll down"),
        Binding("pageup", "page_up", "Page up", show=False, id="history.page_up", tooltip="A page up"),
        Binding("pagedown,space", "page_down", "Page down", show=False, id="history.page_down", tooltip="A page down"),
        Binding("home", "scroll_home", "Top", show=False, id="history.top", tooltip="To the top"),
        Binding("end", "scroll_end", "End", show=False, id="history.end", tooltip="To the end"),
    ]


class HistoryScreen(Face):
    """Over the dashboard; Escape goes back."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "#pages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "earlier", id="history.earlier", tooltip="The period before"),
        Binding("right", "go(1)", "later", id="history.later", tooltip="The period after"),
        Binding("escape", "back", "back", id="history.back", tooltip="Back to the dashboard"),
        *(
            Binding(name[0], f"choose('{name}')", name, show=False, id=f"history.{name}", tooltip=f"Show a {name}")
            for name in PERIODS
        ),
        Binding("t", "today", "today", id="history.today", tooltip="Back to the present day, week, month or year"),
        Binding("x", "export", "export", id="history.export", tooltip="Write the rows of this period into a file"),
    ]

    def __init__(self, desk: Desk, ask: Ask, period: str = "week") -> None:
        super().__init__()
        self._desk = desk
        self._ask = ask
        self._period = period
        self._start: str | None = None
        self._report: Report | None = None
        self._tally: object = None

    def compose(self) -> ComposeResult:
        """What period it is, its page, what is worth knowing, and the keys."""
        with Horizontal(id="period"):
            yield Line(id="title")
            yield Tabs(id="tabs")
        with Pages(id="pages"):
            yield Sheet(id="sheet")
        yield Line(id="news")
        yield KeyRow(id="keys")

    def show(self, view: View) -> None:
        """Ask again when a break has ended meanwhile; else only the news can change."""
        news = notice(view)
        self.query_one("#news", Line).show(Ends(news))
        self.set_class(bool(news), "-eventful")
        if view.moment.today != self._tally:
            self._tally = view.moment.today
            self._fetch()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is earlier than the first record, nor later than today."""
        report = self._report
        if action in ("go", "today", "export") and report is None:
            return False
        if report is not None and action == "go":
            return report.end <= report.today if parameters == (1,) else _has_earlier(report)
        return not (report is not None and action == "today" and report.start <= report.today < report.end)

    def action_choose(self, period: str) -> None:
        """Show the period of this name that has the day in it with which the one shown ends."""
        if self._report is not None:
            last = min(self._report.end - timedelta(days=1), self._report.today)
            self._start = last.isoformat()
        self._period = period
        self._fetch()

    def action_go(self, step: int) -> None:
        """The period before or after."""
        if self._report is not None:
            to = self._report.start - timedelta(days=1) if step < 0 else self._report.end
            self._start = to.isoformat()
            self._fetch()

    def action_today(self) -> None:
        """The present one."""
        self._start = None
        self._fetch()

    def action_back(self) -> None:
        """Back to the dashboard."""
        self.dismiss()

    async def action_export(self) -> None:
        """Ask in which form, then have the service write the file."""
        from deskbreak.tui.screens.exporting import ExportDialog  # noqa: PLC0415 - only when asked for

        await self.app.push_screen(ExportDialog(), self._export)

    def _export(self, wished: object) -> None:
        if isinstance(wished, dict) and self._report is not None:
            of = {"period": self._report.period, "start": self._report.start.isoformat()}
            self._desk.in_background(self._written({**wished, **of}))

    async def _written(self, params: dict[str, Any]) -> None:
        answer = await self._ask("export", params)
        if isinstance(answer, dict):
            self._desk.say(f"{answer.get('rows')} rows written to {answer.get('path')}")

    def _fetch(self) -> None:
        self._desk.in_background(self._fetched())

    async def _fetched(self) -> None:
        wanted = self._period, self._start
        params = {"period": self._period} | ({"start": self._start} if self._start else {})
        answer = await self._ask("statistics", params)
        if isinstance(answer, dict) and wanted == (self._period, self._start) and self.is_attached:
            self._take(read(answer))

    def _take(self, report: Report) -> None:
        is_other = self._report is None or (self._report.period, self._report.start) != (report.period, report.start)
        self._report = report
        so_far = "  so far" if report.start <= report.today < report.end else ""
        self.query_one("#title", Line).show(Ends((Ink(title(report), "strong"), Ink(so_far, "faint"))))
        self.query_one(Tabs).show(tuple(Tab(name, f"choose('{name}')", name == report.period) for name in PERIODS))
        self.query_one(Sheet).show(report)
        if is_other:
            self.query_one(Pages).scroll_home(animate=False)
        self.refresh_bindings()


def _has_earlier(report: Report) -> bool:
    first: date | None = report.first
    return first is not None and first < report.start
