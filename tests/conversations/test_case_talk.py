"""What passes between a customer and the desk in a case, and what goes to nobody."""

from datetime import timedelta

from tests.conversations.case_play import card_of, report, staff_says
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported, reported_in_a_forum, sent_to_cara


@begins(sent_to_cara)
async def test_photos_and_files_pass_both_ways(play: Play) -> None:
    """An album comes whole and is confirmed once; a sticker and a voice message get an answer that helps."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, "Cannot be redeemed")
    for caption in ("Look <here>", "", ""):
        cara.sends_photo(caption, album="a1")
    await play.stage.quiet()
    pictures = [m for m in desk.messages if m.is_photo]
    assert [m.text.partition(":\n")[2] for m in pictures] == ["Look <here>", "", ""]
    assert [m.text for m in cara.private.messages].count("The shop has it.") == 0
    cara.sends_sticker()
    cara.sends_voice()
    await play.stage.quiet()
    assert "no stickers, voice messages or videos" in play.shown(cara.private).text
    town.sam.sends_photo("Scratch here", desk, reply_to=pictures[1])
    town.sam.sends_file("how-to.pdf", b"%PDF-1.7", "", desk, reply_to=card_of(play))
    await play.stage.quiet()
    got = [m for m in cara.private.messages if m.sender is None and m.document is not None]
    assert [m.is_photo for m in got[-2:]] == [True, False]
    assert got[-2].text.endswith("Scratch here")
    assert got[-1].document is not None
    assert got[-1].document.name == "how-to.pdf"
    town.sam.sends_sticker(desk, reply_to=card_of(play))
    await play.stage.quiet()
    assert "no stickers" in play.shown(desk).text


@begins(reported_in_a_forum)
async def test_a_note_among_colleagues_stays_in_the_topic(play: Play) -> None:
    """What begins with two strokes is for the desk; strangers to it are told that they may not."""
    town, cara = play.town, play.town.cara
    _, card = play.begun(reported_in_a_forum)
    before = len(cara.private.messages)
    town.sam.says("// is that a known batch?", topic=card.topic)
    await play.stage.quiet()
    assert len(cara.private.messages) == before
    play.desk.add(town.stan)
    town.stan.says("hi", topic=card.topic)
    await play.stage.quiet()
    assert "answer customers’ cases" in play.shown(play.desk).text
    assert len(cara.private.messages) == before


@begins(reported)
async def test_nobody_gets_into_somebody_elses_case(play: Play) -> None:
    """Forged buttons of others' cases, keys and orders lead nowhere, whoever sends them."""
    town = play.town
    number, card = play.begun(reported)
    mine = await play.say(town.carl, "/mykeys")
    forged = (f"case.kind::{number}:1:used", f"case.send::{number}:1:used", "case.works::1")
    for data in (*forged, "case.talk::1", f"case.key::{number}:key:1"):
        await play.forge(town.carl, data, mine)
        said = play.shown(town.carl.private).text
        assert said.startswith(("I know no order", "That case is not kept any more")), data
    for verb in ("take", "answer", "close", "replace", "reverse", "refresh", "open"):
        for who, chat in ((town.carl, mine), (town.cara, play.shown(town.cara.private))):
            await play.forge(who, f"case.{verb}::{number}:1", chat)
    for data in ("case.take::K-2222-2222:1", f"case.take::{number}:99", f"case.take::{number}:x"):
        await play.forge(town.sam, data, card)
    assert "Taken by" not in card.text
    assert "Waiting for an answer" in card.text
    assert play.desk.messages[-1].sender is None


@begins(sent_to_cara)
async def test_a_very_long_text_comes_whole(play: Play) -> None:
    """As long as Telegram lets people write, in signs that are longer in HTML; from a name that is HTML."""
    desk, cara = play.desk, play.town.cara
    cara.first_name, cara.last_name = "<b>Cara</b>", ""
    await report(play)
    before = len(desk.messages)
    await play.say(cara, "<" * 4096)
    came = [m.text.partition(":\n")[2] for m in desk.messages[before:]]
    assert "".join(came) == "<" * 4096
    assert "<b>Cara</b>" in card_of(play).text


@begins(reported_in_a_forum)
async def test_who_was_asked_why_a_case_is_closed_says_so_in_its_topic(play: Play) -> None:
    """Plain words there are the reason, and the customer reads it."""
    sam, card = play.town.sam, play.begun(reported_in_a_forum)[1]
    await play.tap(sam, "Close", play.desk, card)
    await staff_says(play, sam, "It was used in May", card)
    assert "\nIt was used in May\n" in play.shown(play.town.cara.private).text
    assert "Closed by Sam" in card.text


@begins(reported)
async def test_who_blocks_the_bot_is_not_told_and_the_desk_hears_it(play: Play) -> None:
    """The answer waits, and its chat reads that it did not arrive."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number, card = play.begun(reported)
    await play.blocks(cara)
    await staff_says(play, town.sam, "Hello?", card)
    await play.later(timedelta(seconds=10))
    assert f"{number}: an answer to the customer" in play.shown(desk).text
    cara.starts()
    await play.stage.quiet()
    assert any(m.text.endswith("Hello?") for m in cara.private.messages)
