"""All roles of a person are taken away from the shell while the desk runs."""

from services.access.revoking import revoke_all
from tests.conversations.play import Play


async def test_what_was_open_dies_with_the_roles(play: Play) -> None:
    """Menus, a question and a question for Confirm of theirs lead nowhere; others' go on; /audit has it."""
    town, desk, app = play.town, play.desk, play.stage.app
    question = await play.say(town.sam, "/buy gta v 1", desk)
    await play.say(town.sam, "/buy gta v", desk)
    await play.tap(town.sam, "Other…", desk)
    assert await play.question(town.sam, desk) is not None
    taken = await revoke_all(app.house.db, play.clock, app.house.services.audit, town.sam.id)
    assert [each.role for each in taken.grants] == ["support"]
    await app.follow_rights()
    await play.tap(town.sam, "Confirm", desk, question)
    assert town.codegames.orders == []
    assert await play.question(town.sam, desk) is None
    assert app.frame.dialogs.open_to(desk.id, town.sam.id) is None
    said = await play.say(town.sam, "/stock gta", desk)
    assert "see stock and prices" in said.text
    card = await play.say(town.olga, "/audit team")
    assert "Keydesk: all roles of Sam Support were taken away from the shell (1)" in card.text
