"""What the ledger and the running day tell over the control socket: today as spans, rows, statistics, exports."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskbreak.engine.values import seconds
from deskbreak.errors import UsageError

if TYPE_CHECKING:
    from deskbreak.history.report import Frame
    from deskbreak.service.service import Service

_MOST_ROWS = 2_000
"""The newest rows that fit into one answer; `deskbreak history` reads the file itself and has no such limit."""


class Past:
    """Methods of the control protocol that change nothing of the service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def timeline(self, _params: dict[str, Any]) -> dict[str, Any]:
        """Today, from its beginning to now: what was, and what is still going on."""
        service = self._service
        start, end = service.board.today_bounds()
        now = service.parts.clock.now().wall
        spans = [
            {"what": span.what, "start": span.start.isoformat(), "end": span.end.isoformat(), "detail": span.detail}
            for span in service.parts.ledger.timeline(start, end)
        ]
        spans += [
            {"what": what, "start": max(start, began).isoformat(), "end": now.isoformat(), "detail": "now"}
            for what, began in self._running(now)
        ]
        return {"start": start.isoformat(), "end": end.isoformat(), "spans": spans}

    def _running(self, now: datetime) -> list[tuple[str, datetime]]:
        """What has begun and not ended: the bout, the absence, the break, what holds back."""
        view = self._service.engine.view()
        running = [("hold", view.now - since) for since in self._service.engine.machine.holds.values()]
        if view.away_since is not None:
            running.append(("absence", view.now - view.away_since))
        elif view.break_kind is not None:
            running.append(("break", view.break_rested))
        elif view.sitting:
            running.append(("bout", view.sitting))
        return [(what, now - timedelta(seconds=seconds(span))) for what, span in running]

    async def history(self, params: dict[str, Any]) -> dict[str, Any]:
        """The rows of breaks and spans, the newest of them where there are many."""
        since = _time(params.get("since"))
        ledger = self._service.parts.ledger
        return {
            "breaks": [_plain(row) for row in deque(ledger.breaks(since), _MOST_ROWS)],
            "spans": [_plain(row) for row in deque(ledger.spans(since), _MOST_ROWS)],
        }

    async def statistics(self, params: dict[str, Any]) -> dict[str, Any]:
        """What a period was like."""
        from deskbreak.service import records  # noqa: PLC0415 - rarely asked

        return records.statistics(self._service.parts.ledger, params, self._frame())

    async def export(self, params: dict[str, Any]) -> dict[str, Any]:
        """Rows written into a file of the person's."""
        from deskbreak.service import records  # noqa: PLC0415 - rarely asked

        ledger = self._service.parts.ledger
        return records.export(ledger, params, self._frame(), ledger.path.parent)

    def _frame(self) -> Frame:
        from deskbreak.service.records import beginning, frame  # noqa: PLC0415 - rarely asked

        service = self._service
        today, _ = service.board.today_bounds()
        starts = 60 * service.settings.schedule.day_starts
        return frame(service.coach.catalogue, today.date(), starts, beginning(today.tzinfo, starts))


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(str(value))
        return found if found.tzinfo else found.astimezone()
    except (ValueError, OverflowError):  # the latter for a year that no zone reaches
        raise UsageError(f'"since" is a time such as 2026-03-02T09:00:00+01:00, not {str(value)[:40]!r}') from None


def _plain(row: Any) -> dict[str, Any]:
    """A ledger row as JSON values."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name in type(row).__dataclass_fields__
        for value in (getattr(row, name),)
    }
