"""What everybody is told and can ask: the snapshot, the day so far, the problems, and who is subscribed to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from deskbreak.engine.calendar import epoch_micros, page_at, wall_time
from deskbreak.engine.values import SECOND, Instant, seconds
from deskbreak.history.rows import Day
from deskbreak.presence.port import NOTHING_KNOWN, Sample
from deskbreak.routine.plan import PastBreak
from deskbreak.service.herald import Facts
from deskbreak.service.snapshot import Surroundings, picture

if TYPE_CHECKING:
    from deskbreak.service.service import Service

Push = Callable[[str, dict[str, Any]], None]

_PAST_DAYS = 7


class Board:
    """Reads the service and tells of it; changes nothing."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._parts = service.parts
        self._subscribers: dict[int, Push] = {}
        self._sample = NOTHING_KNOWN
        self._sampled_at = 0
        self._pushed: tuple[object, ...] = ()
        self._today: tuple[int, Day] | None = None

    def note_sample(self, sample: Sample, now: Instant) -> None:
        """The newest word on who is there."""
        self._sample, self._sampled_at = sample, now.boot

    @property
    def sample(self) -> Sample:
        """The last sample as it was."""
        return self._sample

    def forget_day(self) -> None:
        """Something was written into the ledger, or another day began."""
        self._today = None

    def subscribe(self, push: Push) -> Callable[[], None]:
        """See `deskbreak.control.interface.Handler`."""
        key = max(self._subscribers, default=0) + 1
        self._subscribers[key] = push
        return lambda: self._subscribers.pop(key, None) and None

    def tell_all(self) -> None:
        """Push the present snapshot to every subscriber."""
        if self._subscribers:
            self.tell("snapshot", self.snapshot())

    def tell(self, method: str, params: dict[str, Any]) -> None:
        """Push one message to every subscriber."""
        for push in list(self._subscribers.values()):
            push(method, params)

    def tell_changes(self) -> None:
        """Push a snapshot when something changed that a client cannot work out by itself."""
        view = self._service.engine.view()
        shape = (
            *(view.state, view.is_accruing, view.prompt, view.owed, view.holds, view.quiet_until, view.paused_until),
            *(view.break_kind, view.is_break_paused, view.snoozes_left, view.next_kind),
            *(
                self._sample.source,
                self._service.herald.name,
                *self.problems(),
                *self._service.hold_watch.details.values(),
            ),
        )
        if shape != self._pushed:
            self._pushed = shape
            self.tell_all()

    def snapshot(self) -> dict[str, Any]:
        """The one picture every client gets."""
        view, now = self._service.engine.view(), self._parts.clock.now()
        since, _ = self.today_bounds()
        around = Surroundings(
            wall=now.wall,
            settings=self._service.settings,
            sample=self._sample_now(now),
            notifier=self._service.herald.name,
            today=self._day(),
            bout_of_today=min(seconds(view.sitting), (now.wall - since).total_seconds()),
            routine=self._service.coach.snapshot(view.break_rested / SECOND),
            week=self._service.coach.week.as_dict(),
            person=self._service.coach.person.snapshot(self._service.settings.routine),
            is_set_up=self._is_set_up(),
            config_path=str(self._service.loaded.path) if self._service.loaded.path else None,
            config_problems=self._service.config_problems,
            problems=self.problems(),
            hold_details=self._service.hold_watch.details,
        )
        return picture(view, around)

    def _is_set_up(self) -> bool:
        """Whether the person was asked about their body, or has said something of it in the settings."""
        keys = (("routine", name) for name in ("places", "focus", "leave_out", "left_out"))
        return self._service.coach.person.was_asked or any(key in self._service.loaded.sources for key in keys)

    def problems(self) -> list[str]:
        """Everything that does not work, in words."""
        found = [self._parts.memory.message, self._parts.ledger.message, self._service.herald.message]
        found += [*self._service.watch_problems, *self._service.hold_watch.problems]
        found += [*self._service.caller.messages, *self._service.coach.problems]
        return [message for message in found if message]

    def today_bounds(self) -> tuple[datetime, datetime]:
        """The local times at which today began and will end."""
        wall = self._parts.clock.now().wall
        zone = wall.tzinfo or UTC
        page = page_at(epoch_micros(wall), zone, None, self._service.engine.rules.day_starts)
        return wall_time(page.since, zone), wall_time(page.until, zone)

    def _sample_now(self, now: Instant) -> Sample:
        """The last sample, grown older; an input the engine knows of is newer knowledge."""
        if self._sample.idle_seconds is None:
            return self._sample
        return Sample(self._sample.source, self._sample.idle_seconds + (now.boot - self._sampled_at) / SECOND)

    def _day(self) -> Day:
        since, until = self.today_bounds()
        key = epoch_micros(since)
        if self._today is None or self._today[0] != key:
            self._today = (key, self._parts.ledger.day(since, until))
        return self._today[1]

    def past_breaks(self) -> tuple[PastBreak, ...]:
        """The stretches of the last seven days, for the planner."""
        since, _ = self.today_bounds()
        return tuple(
            PastBreak(max(0, ceil((since - row.at) / timedelta(days=1))), row.stretches)
            for row in self._parts.ledger.breaks(since - timedelta(days=_PAST_DAYS))
            if row.stretches
        )

    def facts(self) -> Facts:
        """What the notifications need to know."""
        view = self._service.engine.view()
        return Facts(
            sitting_seconds=seconds(view.sitting),
            snooze_seconds=self._service.settings.snooze.default,
            snoozes_left=view.snoozes_left,
            skip_allowed=view.can_skip,
            length_seconds=self._service.length_seconds,
            upcoming=self._service.upcoming,
            sound=self._service.settings.notify.sound,
        )
