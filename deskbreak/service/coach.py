"""The routine of the break in progress: planned when it begins, followed while it runs, summed up when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from deskbreak.body.effort import form, hold_seconds, level
from deskbreak.body.week import Week, week
from deskbreak.engine.values import Kind, seconds
from deskbreak.errors import Refused
from deskbreak.routine.catalogue import Catalogue, Stretch
from deskbreak.routine.plan import PastBreak, PlanRequest
from deskbreak.routine.planner import plan
from deskbreak.routine.saved import restored, saved
from deskbreak.routine.session import Session
from deskbreak.routine.single import single
from deskbreak.service.person import Person
from deskbreak.settings.model import Routine

if TYPE_CHECKING:
    from deskbreak.routine.files import Loaded


class Coach:
    """Owns the session while a break runs. Positions are seconds of rest since the break began."""

    def __init__(
        self, load: Callable[[], Loaded], past: Callable[[], tuple[PastBreak, ...]], settings: Routine
    ) -> None:
        """`load` reads the stretches when the first break needs them; `past` gives the breaks of the last days."""
        self._load = load
        self._past = past
        self._settings = settings
        self._catalogue: Catalogue | None = None
        self._problems: tuple[str, ...] = ()
        self._session: Session | None = None
        self.moved_at_seconds = 0.0
        self.leads_next = True
        self.only: Stretch | None = None
        """What the next break's routine is made of alone, where somebody asked for it."""
        self._elsewhere: tuple[str, ...] | None = None
        self._is_resting = False
        self._done: tuple[str, ...] = ()
        self._week: Week | None = None
        self.person = Person()

    def use(self, settings: Routine) -> None:
        """Plan from here on by these settings; the running routine goes on as it is."""
        self._settings = settings

    @property
    def done(self) -> tuple[str, ...]:
        """The stretches done in the break that ended last, and after it where its routine was led elsewhere."""
        return self._done

    @property
    def catalogue(self) -> Catalogue:
        """The stretches there are, read when first needed."""
        return self._known()

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with a person's own stretches, as far as they were read."""
        return self._problems

    def read_stretches(self) -> tuple[str, ...]:
        """Read them now; what is wrong with a person's own."""
        self._known()
        return self._problems

    def forget_stretches(self) -> None:
        """The files of a person's own stretches may say something else."""
        self._catalogue, self._problems, self._week = None, (), None

    @property
    def session(self) -> Session | None:
        """The routine that runs."""
        return self._session

    @property
    def week(self) -> Week:
        """The last seven days; looked up once and after each break, so that asking costs nothing."""
        if self._week is None:
            past = self._past()
            self._week = week(past, self._known() if past else Catalogue(()))
        return self._week

    def begin_day(self) -> None:
        """A new day: the week is another."""
        self._week = None

    def begin(self, kind: Kind, sitting_seconds: float, seed: int, found: object = None) -> None:
        """Plan the routine of a break that starts now; none unless `leads_next`: the person does one elsewhere.

        A break that goes on after a restart takes up what was `saved` in it, where that still makes sense.
        """
        self.person.begin_break()
        self._session, self._elsewhere = None, None if self.leads_next else ()
        self._is_resting, self.moved_at_seconds = True, 0.0
        if self.leads_next:
            self._session = self.alone(self.only) if self.only else self._plan(kind, sitting_seconds, seed)
        if isinstance(found, dict):
            self._take_up(found, self._request(seconds(kind.length), sitting_seconds, seed))

    def saved(self) -> dict[str, Any] | None:
        """What must be known again when the program is started anew within a break; None without one."""
        if not self._is_resting:
            return None
        return {
            "elsewhere": None if self._elsewhere is None else list(self._elsewhere),
            "session": saved(self._session) if self._session else None,
        }

    def _take_up(self, found: dict[str, object], request: PlanRequest) -> None:
        if isinstance(elsewhere := found.get("elsewhere"), list):
            self._session, self._elsewhere = None, self._known_of(elsewhere)
            return
        with suppress(ValueError):
            self._session = restored(found.get("session"), self._known(), request)

    def alone(self, stretch: Stretch) -> Session:
        """A routine around one stretch, as long as that takes."""
        planned = single(self._known(), self._request(0.0, 0.0, 0), stretch)
        return Session(planned, planned.total_seconds)

    def note_elsewhere(self, stretches: tuple[str, ...]) -> None:
        """What was done of the routine elsewhere so far, even after the break; unknown ids are dropped.

        Raises `Refused` where the break that runs, or ran last, is led here or came to nothing.
        """
        if self._elsewhere is None:
            raise Refused("no_break", "stretched")
        self._elsewhere = self._known_of(stretches)
        if not self._is_resting:
            self._done, self._week = self._elsewhere, None
            self.person.note_routine()

    def end(self, elapsed_seconds: float) -> None:
        """The break is over after this much rest."""
        self._done, self._week, self._is_resting = self._elsewhere or (), None, False
        if elapsed_seconds <= 0:
            self._elsewhere = None
        had_routine = self._session is not None or bool(self._done)
        self.person.end_break(had_routine=had_routine and elapsed_seconds > 0)
        if self._session is not None:
            self._done = self._session.done_stretches(elapsed_seconds)
        self._session = None

    def upcoming(self, kind: Kind, sitting_seconds: float, seed: int) -> tuple[str, ...]:
        """The names of the stretches a break of `kind` would have, for the notification."""
        steps = self._plan(kind, sitting_seconds, seed).steps
        return tuple(dict.fromkeys(step.stretch.name for step in steps))

    def skip(self, elapsed_seconds: float) -> None:
        """Leave the present stretch."""
        self._session, self.moved_at_seconds = self._running().skip(elapsed_seconds), elapsed_seconds

    def back(self, elapsed_seconds: float) -> None:
        """Do the present stretch again, or the one before when it has only just begun."""
        self._session, self.moved_at_seconds = self._running().back(elapsed_seconds), elapsed_seconds

    def hurts(self, elapsed_seconds: float) -> str:
        """Leave the present stretch at once; returns its id, "" when none is going on."""
        session = self._running()
        step = session.at(elapsed_seconds).step
        self._session, self.moved_at_seconds = session.hurts(elapsed_seconds), elapsed_seconds
        return step.stretch.id if step else ""

    def snapshot(self, elapsed_seconds: float) -> dict[str, Any] | None:
        """The routine as clients see it; a step's `form` says how this person's level changes it, "" for not at all."""
        if self._session is None:
            return None
        return {**self._session.snapshot(elapsed_seconds), "steps": self.steps()}

    def steps(self) -> list[dict[str, Any]]:
        """The steps of the routine as clients see them; none while there is no routine."""
        if self._session is None:
            return []
        shown: Any = self._session.snapshot(0.0)["steps"]
        at_level = level(self.person.effort, self._settings.level)
        for step, described in zip(self._session.steps, shown, strict=True):
            described["form"] = form(step.stretch, at_level)
        return list(shown)

    def _running(self) -> Session:
        if self._session is None:
            raise Refused("no_break", "routine")
        return self._session

    def _plan(self, kind: Kind, sitting_seconds: float, seed: int) -> Session:
        length = seconds(kind.length)
        return Session(plan(self._known(), self._request(length, sitting_seconds, seed)), length)

    def _request(self, length_seconds: float, sitting_seconds: float, seed: int) -> PlanRequest:
        return PlanRequest(
            length_seconds=length_seconds,
            sitting_seconds=sitting_seconds,
            places=self._settings.places,
            focus=self._settings.focus,
            leave_out=frozenset((*self._settings.left_out, *self._settings.leave_out)),
            history=self._past(),
            hold_seconds=hold_seconds(self.person.effort, self._settings.hold),
            seed=seed,
            advanced=self._settings.level == "advanced",
        )

    def _known_of(self, ids: Iterable[object]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if isinstance(id_, str) and self._known().get(id_))

    def _known(self) -> Catalogue:
        if self._catalogue is None:
            loaded = self._load()
            self._catalogue, self._problems = loaded.catalogue, tuple(str(each) for each in loaded.problems)
        return self._catalogue
