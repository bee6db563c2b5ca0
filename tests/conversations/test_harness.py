"""The working day begins with everybody in place."""

from bot.demo.stage import Stage


async def test_a_furnished_stage_answers_a_supporter(stage: Stage) -> None:
    """A supporter's /stock in the set-up chat shows the product with its price."""
    town = stage.town
    town.sam.says("/stock gtav", chat=town.support_desk)
    await stage.quiet()
    assert "956.30" in town.support_desk.last.text
    assert "Buy" in town.support_desk.last.labels()
