"""The working day begins with everybody in place."""

import pytest

from bot.demo.stage import Stage
from tests.one_day import one_day


async def test_a_furnished_stage_answers_a_supporter(stage: Stage) -> None:
    """A supporter's /stock in the set-up chat shows the product with its price."""
    town = stage.town
    town.sam.says("/stock gtav", chat=town.support_desk)
    await stage.quiet()
    assert "956.30" in town.support_desk.last.text
    assert "Buy" in town.support_desk.last.labels()


async def test_a_case_of_a_day_hides_no_other() -> None:
    """All cases of ``one_day`` are played, and the failure names those that did not hold."""
    played = []

    @one_day("number, wanted", [(1, 1), (2, 1), (3, 3), (4, 1)])
    async def holds(number: int, wanted: int) -> None:
        played.append(number)
        assert number == wanted

    with pytest.raises(AssertionError) as failed:
        await holds()
    assert played == [1, 2, 3, 4]
    assert failed.value.__notes__[-1] == "2 of 4 cases: (2, 1); (4, 1)"
