"""/token, /transfer, /consume: what is typed is deleted where the bot may, and never kept."""

import io

import pytest
from sqlalchemy import MetaData, select

from sandbox.faults import Fault
from sandbox.telegram import Chat
from tests.conversations.play import Play
from tests.one_day import one_day

TOKEN = "demo-token-1001"
PASSWORD = "Zw548q7zE"
YOURSELF = "That may hold a secret. I may not delete messages here, so please delete yours."


async def rows(play: Play) -> str:
    """All that the database holds, as text."""
    held = MetaData()
    async with play.stage.app.house.db.read() as tx:
        await tx.connection.run_sync(held.reflect)
        found = [(await tx.connection.execute(select(each))).all() for each in held.sorted_tables]
    return repr(found)


def standing(chat: Chat, secret: str) -> list[str]:
    """The messages of people that still stand in a chat with the secret in them."""
    return [each.text for each in chat.messages if each.sender and secret in each.text]


async def assert_nowhere(play: Play, secret: str, log: io.StringIO) -> None:
    """In no row, on no button, in nothing the bot wrote, and not in the log."""
    assert secret not in await rows(play)
    assert play.showing(secret) == []
    assert secret not in log.getvalue()


@pytest.mark.steps("/token", "tap player.show")
async def test_a_token_is_looked_at_and_its_message_deleted(play: Play, log: io.StringIO) -> None:
    """Whose it is, by what it was obtained; the token stands nowhere after that."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, f"/token puzzle PZ1001 {TOKEN}", desk)
    assert card.text.startswith("✅ The token is valid: it is PZ1001’s.\nObtained by Google")
    assert "👤 PZ1001 · puzzle" in card.text
    assert standing(desk, TOKEN) == []
    await assert_nowhere(play, TOKEN, log)
    await play.tap(town.sam, "PZ1001", desk)
    assert "Device: Pixel 8" in card.text


@one_day(
    ("typed", "said"),
    [
        ("PZ1001 another-token", "❌ The token is not PZ1001’s. Code -4010203"),
        (f"PZ1002 {TOKEN}", "❌ The token is not PZ1002’s. Code -4010203"),
        (f"PZ9999 {TOKEN}", "⛔ PZ9999 may not log in"),
        ("PZ1001 old-token", "⌛ The token has expired. Code -4010208"),
        ("PZ1001 a/b", "Usage: /token [app] id token"),
        ("PZ1001 one two", "Usage: /token [app] id token"),
    ],
)
async def test_a_token_that_is_not_accepted_is_told_and_deleted_too(
    play: Play, typed: str, said: str
) -> None:
    """In words, with the code at the end."""
    town, desk = play.town, play.desk
    puzzle = town.apps["puzzle"].app_id
    town.gamebase.tokens.issue(puzzle, "PZ1001", token="old-token").expired = True
    card = await play.say(town.sam, f"/token puzzle {typed}", desk)
    assert card.text.startswith(said)
    assert standing(desk, typed) == []


@pytest.mark.steps("/token", "tap token.app", "answer token.args")
async def test_an_answer_with_a_token_is_deleted_and_not_on_buttons(
    play: Play, log: io.StringIO
) -> None:
    """Asked by buttons, in a group and in private; and carried by a button it is only held."""
    town, desk = play.town, play.desk
    for chat in (desk, None):
        where = chat or town.olga.private
        await play.say(town.olga, "/token", chat)
        await play.tap(town.olga, "puzzle", chat)
        card = await play.answer(town.olga, f"PZ1001 {TOKEN}", chat)
        assert card.text.startswith("✅ The token is valid")
        assert standing(where, TOKEN) == []
    question = await play.say(town.olga, f"/token PZ1001 {TOKEN}", desk)
    assert standing(desk, TOKEN) == []
    await assert_nowhere(play, TOKEN, log)
    await play.tap(town.olga, "puzzle", desk, question)
    assert play.shown(desk).text.startswith("✅ The token is valid")


@pytest.mark.steps("/token", "/transfer", "/consume")
async def test_where_the_bot_may_not_delete_the_person_is_asked_to(play: Play) -> None:
    """The command is served all the same."""
    town, desk = play.town, play.desk
    desk.bot_can_delete = False
    for typed in (
        f"/token puzzle PZ1001 {TOKEN}",
        f"/transfer puzzle 198704206255 {PASSWORD}",
        "/consume puzzle 1 the-token",
    ):
        await play.say(town.olga, typed, desk)
        asked, card = [message for message in desk.messages if message.sender is None][-2:]
        assert asked.text.startswith(YOURSELF)
        assert card.text[0] in "✅⚠"


@pytest.mark.steps("/transfer")
async def test_a_transfer_account_is_looked_at_and_not_used_up(
    play: Play, log: io.StringIO
) -> None:
    """Twice with the same result; the password stands nowhere after that."""
    town, desk = play.town, play.desk
    for _ in range(2):
        card = await play.say(town.sam, f"/transfer puzzle 198704206255 {PASSWORD}", desk)
        assert card.text.startswith(
            "✅ The transfer account is valid.\nLooking at it has not used it up."
        )
        assert "👤 PZ1002 · puzzle" in card.text
    assert standing(desk, PASSWORD) == []
    await assert_nowhere(play, PASSWORD, log)


@one_day(
    ("typed", "code", "said"),
    [
        ("198704206255 wrong-one", 0, "❌ There is no such transfer account, or its password"),
        ("000000000000 wrong-one", 0, "❌ There is no such transfer account, or its password"),
        (f"198704206255 {PASSWORD}", -4100402, "❌ The transfer account is used up."),
        (f"198704206255 {PASSWORD}", -4100403, "⌛ The transfer account has expired."),
        (f"198704206255 {PASSWORD}", -4000901, "⛔ The player is banned."),
        (f"198704206255 {PASSWORD}", -4000409, "❌ The transfer account was used on the same"),
        (f"198704206255 {PASSWORD}", -4100401, "⚫ The player has withdrawn."),
    ],
)
async def test_a_transfer_account_that_is_not_accepted_is_told(
    play: Play, typed: str, code: int, said: str
) -> None:
    """Each code in its words, and the code at the end."""
    town = play.town
    if code:
        town.gamebase.faults.add("transfer", Fault.refusal(code))
    card = await play.say(town.sam, f"/transfer puzzle {typed}", play.desk)
    assert card.text.startswith(said)
    assert "Code -4" in card.text
