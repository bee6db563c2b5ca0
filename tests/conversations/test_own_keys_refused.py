"""Keys that are not put in: doubles in whatever dress, what is no key, and what cannot be read."""

import io

import pytest

from tests.conversations.own_keys_play import (
    FIRST,
    SECOND,
    SENT,
    THIRD,
    in_stock,
    put_in,
    send_file,
)
from tests.conversations.play import Play
from tests.conversations.scenes import begins, one_bought
from tests.conversations.test_games_secrets import assert_nowhere, standing


@begins(one_bought)
@pytest.mark.steps("/keys", "answer keys.text")
async def test_doubles_and_bad_rows_are_refused_by_their_numbers(play: Play) -> None:
    """Nothing of a row is said again; what is good is asked about all the same."""
    town = play.town
    await put_in(play)
    [bought] = [key for order in town.codegames.orders for key in order.keys]
    await play.say(town.max, "/keys add gta v")
    rows = [
        "key,cost,currency,expires",
        f"{FIRST},1,EUR",
        f"{bought},1,EUR",
        f"{THIRD},9.90,EUR,2999-12-31",
        f"{THIRD},9.90,EUR,2999-12-31",
        "NO-COST-AT-ALL",
        "x",
        "WRONG-COST-1,much,EUR",
        "OLD-ONE-1,1,EUR,2001-01-01",
        "NO-DAY-1,1,EUR,soon",
        "DOLLARS-1,1,USD",
        "NOWHERE-1,1,ABC",
    ]
    card = await send_file(play, town.max, "\n".join(rows).encode())
    asked = "Put one key of GTA V into own stock, to be sold at €9.90 each?"
    assert card.text.splitlines()[0] == asked
    assert "3 were refused: we have them" in card.text
    for line in (
        "Row 6 does not say what its key costs.",
        "Row 7 has no key that I could take.",
        "Row 8 has no amount as the cost.",
        "Row 9 has a key that is expired already.",
        "Row 10 has no day as the expiry.",
        "Row 11 is in another currency than the first.",
        "Row 12 names no currency, such as EUR.",
    ):
        assert line in card.text
    assert "OLD-ONE" not in card.text
    await play.tap(town.max, "Confirm")
    assert [state for state, _ in await in_stock(play)] == ["free", "free", "free"]


@pytest.mark.steps("/keys", "answer keys.text")
async def test_a_cost_that_can_be_two_amounts_is_not_guessed(play: Play) -> None:
    """Be it typed or in a file: both are offered, and what has one meaning is taken as it is meant."""
    max_ = play.town.max
    await play.say(max_, "/keys add gta v")
    for cost, ways in (("25,000 KZT", "25000 or as 25.00"), ("1.000 EUR", "1000 or as 1.00")):
        said = await play.say(max_, f"{cost}\n{FIRST}")
        assert (
            "Row 1 has a cost that can be read in two ways.\nWrite the first of these as"
            in said.text
        )
        assert ways in said.text
    rows = [f'{FIRST},"1,000",EUR', f"{SECOND},1.5,JPY", f'{THIRD},"1.000,50",EUR']
    said = await send_file(play, max_, "\n".join(["key,cost,currency", *rows]).encode())
    assert "Row 2 has a cost that can be read in two ways." in said.text
    assert "Row 3 has a cost with more digits behind the point than the currency." in said.text
    await play.tap(max_, "Confirm")
    await play.say(max_, "/keys add gta v")
    await play.say(max_, f"€25 000,00\n{FIRST}")
    await play.tap(max_, "Confirm")
    assert await in_stock(play) == [("free", "1000.5"), ("free", "25000")]


@pytest.mark.steps("/keys")
async def test_keys_typed_in_a_group_are_deleted_and_refused(play: Play, log: io.StringIO) -> None:
    """Own stock is added to where nobody else reads; who may not at all is refused, their keys gone too."""
    town, desk = play.town, play.desk
    said = await play.say(town.max, f"/keys add gta v\n{SENT}", desk)
    assert said.text.startswith("Keys are added in our private chat only")
    assert standing(desk, FIRST) == []
    refused = await play.say(town.sam, f"/keys add gta v\n{SENT}")
    assert "You may not do this here" in refused.text
    assert standing(town.sam.private, FIRST) == []
    assert await in_stock(play) == []
    await assert_nowhere(play, FIRST, log)


@pytest.mark.steps("/keys", "answer keys.text")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "I cannot read this file"),
        (b"AAAA-BBBB-1\n" * 200_000, "I cannot read this file"),
        (b"AAAA-BBBB-1\n" * 100_000, "These are too many at once: send at most 10,000"),
        (b"1 EUR\n" + b"AAAA-%d\n" * 20_000, "These are too many at once: send at most 10,000"),
        (b"AAAA-BBBB-CCCC", "Row 1 does not say what its key costs."),
    ],
)
async def test_what_cannot_be_read_is_said_and_the_question_stays(
    play: Play, content: bytes, said: str
) -> None:
    """A picture, a file that is too large, one of a hundred thousand rows, too many, keys without a cost."""
    town = play.town
    await play.say(town.max, "/keys add gta v")
    card = await send_file(play, town.max, content)
    assert said in card.text
    assert [each for each in town.max.private.messages if each.sender and each.document] == []
    assert (await play.say(town.max, SENT)).text.startswith("Put 2 keys of GTA V")


@pytest.mark.steps("/keys", "answer keys.text")
async def test_a_key_in_another_dress_is_a_double(play: Play) -> None:
    """Without dashes, with blanks, in small letters: bought before, in stock, or twice in one text."""
    town = play.town
    town.codegames.next_keys("AB2CD-3FGHJ-KLM4N")
    await play.buy()
    await play.say(town.max, "/keys add gta v")
    own = "WWWWW-QQQQQ-22222\nWWWWWQQQQQ22222\nwwwww qqqqq 22222"
    asked = await play.say(town.max, f"9 EUR\nab2cd3fghjklm4n\nAB2CD 3FGHJ KLM4N\n{own}")
    assert asked.text.startswith("Put one key of GTA V")
    assert "4 were refused: we have them" in asked.text
    await play.tap(town.max, "Confirm")
    await play.say(town.max, "/keys add gta v")
    again = await play.say(town.max, "9 EUR\nwwwww_qqqqq_22222")
    assert again.text.startswith("Nothing was added.")
    assert [state for state, _ in await in_stock(play)] == ["free"]


@pytest.mark.steps("/keys", "answer keys.text")
async def test_what_looks_like_no_key_is_refused_by_its_row(play: Play) -> None:
    """A title, a name, a price, a sign or a tag that became a key would be masked everywhere."""
    town = play.town
    lines = [
        "My 12 keys of GTA V:",
        "CodeGames",
        "956.30",
        "🎮🎮🎮🎮🎮🎮🎮🎮",
        "<b>AAAAC-BBBBC-1</b>",
    ]
    await play.say(town.max, "/keys add gta v")
    text = "\n".join(["9 EUR", *lines, "K-AB12-CD34", "2026-11-30", FIRST, "QWRTZ-PSDFG-XCVBN"])
    asked = await play.say(town.max, text)
    assert asked.text.startswith("Put 2 keys of GTA V")
    assert "Rows 2, 3, 4, 5" in asked.text
    assert "look like a key: one has at least 8" in asked.text
    await play.say(town.max, "/keys add gta v")
    odd = await send_file(play, town.max, b"key,cost,currency\nQwrtzpsdfgxc,1,EUR\nCodeGames,1,EUR")
    assert odd.text.startswith("Put one key of GTA V")
    assert "Row 3 does" in odd.text


@pytest.mark.steps("/keys", "answer keys.text")
async def test_a_key_with_something_beside_it_is_that_key(play: Play) -> None:
    """Numbers of lists and labels go, an expiry and a cost are read, all else is refused by its row."""
    town = play.town
    await put_in(play, f"12.50 EUR\n{FIRST}")
    doubles = ["1. {}", "#1 {}", "Key: {}", "Code {}", "{} 2027-12-31", "{};2027-12-31", "{} 9 EUR"]
    said = "\n".join(each.format(FIRST) for each in (*doubles, "{} (EU)", "{} EU"))
    await play.say(town.max, "/keys add gta v")
    card = await play.say(town.max, f"12.50 EUR\n{said}")
    assert card.text.startswith("Nothing was added.")
    assert "7 were refused: we have them" in card.text
    assert "Rows 9 and 10 have more than a key. Put one key in a row" in card.text
    await play.say(town.max, "/keys add gta v")
    table = f"key,cost,currency,expires\n1. {FIRST},1,EUR\n{FIRST} 2027-12-31,1,EUR,2027-12-30\n"
    card = await send_file(play, town.max, table.encode())
    assert "One was refused: we have it" in card.text and "Row 3 has more than a key" in card.text
    await play.say(town.max, "/keys add gta v")
    card = await send_file(
        play, town.max, f"key,cost,currency,expiry\n{SECOND},1,EUR,2027-12-30".encode()
    )
    assert "Row 1 has a heading that I do not know" in card.text
    await play.say(town.max, "/keys add gta v")
    card = await send_file(play, town.max, f"{SECOND},5,EUR,2027-12-05,sold to Ivan".encode())
    assert "Row 1 has more than a key" in card.text
    await play.say(town.max, "/keys add gta v")
    card = await play.say(town.max, f"8 EUR\n2) {SECOND} 2027-12-31 8 EUR\nX{FIRST}")
    assert card.text.startswith("Put one key of GTA V into own stock, to be sold at €8.00 each?")
    assert "One of them expires, 1 Jan 2028" in card.text
    assert "One was refused: we have it" in card.text  # it stands in what was sent as another
    assert [cost for _, cost in await in_stock(play)] == ["12.5", "8"]


@pytest.mark.steps("/keys", "answer keys.text", "tap keys.confirm")
async def test_keys_that_come_too_fast_are_deleted_and_said_to_be_unread(play: Play) -> None:
    """Each such file, so that a Confirm of what was read before is not taken for one of them; texts too."""
    town, mine = play.town, play.town.max.private
    await play.say(town.max, "/keys add gta v")
    await send_file(play, town.max, f"12 EUR\n{FIRST}".encode())
    for _ in range(11):
        await send_file(play, town.max, f"9 EUR\n{SECOND}".encode(), "/keys add gta v")
    told = [each.text for each in mine.messages if "have not read it" in each.text]
    assert len(told) == 2 and "nothing of it is in what I asked you before" in told[0]
    assert not [each for each in mine.messages if each.sender and each.document]
    await play.say(town.max, "/keys add gta v")
    for number in range(230):
        town.max.says(f"9 EUR\nFAST{number:03}-BBBBB-CCCCC")
    await play.stage.quiet()
    assert not [each for each in mine.messages if each.sender and "FAST" in each.text]
    said = [each.text for each in mine.messages if each.sender is None]
    assert sum("Send those keys once more" in each for each in said) == 1
    assert sum("I delete what you send now and do not read it" in each for each in said) == 1
    [question] = [each for each in mine.messages if "Confirm" in each.labels()][-1:]
    assert question.text.startswith("Put one key of GTA V")
    await play.tap(town.max, "Confirm", message=question)
    assert [state for state, _ in await in_stock(play)] == ["free"]


@pytest.mark.steps("/keys", "answer keys.text", "tap keys.cancel")
async def test_what_somebody_else_is_still_asked_about_is_said_to_wait(play: Play) -> None:
    """It is nobody's yet: once they have cancelled it is taken."""
    town = play.town
    await play.say(town.max, "/keys add gta v")
    await play.say(town.max, f"9 EUR\n{FIRST}")
    await play.say(town.olga, "/keys add gta v")
    told = await play.say(town.olga, f"9 EUR\n{FIRST}x2")
    assert told.text == (
        "Nothing was added.\nOne was read by somebody else, who is still asked whether it goes into stock. "
        "Should they cancel, or not answer within an hour, send it again."
    )
    await play.tap(town.max, "Cancel")
    await play.say(town.olga, "/keys add gta v")
    asked = await play.say(town.olga, f"9 EUR\n{FIRST}")
    assert asked.text.startswith("Put one key of GTA V into own stock")
