"""The machine's clock is set: owners hear of it once, in words, and what it hindered goes on."""

import re
from datetime import timedelta

import pytest

from tests.conversations.play import Play


@pytest.mark.steps("notice clock-moved")
async def test_owners_are_told_that_the_clock_was_set(play: Play) -> None:
    """What it showed and shows, and that nothing happens twice for it; nobody else is told."""
    others = (play.desk, play.town.managers, play.town.max.private)
    before = [len(chat.messages) for chat in others]
    play.clock.jump(timedelta(hours=-3))
    await play.due()
    await play.due()
    told = [m.text for m in play.town.olga.private.messages if "clock was set back" in m.text]
    assert len(told) == 1
    assert "The machine’s clock was set back by 3 hours" in told[0]
    assert "Nothing is bought, charged or told twice for it." in told[0]
    # "Today" by a clock that may be wrong says nothing to whoever reads it.
    assert len(re.findall(r"20\d\d, \d\d:\d\d", told[0])) == 3
    assert "today" not in told[0]
    assert [len(chat.messages) for chat in others] == before


@pytest.mark.steps("notice clock-behind")
async def test_owners_are_told_of_a_start_before_the_last_entry(play: Play) -> None:
    """The clock was set back while the desk stood still."""
    await play.stage.app.stop()
    play.clock.jump(timedelta(days=-3))
    await play.restart()
    await play.due()
    told = [m.text for m in play.town.olga.private.messages if "may be wrong" in m.text]
    assert len(told) == 1
    assert "the last thing I wrote down is 3 days later" in told[0]
    assert "today" not in told[0]
