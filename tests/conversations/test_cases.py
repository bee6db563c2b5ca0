"""Customers' cases: from the button to each end, in a plain group and in a forum."""

from datetime import timedelta

import pytest

from sandbox.telegram import Chat, Message, Person
from services.vault import mask
from tests.conversations.play import Play
from tests.conversations.reversal_play import handed_over
from tests.conversations.test_approvals import limited
from tests.conversations.test_customers import hand_over


def card_of(play: Play, chat: Chat | None = None) -> Message:
    """The newest card of a case there."""
    where = chat or play.desk
    return next(m for m in reversed(where.messages) if m.sender is None and "🛟" in m.text)


def make_forum(play: Play) -> None:
    """The support desk is a forum, in which the bot may open topics."""
    play.desk.is_forum = True


async def report(play: Play, kind: str = "Already used", words: str = "It says: used") -> Message:
    """Cara presses the button on her key, chooses what is wrong, and describes it; gives the card."""
    cara = play.town.cara
    await play.tap(cara, "Problem with this key")
    await play.tap(cara, kind)
    await play.say(cara, words)
    return card_of(play)


@pytest.fixture(params=["group", "forum"])
def place(request: pytest.FixtureRequest, play: Play) -> str:
    """The support desk, as a plain group and as a forum."""
    if request.param == "forum":
        make_forum(play)
    return str(request.param)


async def staff_says(play: Play, person: Person, text: str, card: Message) -> Message:
    """Somebody of the desk answers: in the case's topic, or by a reply to its card."""
    if card.topic is not None:
        person.says(text, topic=card.topic)
    else:
        person.says(text, play.desk, card)
    await play.stage.quiet()
    return play.shown(play.desk)


@pytest.mark.steps(
    "tap key.problem",
    "tap case.kind",
    "answer case.words",
    "tap case.take",
    "tap case.close",
    "answer case.close",
    "notice case-opened",
    "notice case-word",
    "notice case-answer",
    "notice case-changed",
    "notice case-ended",
)
async def test_a_case_is_answered_and_closed(play: Play, place: str) -> None:
    """Both sides talk through the bot, and the reason is told; no key is in the group."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number = await hand_over(play)
    (key,) = play.sold()
    await play.tap(cara, "Problem with this key")
    assert "What is wrong with it?" in play.shown(cara.private).text
    await play.tap(cara, "Wrong region")
    assert "What happens when you enter the key of GTA V?" in play.shown(cara.private).text
    thanks = await play.say(cara, f"{key.lower()} says <wrong>")
    assert f"The shop has your message about {number}" in thanks.text

    card, words = card_of(play), play.shown(desk)
    assert "Wrong region: GTA V" in card.text
    assert f"Order {number}" in card.text
    assert "Customer: Cara Customer" in card.text
    assert mask(key) in card.text
    assert "its own word on the key is not known" in card.text
    assert "No earlier case" in card.text
    assert "Cara Customer" in words.text
    assert words.text.endswith("says <wrong>")
    assert (card.topic is not None) == (place == "forum")
    assert words.topic is card.topic
    assert not play.showing(key.lower())

    await play.tap(town.sam, "Take", desk, card)
    assert "Taken by Sam Support" in card.text
    passed = await staff_says(play, town.sam, "In which country are you?", card)
    assert passed.text == "↪️ Goes to Cara Customer."
    asked = play.shown(cara.private)
    assert asked.text.startswith("💬 The shop about GTA V")
    assert asked.text.endswith("In which country are you?")
    assert "Sam" not in asked.text
    assert "💬 Answered" in card.text

    await play.say(cara, "In Brazil", reply_to=asked)
    assert play.shown(desk).text.endswith("In Brazil")
    assert "Waits for an answer" in card.text

    await play.tap(town.sam, "Close", desk, card)
    closed = await play.answer(town.sam, "This key works in Kazakhstan only.", desk)
    assert "is closed" in closed.text
    assert "“This key works in Kazakhstan only.”" in play.shown(cara.private).text
    assert "✅ Closed by Sam Support" in card.text
    assert "today" not in card.text, "it is read on later days too"
    assert card.labels() == []
    late = await staff_says(play, town.sam, "One more thing", card)
    assert "is over" in late.text
    assert desk not in play.showing(key)


@pytest.mark.steps("tap case.replace")
async def test_a_key_is_replaced(play: Play, place: str) -> None:
    """Replace asks like any purchase; when its key is there the customer has it, and the case is over."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
    card = await report(play)
    await play.tap(town.sam, "Replace", desk, card)
    question = play.shown(desk)
    assert "Cara Customer gets it from me and the case is over" in question.text
    assert "Confirm spends" in question.text
    assert question.labels() == ["Confirm", "Cancel"]
    assert question.topic is card.topic
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    first, second = play.sold()
    assert (
        f"another key in place of GTA V ({play.order_number(card)})"
        in cara.private.messages[-2].text
    )
    assert play.spoilers(play.shown(cara.private)) == [second]
    assert "✅ Another key was given" in card.text
    assert card.labels() == []
    assert desk not in play.showing(first) + play.showing(second)


async def test_the_customer_says_that_it_works(play: Play, place: str) -> None:
    """One button ends it, and the card says so; what is written then goes to nobody."""
    town, cara = play.town, play.town.cara
    await hand_over(play)
    card = await report(play)
    await staff_says(play, town.sam, "Please try once more", card)
    await play.tap(cara, "It works now")
    assert "Good to hear that GTA V works" in play.shown(cara.private).text
    assert "✅ The customer says that it works now" in card.text
    before = len(play.desk.messages)
    said = await play.say(cara, "thanks")
    assert "I was not waiting for an answer" in said.text
    assert len(play.desk.messages) == before


async def test_photos_and_files_pass_both_ways(play: Play) -> None:
    """An album comes whole and is confirmed once; a sticker and a voice message get an answer that helps."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
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


@pytest.mark.steps("tap case.key", "tap case.send", "answer case.talk", "tap case.talk")
async def test_one_case_a_key(play: Play) -> None:
    """Of several keys one is chosen; a second press goes on with its case, and another key has its own."""
    town, cara = play.town, play.town.cara
    await hand_over(play, "pubg", 3)
    keys = play.shown(cara.private)
    for at in (2, 2, 3):
        await play.tap(cara, "Problem with this key", message=keys)
        asked = play.shown(cara.private)
        assert "Which of your 3 keys" in asked.text
        await play.tap(cara, str(at), message=asked)
        if "Wrong region" in play.shown(cara.private).labels():
            await play.tap(cara, "Wrong region", message=play.shown(cara.private))
            await play.tap(cara, "Send without words")
    cards = [m for m in play.desk.messages if "🛟" in m.text]
    masks = [mask(key) for key in play.sold()]
    assert [masks[1] in m.text for m in cards] == [True, False]
    assert [masks[2] in m.text for m in cards] == [False, True]
    assert "1 of this customer, 1 of this product" in cards[1].text
    await staff_says(play, town.sam, "Which country?", cards[0])
    await play.tap(cara, "Write back")
    await play.say(cara, "Brazil")
    await play.say(cara, "and Peru")
    assert play.shown(play.desk).text.endswith("and Peru")
    assert "Answered" not in cards[0].text


@pytest.mark.steps("tap case.back", "tap case.works")
async def test_two_supporters_at_once(play: Play) -> None:
    """Both press Take: one has it, the other is told who; both may answer."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
    card = await report(play)
    first = town.sam.taps("Take", desk, card)
    second = town.max.taps("Take", desk, card)
    await play.stage.quiet()
    said = [(await tap.answered()).text for tap in (first, second)]
    told = [m.text for m in desk.messages if "has taken the case of" in m.text]
    assert len([text for text in said if "has taken" in text] + told) == 1
    await play.tap(town.sam if "Sam" in card.text else town.max, "Give back", desk, card)
    assert "Taken by" not in card.text
    await staff_says(play, town.max, "one", card)
    await staff_says(play, town.sam, "two", card)
    assert [m.text[-3:] for m in cara.private.messages[-2:]] == ["one", "two"]
    assert "Taken by Max Manager" in card.text
    await play.tap(cara, "It works now")


@pytest.mark.steps(
    "/templates",
    "tap template.list",
    "tap template.new",
    "tap template.show",
    "tap template.edit",
    "tap template.delete",
    "tap template.deleted",
    "answer template.name",
    "answer template.text",
    "tap case.answer",
    "tap case.template",
    "tap case.template-send",
)
async def test_ready_answers(play: Play) -> None:
    """Kept per chat with places for name, order and product; shown as it will be read, then sent."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number = await hand_over(play)
    card = await report(play)
    assert "no ready answer here yet" in (await play.say(town.sam, "/templates", desk)).text
    await play.tap(town.sam, "New", desk)
    await play.answer(town.sam, "Photo <please>", desk)
    wrong = await play.answer(town.sam, "Hi {who}", desk)
    assert "what “who” in braces stands for" in wrong.text
    shown = await play.answer(town.sam, "Hi {name}, {product}?", desk)
    assert "Photo <please>" in shown.text
    await play.tap(town.sam, "Change", desk, shown)
    await play.answer(town.sam, "Hi {name}, a photo of {product} ({order})?", desk)
    await play.tap(town.sam, "Answer", desk, card)
    await play.tap(town.sam, "Photo <please>", desk)
    words = f"Hi Cara Customer, a photo of GTA V ({number})?"
    assert words in play.shown(desk).text
    await play.tap(town.sam, "Send", desk)
    assert play.shown(cara.private).text.endswith(words)
    await play.tap(town.sam, "Answer", desk, card)
    asked = play.shown(desk)
    await play.say(town.sam, "by hand", desk, asked)
    assert play.shown(cara.private).text.endswith("by hand")
    await play.say(town.sam, "/templates", desk)
    await play.tap(town.sam, "Photo <please>", desk, play.shown(desk))
    await play.tap(town.sam, "Delete", desk)
    await play.tap(town.sam, "Confirm", desk)
    await play.tap(town.sam, "Back", desk)
    assert "no ready answer" in play.shown(desk).text


@pytest.mark.steps(
    "/cases",
    "tap cases.page",
    "tap case.open",
    "tap cases.settings",
    "tap cases.remind",
    "tap cases.names",
    "answer case.said",
    "notice case-reminder",
)
async def test_the_list_the_reminder_and_the_names(play: Play) -> None:
    """Open, mine, waiting; in private those of every chat in reach; the chat says how it wants them."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number = await hand_over(play)
    await report(play)
    assert "No case is open." in (await play.say(town.max, "/cases", town.managers)).text
    assert "do it there" in (await play.say(town.max, "/cases")).text
    listed = await play.say(town.olga, "/cases")
    assert f"{number} GTA V · Already used · Cara Customer, ⏳ since" in listed.text
    await play.tap(town.olga, "Mine", message=listed)
    assert "You have taken no open case." in listed.text
    await play.tap(town.olga, "Waiting", message=listed)
    await play.tap(town.olga, f"1. {number}", message=listed)
    there = play.shown(town.olga.private)
    assert "🛟 Already used" in there.text
    sam = await play.say(town.sam, "/cases waiting", desk)
    assert "Settings" not in sam.labels()
    max_ = await play.say(town.max, "/cases", desk)
    await play.tap(town.max, "Settings", desk, max_)
    await play.tap(town.max, "15 min", desk, max_)
    await play.tap(town.max, "Show names to customers", desk, max_)
    await play.later(timedelta(minutes=16))
    reminder = play.shown(desk)
    assert "⏰ Cara Customer waits for an answer about GTA V" in reminder.text
    await play.later(timedelta(minutes=60))
    assert play.shown(desk) is reminder
    await play.tap(town.olga, "Answer", message=there)
    await play.say(town.olga, "Sorry for the wait")
    assert play.shown(cara.private).text.startswith("💬 Olga Owner from the shop")
    await play.say(town.olga, "Is it better now?", reply_to=there)
    assert play.shown(cara.private).text.endswith("Is it better now?")
    town.sam.says("On it", desk, reminder)
    await play.stage.quiet()
    assert play.shown(cara.private).text.endswith("On it")


async def test_who_blocks_the_bot_is_not_told_and_the_desk_hears_it(play: Play) -> None:
    """The answer waits, and its chat reads that it did not arrive."""
    town, desk, cara = play.town, play.desk, play.town.cara
    number = await hand_over(play)
    card = await report(play)
    await play.blocks(cara)
    await staff_says(play, town.sam, "Hello?", card)
    await play.later(timedelta(seconds=10))
    assert f"{number}: an answer to the customer" in play.shown(desk).text
    cara.starts()
    await play.stage.quiet()
    assert any(m.text.endswith("Hello?") for m in cara.private.messages)


async def test_a_forum_where_the_bot_may_open_no_topic_has_the_card_itself(play: Play) -> None:
    """What Telegram refuses is no loss: the case is told in the chat."""
    make_forum(play)
    play.desk.bot_can_open_topics = False
    await hand_over(play)
    card = await report(play)
    assert card.topic is None
    assert "Reply to this message" in card.text


async def test_a_note_among_colleagues_stays_in_the_topic(play: Play) -> None:
    """What begins with two strokes is for the desk; strangers to it are told that they may not."""
    make_forum(play)
    town, cara = play.town, play.town.cara
    await hand_over(play)
    card = await report(play)
    before = len(cara.private.messages)
    town.sam.says("// is that a known batch?", topic=card.topic)
    await play.stage.quiet()
    assert len(cara.private.messages) == before
    play.desk.add(town.stan)
    town.stan.says("hi", topic=card.topic)
    await play.stage.quiet()
    assert "answer customers’ cases" in play.shown(play.desk).text
    assert len(cara.private.messages) == before


async def test_nobody_gets_into_somebody_elses_case(play: Play) -> None:
    """Forged buttons of others' cases, keys and orders lead nowhere, whoever sends them."""
    town = play.town
    number = await hand_over(play)
    card = await report(play)
    mine = await play.say(town.carl, "/mykeys")
    forged = (f"case.kind::{number}:1:used", f"case.send::{number}:1:used", "case.works::1")
    for data in (*forged, "case.talk::1", f"case.key::{number}:key:1"):
        await play.forge(town.carl, data, mine)
        assert play.shown(town.carl.private).text.startswith("I know no "), data
    for verb in ("take", "answer", "close", "replace", "reverse", "refresh", "open"):
        for who, chat in ((town.carl, mine), (town.cara, play.shown(town.cara.private))):
            await play.forge(who, f"case.{verb}::{number}:1", chat)
    for data in ("case.take::K-2222-2222:1", f"case.take::{number}:99", f"case.take::{number}:x"):
        await play.forge(town.sam, data, card)
    assert "Taken by" not in card.text
    assert "Waits for an answer" in card.text
    assert play.desk.messages[-1].sender is None


@pytest.mark.steps("tap case.reverse", "tap case.refresh")
async def test_an_order_is_taken_back(play: Play, place: str) -> None:
    """The card has Hype's own word on the key; Reverse asks below it, and with its end the case is over."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await handed_over(play)
    card = await report(play)
    assert "Hype says of it: " in card.text
    await play.tap(town.max, "Refresh", desk, card)
    await play.tap(town.max, "Reverse", desk, card)
    question = play.shown(desk)
    assert question is not card
    assert "is asked to take its key back" in question.text
    assert town.hype.reversals == []
    await play.tap(town.max, "Confirm", desk, question)
    await play.due()
    assert len(town.hype.reversals) == 1
    assert "✅ The order was taken back" in card.text
    assert "so your case about" in play.shown(cara.private).text


@pytest.mark.steps("notice key-problem")
async def test_a_report_of_an_earlier_version_is_told_still(play: Play) -> None:
    """What was reported before there were cases reaches its chat; what was forgotten since does not."""
    number = await hand_over(play)
    desk = play.stage.app.house.services
    async with play.stage.app.house.db.write() as tx:
        facts = {"order": number, "name": "Cara", "words": "<used>"}
        await desk.outbox.post(tx, "key-problem", play.desk.id, facts)
        forgotten = {"order": number, "case": 99, "message": 99}
        gone = await desk.outbox.post(tx, "case-word", play.desk.id, forgotten)
    desk.outbox.kick()
    await play.stage.quiet()
    assert "Cara reports a problem with GTA V" in play.shown(play.desk).text
    assert [row.state for row in await desk.outbox.rows([gone or 0])] == ["dropped"]


async def test_no_key_is_handed_over_by_an_answer(play: Play) -> None:
    """Another key that is typed is taken out of the group, and the customer gets no words with a hole."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
    card = await report(play)
    await play.buy()
    before = len(cara.private.messages)
    await staff_says(play, town.sam, f"Take this one: {play.sold()[1]}", card)
    assert "That held a key, so Cara Customer does not get it" in play.shown(desk).text
    assert len(cara.private.messages) == before


async def test_a_very_long_text_comes_whole(play: Play) -> None:
    """As long as Telegram lets people write, in signs that are longer in HTML; from a name that is HTML."""
    desk, cara = play.desk, play.town.cara
    cara.first_name, cara.last_name = "<b>Cara</b>", ""
    await hand_over(play)
    await report(play)
    before = len(desk.messages)
    await play.say(cara, "<" * 4096)
    came = [m.text.partition(":\n")[2] for m in desk.messages[before:]]
    assert "".join(came) == "<" * 4096
    assert "<b>Cara</b>" in card_of(play).text


async def test_a_replacement_above_a_limit_waits_for_approval(play: Play) -> None:
    """It goes the way of any order: a manager approves, it is bought, and the customer has it."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await hand_over(play)
    await limited(play)
    card = await report(play)
    await play.tap(town.sam, "Replace", desk, card)
    question = play.shown(desk)
    await play.tap(town.sam, "Confirm", desk, question)
    await play.tap(town.sam, "Ask for approval", desk, question)
    await play.due()
    assert len(play.sold()) == 1
    assert "Waits for an answer" in card.text
    await play.tap(town.max, "Approve", town.managers)
    await play.due()
    assert play.spoilers(play.shown(cara.private)) == play.sold()[1:]
    assert "✅ Another key was given" in card.text


async def test_who_was_asked_why_a_case_is_closed_says_so_in_its_topic(play: Play) -> None:
    """Plain words there are the reason, and the customer reads it."""
    make_forum(play)
    await hand_over(play)
    sam, card = play.town.sam, await report(play)
    await play.tap(sam, "Close", play.desk, card)
    await staff_says(play, sam, "It was used in May", card)
    assert "“It was used in May”" in play.shown(play.town.cara.private).text
    assert "Closed by Sam" in card.text


async def test_who_answers_a_case_in_the_name_of_the_group_is_told(play: Play, place: str) -> None:
    """By a reply to its card and in its topic alike: nothing goes to the customer, and it is not silent."""
    await hand_over(play)
    card, max_ = await report(play), play.town.max
    if place == "forum":
        max_.says("anonymous", topic=card.topic, speaks_as=play.desk)
    else:
        max_.says("anonymous", play.desk, card, speaks_as=play.desk)
    await play.stage.quiet()
    assert "You write as" in play.shown(play.desk).text
    assert "anonymous" not in play.shown(play.town.cara.private).text
