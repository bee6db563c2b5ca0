"""What is said in a case and changed later: the copy on the other side changes, or its writer hears why."""

from sandbox.telegram import Message, Person
from tests.conversations.case_play import card_of
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported, reported_in_a_forum, sent_to_cara

EDITED = "✏️ edited"


async def edit(play: Play, person: Person, message: Message, text: str) -> None:
    """Somebody changes what they wrote, and all is told that comes of it."""
    person.edits(message, text)
    await play.stage.quiet()


@begins(sent_to_cara)
async def test_a_customers_edit_changes_the_copy_at_the_desk(play: Play) -> None:
    """The first words and later ones; an edit of nothing says nothing, and a key in one is masked."""
    desk, cara = play.desk, play.town.cara
    (key,) = play.sold()
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, "Other")
    first = cara.says("it says usd")
    await play.stage.quiet()
    copy = play.shown(desk)
    await edit(play, cara, first, "it says used")
    assert copy.text.endswith(f"it says used\n{EDITED}")
    assert "reads it as it is now" in play.shown(cara.private).text
    said = len(cara.private.messages)
    await edit(play, cara, first, "it says used")
    assert len(cara.private.messages) == said
    second = cara.says("hello?")
    await play.stage.quiet()
    later = play.shown(desk)
    await edit(play, cara, second, f"hello? {key}")
    assert later.text.startswith("💬 Cara Customer")
    assert key not in later.text
    assert "hello? •••••" in later.text
    assert desk not in play.showing(key)


@begins(reported_in_a_forum)
async def test_an_edited_answer_changes_what_the_customer_reads(play: Play) -> None:
    """From the topic; no note among colleagues can be made of it any more, nor an answer of such a note."""
    town, cara = play.town, play.town.cara
    _, card = play.begun(reported_in_a_forum)
    answer = town.sam.says("Where are yuo?", topic=card.topic)
    await play.stage.quiet()
    copy = play.shown(cara.private)
    assert copy.labels() == ["Write back", "It works now"]
    await edit(play, town.sam, answer, "Where are you?")
    assert copy.text.endswith(f"Where are you?\n{EDITED}")
    assert copy.labels() == ["Write back", "It works now"]
    assert "Cara Customer reads it as it is now" in play.shown(play.desk).text
    await edit(play, town.sam, answer, "// she is odd")
    assert "cannot become a note among yourselves" in play.shown(play.desk).text
    assert "odd" not in "".join(m.text for m in cara.private.messages)
    aside = town.sam.says("// just us", topic=card.topic)
    await play.stage.quiet()
    await edit(play, town.sam, aside, "just us")
    assert "just us" not in "".join(m.text for m in cara.private.messages)


@begins(reported)
async def test_a_caption_is_edited_and_another_file_is_not_passed_on(play: Play) -> None:
    """A caption changes below the picture that is there; long words become a message of their own."""
    desk, cara = play.desk, play.town.cara
    photo = cara.sends_photo("loook")
    await play.stage.quiet()
    copy = play.shown(desk)
    await edit(play, cara, photo, "look")
    assert copy.is_photo
    assert copy.text.endswith(f"look\n{EDITED}")
    await edit(play, cara, photo, "look " * 180)
    assert copy.text.endswith(f"):\n{EDITED}")
    assert play.shown(desk).text.count("look") == 180
    file = cara.sends_file("log.txt", b"error 1")
    await play.stage.quiet()
    copy = play.shown(desk)
    assert file.document is not None
    assert photo.document is not None
    file.document = photo.document
    await edit(play, cara, file, "another")
    assert "not another file in place of the first" in play.shown(cara.private).text
    assert copy.text.endswith(":")


@begins(reported)
async def test_what_is_edited_in_a_case_that_is_over_is_not_passed_on(play: Play) -> None:
    """Its writer hears so, the customer and the supporter alike, also of the reason it was closed for."""
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported)
    said = cara.says("one more thing")
    await play.stage.quiet()
    town.sam.says("Sorry", desk, card)
    await play.stage.quiet()
    await play.tap(town.sam, "Close", desk, card)
    reason = town.sam.says("Used", desk, play.shown(desk))
    await play.stage.quiet()
    before = [m.text for m in (*desk.messages, *cara.private.messages) if m.sender is None]
    await edit(play, cara, said, "two more things")
    assert "your edit goes to nobody" in play.shown(cara.private).text
    await edit(play, town.sam, reason, "Redeemed")
    assert "your edit goes to nobody" in play.shown(desk).text
    after = [m.text for m in (*desk.messages, *cara.private.messages) if m.sender is None]
    assert len(after) == len(before) + 2
    assert "Redeemed" not in str(after)
    assert "two more" not in str(after)


@begins(reported)
async def test_a_copy_that_is_gone_is_said_anew(play: Play) -> None:
    """Somebody has deleted it: the changed words come as a new message, with the same mark."""
    desk, cara = play.desk, play.town.cara
    said = cara.says("frist")
    await play.stage.quiet()
    copy = play.shown(desk)
    play.town.max.deletes(copy)
    await edit(play, cara, said, "first")
    assert play.shown(desk) is not copy
    assert play.shown(desk).text.endswith(f"first\n{EDITED}")
    await edit(play, cara, said, "1st")
    assert play.shown(desk).text.endswith(f"1st\n{EDITED}")


@begins(reported)
async def test_an_answer_with_a_key_in_it_is_not_passed_on(play: Play) -> None:
    """A key that is edited into an answer goes out of the group, and the customer reads what was there."""
    town, desk, cara = play.town, play.desk, play.town.cara
    (key,) = play.sold()
    _, card = play.begun(reported)
    answer = town.sam.says("Try", desk, card)
    await play.stage.quiet()
    await edit(play, town.sam, answer, f"Try {key}")
    assert answer.deleted
    assert "That held a key" in play.shown(desk).text
    assert play.shown(cara.private).text.endswith("Try")
    assert card_of(play) is card
