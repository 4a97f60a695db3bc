"""The service as the control socket sees it: methods by name. Every command ends in `Service.take`."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from deskbreak.body.effort import ANSWERS
from deskbreak.control.failures import MethodNotFound
from deskbreak.engine.inputs import InputSeen, PauseMarked, Start
from deskbreak.engine.values import SECOND
from deskbreak.errors import DeskbreakError, UsageError
from deskbreak.service.board import Push
from deskbreak.service.commands import command
from deskbreak.service.past import Past
from deskbreak.service.reload import Reloader
from deskbreak.service.service import Service

log = logging.getLogger(__name__)

_MOST_STRETCHES = 100
_AUDIBLE = ("tones", "speech")

_BY_HAND = frozenset({"finish", "abandon", "break_pause", "break_resume"})
"""Nobody has a program do these for them: they show that the person is there. A script may well pause or start."""


class ServiceHandler:
    """Implements `deskbreak.control.interface.Handler`."""

    def __init__(self, service: Service, reloader: Reloader) -> None:
        self._service = service
        self._reloader = reloader
        past = Past(service)
        self._methods: dict[str, Callable[[dict[str, Any]], Awaitable[Any]]] = {
            "status": self._status,
            "subscribe": self._status,
            "why": self._why,
            "routine_next": self._routine_next,
            "routine_back": self._routine_back,
            "routine_hurts": self._routine_hurts,
            "stretch": self._stretch,
            "stretched": self._stretched,
            "feedback": self._feedback,
            "asked": self._asked,
            "touch": self._touch,
            "mark": self._mark,
            "timeline": past.timeline,
            "history": past.history,
            "statistics": past.statistics,
            "export": past.export,
            "settings": self._settings,
            "check": self._check,
            "set": self._set,
            "reset": self._reset,
            "notify_test": self._notify_test,
            "cues_test": self._cues_test,
            "setup": self._setup,
            "library": self._library,
            "leave_out": self._leave_out,
            "try": self._try,
            "reload": self._reload,
            "stop": self._stop,
        }

    def subscribe(self, push: Push) -> Callable[[], None]:
        """See `Handler`."""
        return self._service.board.subscribe(push)

    def hold(self, reason: str) -> Callable[[], None]:
        """See `Handler`."""
        return self._service.hold(reason)

    async def call(self, method: str, params: dict[str, Any]) -> Any:
        """See `Handler`."""
        given = command(method, params, self._service.kinds)
        if given is not None:
            await self._service.eyes.glance()
            await self._service.hold_watch.prepare(given)
            self._service.take(given)
            if method in _BY_HAND:
                self._service.eyes.note_hand()
            return self._service.board.snapshot()
        if method not in self._methods:
            raise MethodNotFound(f"deskbreak knows no method {method[:40]!r}")
        return await self._methods[method](params)

    async def _status(self, _params: dict[str, Any]) -> dict[str, Any]:
        await self._service.eyes.glance()
        return self._service.board.snapshot()

    async def _why(self, _params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.why.answer import explain  # noqa: PLC0415 - rarely asked

        await self._service.eyes.glance()
        is_notifying = self._service.settings.notify.enabled
        return explain(self._service.engine.machine, self._service.board.snapshot(), is_notifying=is_notifying)

    async def _touch(self, _params: dict[str, Any]) -> None:
        await self._service.hold_watch.prepare(InputSeen(self._service.parts.clock.now().boot))
        self._service.eyes.note_hand()

    async def _mark(self, _params: dict[str, Any]) -> None:
        """A command has ended in some shell: a prompt that waits for a pause comes now."""
        await self._service.eyes.glance()
        await self._service.hold_watch.prepare(PauseMarked())
        self._service.take(PauseMarked())

    # -- the routine

    async def _routine_next(self, _params: dict[str, Any]) -> dict[str, Any]:
        self._service.coach.skip(self._rested())
        return self._moved()

    async def _routine_back(self, _params: dict[str, Any]) -> dict[str, Any]:
        self._service.coach.back(self._rested())
        return self._moved()

    async def _routine_hurts(self, _params: dict[str, Any]) -> dict[str, Any]:
        """End the stretch at once, and write it down as left out so that it does not come back."""
        stretch = self._service.coach.hurts(self._rested())
        left_out = self._service.settings.routine.left_out
        if stretch and stretch not in left_out:
            await self._reloader.leave_out(stretch)
        return self._moved()

    async def _stretch(self, params: dict[str, Any]) -> dict[str, Any]:
        """Start a break whose routine is led elsewhere."""
        given = command("start", params, self._service.kinds)
        await self._service.eyes.glance()
        self._service.coach.leads_next = False
        try:
            self._service.take(given or Start())
        finally:
            self._service.coach.leads_next = True
        self._service.eyes.note_hand()
        return self._service.board.snapshot()

    async def _stretched(self, params: dict[str, Any]) -> dict[str, Any]:
        """What was done of such a routine so far."""
        stretches = params.get("stretches")
        if not isinstance(stretches, list) or len(stretches) > _MOST_STRETCHES:
            raise UsageError(f'"stretches" is a list of at most {_MOST_STRETCHES} ids')
        self._service.note_stretched(tuple(map(str, stretches)))
        return self._service.board.snapshot()

    def _rested(self) -> float:
        self._service.advance()
        return self._service.engine.view().break_rested / SECOND

    def _moved(self) -> dict[str, Any]:
        self._service.routine_moved()
        return self._service.board.snapshot()

    # -- the person

    async def _feedback(self, params: dict[str, Any]) -> dict[str, Any]:
        """Take how the next break should be, once one with a routine has ended."""
        how = params.get("how")
        if how not in ANSWERS or len(params) > 1:
            raise UsageError(f'"how" is one of {", ".join(ANSWERS)}')
        self._service.coach.person.say(how)
        self._service.remember()
        return self._service.board.snapshot()

    async def _asked(self, _params: dict[str, Any]) -> dict[str, Any]:
        """The person was asked about their body, whatever they answered: nobody asks again by itself."""
        self._service.coach.person.was_asked = True
        self._service.remember()
        return self._service.board.snapshot()

    # -- settings and life

    async def _settings(self, _params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.settings_form import form  # noqa: PLC0415 - rarely asked

        return form(self._service.loaded) | {"tests": ["notification", "sound", *_AUDIBLE]}

    async def _check(self, params: dict[str, Any]) -> dict[str, str]:
        from deskbreak.service.settings_form import check  # noqa: PLC0415 - rarely asked

        return check(self._service.loaded, params)

    async def _set(self, params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.settings_form import key_and_value  # noqa: PLC0415 - rarely asked

        await self._reloader.set(*key_and_value(params, "set"))
        return self._service.board.snapshot()

    async def _reset(self, params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.settings_form import key_alone  # noqa: PLC0415 - rarely asked

        await self._reloader.reset(key_alone(params))
        return self._service.board.snapshot()

    async def _notify_test(self, params: dict[str, Any]) -> dict[str, str]:
        """Show a notification of no consequence; which way it was shown."""
        return {"backend": await self._service.herald.try_out(has_sound=params.get("sound") is True)}

    async def _cues_test(self, params: dict[str, Any]) -> dict[str, str]:
        """Play a cue by tones or speech, whether or not they are switched on."""
        what = params.get("what")
        if what not in _AUDIBLE:
            raise UsageError(f'"what" is one of {", ".join(_AUDIBLE)}')
        if problem := self._service.pace.try_cues(what):
            raise DeskbreakError(problem)
        return {"what": what}

    async def _setup(self, _params: dict[str, Any]) -> dict[str, Any]:
        """What a person is asked about their body, with what is known already."""
        from deskbreak.body.questions import form  # noqa: PLC0415 - rarely asked

        routine = self._service.settings.routine
        return form(self._service.coach.catalogue, lambda key: getattr(routine, key.removeprefix("routine.")))

    async def _library(self, _params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.library import library  # noqa: PLC0415 - rarely asked

        return library(self._service.coach.catalogue, self._service.settings.routine)

    async def _leave_out(self, params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.library import leave_out  # noqa: PLC0415 - rarely asked

        await leave_out(self._service, self._reloader, params)
        return self._service.board.snapshot()

    async def _try(self, params: dict[str, Any]) -> dict[str, Any]:
        from deskbreak.service.library import try_one  # noqa: PLC0415 - rarely asked

        await try_one(self._service, params)
        return self._service.board.snapshot()

    async def _reload(self, _params: dict[str, Any]) -> dict[str, Any]:
        await self._reloader.reload()
        return self._service.board.snapshot()

    async def _stop(self, _params: dict[str, Any]) -> dict[str, Any]:
        log.info("asked to stop")
        asyncio.get_running_loop().call_soon(self._service.is_stopping.set)
        return self._service.board.snapshot()
