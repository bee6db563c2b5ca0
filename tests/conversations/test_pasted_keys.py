"""A key of ours that somebody sends goes out of the chat, in whatever dress and wherever in a message."""

import io

import pytest
from openpyxl import Workbook

from sandbox.telegram import Message, Person
from tests.conversations.own_keys_play import put_in
from tests.conversations.play import Play
from tests.conversations.scenes import begins
from tests.conversations.test_games_secrets import assert_nowhere
from tests.pdfs_made import UNMAPPED, UNREAD, line, pdf

KEY = "AB2CD-3FGHJ-KLM4N"
OUT = "your message held a key, so I deleted it"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
"""How a file of Office before 2007 begins, or a locked one."""


def left(play: Play, person: Person) -> list[str]:
    """What stands of a person's messages in the support chat."""
    return [each.text for each in play.desk.messages if each.sender is person]


async def with_key(play: Play) -> Message:
    """Buy the key; gives the order's card."""
    play.town.codegames.next_keys(KEY)
    return await play.buy()


@begins(with_key)
async def test_ordinary_words_with_a_key_are_deleted_in_every_dress(
    play: Play, log: io.StringIO
) -> None:
    """Neither a command nor an answer: the bot only sees them."""
    town, desk = play.town, play.desk
    near = ["AB2CD-3FGHJ-KLM4M", "order K-AB2C-3FGH", "AB2CD-3FGHJ", "956.30 KZT, 2 keys"]
    for text in near:
        await play.say(town.sam, text, desk)
    kept = len(left(play, town.sam))
    for dressed in (
        KEY,
        f"does not work: {KEY.lower().replace('-', '')}!",
        " ".join(KEY),
        KEY.replace("-", "\u2014"),
        "\u200b".join(KEY),
        f"https://example.com/?key={KEY}",
        KEY.replace("-", "&#45;"),
        "&#x200B;".join(KEY),
        KEY.replace("-", "&amp;amp;ndash;"),
        "".join(f"&#{ord(each)};" for each in KEY),
    ):
        said = await play.say(town.sam, dressed, desk)
        assert said.text.startswith("Sam Support, ")
        assert OUT in said.text
        assert len(left(play, town.sam)) == kept
        await assert_nowhere(play, dressed, log)
    assert left(play, town.sam)[-len(near) :] == near


@begins(with_key)
async def test_a_file_a_caption_an_edit_and_a_forward_hide_no_key(play: Play) -> None:
    """Each is deleted, and an edit of what was harmless at first."""
    town, desk = play.town, play.desk
    before = left(play, town.sam)
    town.sam.sends_file(f"{KEY}.txt", b"hello", chat=desk)
    await play.stage.quiet()
    town.sam.sends_file("keys.txt", b"hello", f"it is {KEY.lower()}", desk)
    await play.stage.quiet()
    town.sam.sends_file(
        "new.txt", f"the next one:\r\n{KEY.lower()}\r\n".encode("utf-16"), chat=desk
    )
    await play.stage.quiet()
    harmless = town.sam.says("hello", desk)
    await play.stage.quiet()
    town.sam.edits(harmless, f"hello {KEY}")
    await play.stage.quiet()
    told = town.max.says(KEY)  # in private, and from there
    town.sam.forwards(told, desk)
    await play.stage.quiet()
    assert left(play, town.sam) == before
    assert sum(OUT in each.text for each in desk.messages if each.sender is None) == 5
    assert KEY not in [each.text for each in town.max.private.messages]


def _book(*sheets: str) -> bytes:
    made = Workbook()
    for name in sheets:
        made.create_sheet()["B7"] = name
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@begins(with_key)
async def test_a_workbook_and_a_long_file_hide_no_key_and_a_larger_one_is_said_to_be_unread(
    play: Play,
) -> None:
    """Beside a command that reads no file, too, and while something else is asked."""
    town, desk = play.town, play.desk
    before = len(left(play, town.sam))
    long = ("nothing here,42\n" * 20_000 + KEY).encode()
    odd = f"na\u00efve \u00d0,{KEY}\n".encode("cp1252")
    for name, content, caption in (
        ("stock.xlsx", _book("hello", KEY), ""),
        ("stock.xlsx", _book("hello", KEY), "/whoami"),
        ("long.csv", long, ""),
        ("odd.csv", odd, ""),
        ("old.xls", OFFICE + KEY.encode("utf-16-le"), ""),
        ("page.pdf", pdf(line(f"<{KEY.encode().hex()}> Tj")), ""),
        ("runs.rtf", f"{{\\rtf1 {{\\fs20 {KEY[:5]}}}{{\\fs20 {KEY[5:]}}}\\par}}".encode(), ""),
    ):
        town.sam.sends_file(name, content, caption, desk)
        await play.stage.quiet()
        assert len(left(play, town.sam)) == before, name
        assert any(OUT in each.text for each in desk.messages[-3:])
    for name, content, why in (
        ("locked.pdf", UNREAD["protected"], "it is locked"),
        ("broken.pdf", UNREAD["broken"], "there is something in it that I cannot read"),
        ("numbers.pdf", UNMAPPED, "there is something in it that I cannot read"),
    ):
        town.sam.sends_file(name, content, "", desk)
        await play.stage.quiet()
        assert f"I did not look through this file for keys: {why}" in play.shown(desk).text
    locked = OFFICE + "EncryptedPackage".encode("utf-16-le")
    town.sam.sends_file("locked.xlsx", locked, chat=desk)
    await play.stage.quiet()
    assert "I did not look through this file for keys: it is locked" in play.shown(desk).text
    town.sam.sends_file("ours.csv", b"a,b\n" * 1_100_000, chat=desk)
    await play.stage.quiet()
    assert play.shown(desk).text == (
        "I did not look through this file for keys: I read 1,024 KiB of text and no more. "
        "If a key of ours is in it, please delete it."
    )
    assert len(left(play, town.sam)) == before + 5
    for person, told in ((town.max, "I was not waiting for a file"), (town.cara, "/menu shows")):
        person.sends_file("new.pdf", b"%PDF-1.7")
        await play.stage.quiet()
        assert told in play.shown(person.private).text


@begins(with_key)
async def test_an_edit_that_makes_pieces_a_key_takes_them_all_out(play: Play) -> None:
    """Between two halves stand a picture and words; a third message is edited into what was missing."""
    town, desk = play.town, play.desk
    first = town.sam.says(KEY[:6], desk)
    middle = town.sam.says("wait", desk)
    town.sam.sends_photo("", desk)
    town.sam.says("a long explanation of what happened to me while I was shopping, " * 3, desk)
    last = town.sam.says(KEY[11:], desk)
    await play.stage.quiet()
    assert not any(each.deleted for each in (first, middle, last))
    town.sam.edits(middle, KEY[6:11])
    await play.stage.quiet()
    assert all(each.deleted for each in (first, middle, last))
    assert OUT in play.shown(desk).text


@begins(with_key)
async def test_a_document_with_a_key_in_it_is_deleted_and_read_without(play: Play) -> None:
    """A table of scores, pasted together from what was at hand."""
    town, desk = play.town, play.desk
    table = f"1,{KEY.lower()},99\n1,{town.players[0].user_id},98\n"
    town.max.sends_file("scores.csv", table.encode(), "/scores puzzle", desk)
    await play.stage.quiet()
    assert left(play, town.max) == []
    told, asked = [each.text for each in desk.messages if each.sender is None][-2:]
    assert told == "Your message held a key, so I deleted it. I do not keep it."
    assert "•••••M4N" in asked


@begins(with_key)
async def test_where_the_bot_may_not_delete_the_person_is_asked_to(play: Play) -> None:
    """Once, and the command goes on without the key."""
    town, desk = play.town, play.desk
    desk.bot_can_delete = False
    await play.say(town.sam, f"/stock {KEY}", desk)
    asked, answered = [each.text for each in desk.messages if each.sender is None][-2:]
    assert asked == (
        "That message holds a key. I may not delete messages here, so please delete it yourself. "
        "I do not keep it."
    )
    assert KEY not in answered
    assert "•••••M4N" in answered


@pytest.mark.steps("/keys", "answer keys.text", "tap keys.confirm")
async def test_keys_that_were_put_in_make_no_key_of_what_is_said_next(play: Play) -> None:
    """They were taken out of the chat: neither harmless words nor the next keys are joined with them."""
    max_ = play.town.max
    await put_in(play, "12.50 EUR\nQX7TD-93KLM-WE2RT")
    for harmless in ("hello bot", "3"):
        said = await play.say(max_, harmless)
        assert "holds a key" not in said.text and "held a key" not in said.text
    await put_in(play, "12.50 EUR\nZZ9PQ-11ABC-44DEF")
    texts = [each.text for each in max_.private.messages]
    assert "hello bot" in texts and "3" in texts
    assert not [each for each in texts if "I do not keep it" in each]


@begins(with_key)
async def test_a_message_that_its_sender_took_back_first_was_not_to_be_deleted(play: Play) -> None:
    """Gone is gone: nobody is asked to delete what is there no more."""
    town, desk = play.town, play.desk
    town.sam.deletes(town.sam.says(f"look: {KEY}", desk))
    await play.stage.quiet()
    assert OUT in play.shown(desk).text


@begins(with_key)
async def test_commands_are_served_without_the_key(play: Play, log: io.StringIO) -> None:
    """What echoes its words echoes the mask; /order and /resolve alone are given the key."""
    town, desk = play.town, play.desk
    card = play.begun(with_key)
    number = play.order_number(card)
    for dressed in (KEY, KEY.replace("-", ""), f"the key is {KEY.lower()}"):
        for command in ("/stock", "/buy", "/catalog", "/orders", "/player", "/grant support"):
            await play.say(town.max, f"{command} {dressed}", desk)
        assert number in (await play.say(town.sam, f"/order {dressed}", desk)).text
        await assert_nowhere(play, dressed, log)
    assert left(play, town.max) == []


@begins(with_key)
async def test_a_customer_may_say_the_key_and_the_desk_hears_none(
    play: Play, log: io.StringIO
) -> None:
    """The own key stays in the own chat; what the desk is told has it masked, and other orders' keys too."""
    town, desk = play.town, play.desk
    other = "ZZ9YX-8WVTS-RQP7N"
    card = play.begun(with_key)
    await play.tap(town.sam, "Send to customer", desk, card)
    await play.gives("@cara")
    town.codegames.next_keys(other)
    await play.buy()
    await play.tap(town.cara, "Problem with this key", town.cara.private)
    await play.tap(town.cara, "Already used", town.cara.private)
    mine = KEY.lower().replace("-", " ")
    await play.say(town.cara, f"{mine} is used")
    assert f"{mine} is used" in [each.text for each in town.cara.private.messages]
    assert play.shown(desk).text.endswith("•••••M4N is used")
    await play.say(town.cara, f"nor does {other.replace('-', '')}")
    assert play.shown(desk).text.endswith("nor does •••••P7N")
    await assert_nowhere(play, other.replace("-", ""), log)


async def test_a_provider_that_sells_ordinary_words_deletes_nothing_of_people(
    play: Play, log: io.StringIO
) -> None:
    """Words, a product's name, a date: they stay and are served; what goes to a group has them masked."""
    town, desk = play.town, play.desk
    for sold in ("elephant", "PlayStation Plus", "Windows11", "20261130"):
        town.codegames.next_keys(sold)
        await play.buy()
    before = len(left(play, town.sam))
    said = [
        "the elephant in the room",
        "is PlayStation Plus in stock?",
        "windows11 or Windows 11",
        "due 2026-11-30",
        "/stock elephant",
    ]
    for text in said:
        await play.say(town.sam, text, desk)
    assert left(play, town.sam)[before:] == said
    assert play.shown(desk).text == "Nothing in the catalog is called “•••••T”."
    assert "a key was about to be said" in log.getvalue()
    assert not any(
        "a key was about" in line and "error" in line for line in log.getvalue().splitlines()
    )


@begins(with_key)
@pytest.mark.steps("answer catalog.name", "answer catalog.word", "answer role.name", "/catalog")
async def test_nothing_is_called_by_a_key(play: Play) -> None:
    """A name or a word with a key in it is refused, and the question waits for another; a product too."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Rename", desk)
    assert "nothing is called so" in (await play.answer(town.max, f"Elden {KEY}", desk)).text
    card = await play.say(town.max, "/catalog elden", desk)
    assert card.text.startswith("Elden Ring\n")
    await play.tap(town.max, "Also found by", desk, card)
    await play.tap(town.max, "Add a word", desk)
    assert "nothing is called so" in (await play.answer(town.max, KEY, desk)).text
    added = f'/catalog add "Elden {KEY}" | codegames 562 KZT'
    assert "nothing is called so" in (await play.say(town.max, added, desk)).text
    roles = await play.say(town.olga, "/roles", desk)
    await play.tap(town.olga, "Roles of your own", desk, roles)
    await play.tap(town.olga, "New role", desk)
    assert "nothing is called so" in (await play.answer(town.olga, KEY, desk)).text
    named = await play.answer(town.olga, "Night shift", desk)
    assert "Night shift" in named.text
