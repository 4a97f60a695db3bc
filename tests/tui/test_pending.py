"""The control that is opened only once it is needed."""

import pytest

from deskbreak.errors import NotRunning
from deskbreak.tui.pending import PendingControl
from tests.tui_fakes import FakeControl


class Opener:
    """Counts how often it is asked for a control."""

    def __init__(self, *, fails: bool = False) -> None:
        self.control = FakeControl(owns_service=True)
        self.asked = 0
        self.fails = fails
        self.told = 0

    async def __call__(self) -> FakeControl:
        self.asked += 1
        if self.fails:
            raise NotRunning("nobody there")
        return self.control

    def note(self) -> None:
        self.told += 1


async def test_nothing_is_opened_before_it_is_needed() -> None:
    opener = Opener()
    control = PendingControl(opener, opener.note)
    assert not control.owns_service
    await control.close()
    assert opener.asked == 0


async def test_it_is_opened_once_for_everything() -> None:
    opener = Opener()
    control = PendingControl(opener, opener.note)
    await control.call("status", {})
    await control.call("skip", {})
    assert opener.asked == 1
    assert control.owns_service
    await control.close()
    assert opener.control.is_closed


async def test_what_went_wrong_is_kept_for_the_end_and_told() -> None:
    opener = Opener(fails=True)
    control = PendingControl(opener, opener.note)
    with pytest.raises(NotRunning):
        await control.call("status", {})
    assert str(control.failure) == "nobody there"
    assert opener.told == 1
