"""Customers' cases: from the button to each end, in a plain group and in a forum."""

from datetime import timedelta

import pytest

from services.vault import mask
from tests.conversations.case_play import card_of, make_forum, report, staff_says
from tests.conversations.play import Play
from tests.conversations.reversal_play import handed_over
from tests.conversations.scenes import begins, hand_over, reported, sent_to_cara
from tests.conversations.test_approvals import limited


@pytest.fixture(params=["group", "forum"])
def place(request: pytest.FixtureRequest, play: Play) -> str:
    """The support desk, as a plain group and as a forum."""
    if request.param == "forum":
        make_forum(play)
    return str(request.param)


@begins(sent_to_cara)
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
    number = play.begun(sent_to_cara)
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
    assert "Waiting for an answer" in card.text

    await play.tap(town.sam, "Close", desk, card)
    reason = "This key works in <Kazakhstan> & around only. " * 22
    question = play.shown(desk)
    long = await play.say(town.sam, f"{reason}{reason}", desk, question)
    assert long.text.startswith("These are 2,023 characters, and there is room for 1,000.")
    closed = await play.say(town.sam, reason[:1000], desk, question)
    assert "is closed" in closed.text
    assert reason[:1000].strip() in play.shown(cara.private).text, (
        "whole, whatever is escaped in it"
    )
    assert "✅ Closed by Sam Support" in card.text
    assert "today" not in card.text, "it is read on later days too"
    assert card.labels() == []
    late = await staff_says(play, town.sam, "One more thing", card)
    assert "is over: it was closed. So this goes to nobody." in late.text
    assert "/cases shows the open ones" in late.text
    assert desk not in play.showing(key)


@begins(sent_to_cara)
@pytest.mark.steps("tap case.replace")
async def test_a_key_is_replaced(play: Play, place: str) -> None:
    """Replace asks like any purchase; when its key is there the customer has it, and the case is over."""
    town, desk, cara = play.town, play.desk, play.town.cara
    card = await report(play)
    await play.tap(town.sam, "Replace", desk, card)
    question = play.shown(desk)
    assert "Cara Customer gets it from me; once it has arrived, the case is over" in question.text
    assert "Confirm spends" in question.text
    assert question.labels() == ["Confirm", "Cancel"]
    assert question.topic is card.topic
    await play.tap(town.sam, "Confirm", desk, question)
    await play.due()
    first, second = play.sold()
    await desk.until(lambda: "✅ Another key was given" in card.text)
    key, told = cara.private.messages[-2:]
    assert play.spoilers(key) == [second]
    instead, of = play.order_number(question), play.order_number(card)
    assert told.text.startswith(f"{instead} is the other key that the shop gives you in place of")
    assert f"in place of GTA V ({of}), so your case about that is over." in told.text
    assert "✅ Another key was given" in card.text
    assert card.text.endswith(f"In its place: {play.order_number(question)}")
    assert card.labels() == []
    assert desk not in play.showing(first) + play.showing(second)


@begins(sent_to_cara)
async def test_the_customer_says_that_it_works(play: Play, place: str) -> None:
    """One button ends it, and the card says so; what is written then goes to nobody."""
    town, cara = play.town, play.town.cara
    card = await report(play)
    await staff_says(play, town.sam, "Please try once more", card)
    await play.tap(cara, "It works now")
    assert "Good to hear that GTA V works" in play.shown(cara.private).text
    assert "✅ The customer says that it works now" in card.text
    before = len(play.desk.messages)
    said = await play.say(cara, "thanks")
    assert "I was not waiting for an answer" in said.text
    assert len(play.desk.messages) == before


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
            await play.later(timedelta(hours=2))
            late = await play.say(cara, "It says wrong region")
            assert "nothing is reported of" in late.text
            await play.tap(cara, "Report it now", message=late)
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
    await play.later(timedelta(hours=2))
    assert "This did not reach the shop" in (await play.say(cara, "and Chile")).text
    await play.tap(cara, "Write back")
    assert "What do you want to tell the shop" in play.shown(cara.private).text


@begins(reported)
@pytest.mark.steps("tap case.back", "tap case.works")
async def test_two_supporters_at_once(play: Play) -> None:
    """Both press Take: one has it, the other is told who; both may answer."""
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported)
    first = town.sam.taps("Take", desk, card)
    second = town.max.taps("Take", desk, card)
    await play.stage.quiet()
    said = [(await tap.answered()).text for tap in (first, second)]
    told = [m.text for m in desk.messages if "has taken the case of" in m.text]
    assert len([text for text in said if "has taken" in text] + told) == 1
    await play.tap(
        town.sam if "Sam" in card.text else town.max, "Take over / give back", desk, card
    )
    assert "Taken by" not in card.text
    await staff_says(play, town.max, "one", card)
    await staff_says(play, town.sam, "two", card)
    assert [m.text[-3:] for m in cara.private.messages[-2:]] == ["one", "two"]
    assert "Taken by Max Manager" in card.text
    await play.tap(cara, "It works now")


@begins(handed_over)
@pytest.mark.steps("tap case.reverse", "tap case.refresh")
async def test_a_key_is_taken_back(play: Play, place: str) -> None:
    """The card has Hype's own word on the key; Reverse asks below it, and with its end the case is over."""
    town, desk, cara = play.town, play.desk, play.town.cara
    card = await report(play)
    assert "Hype says of the key: " in card.text
    await play.tap(town.max, "Refresh", desk, card)
    await play.tap(town.max, "Reverse", desk, card)
    question = play.shown(desk)
    assert question is not card
    assert question.text.startswith("Take back this key of ")
    assert town.hype.reversals == []
    await play.tap(town.max, "Confirm", desk, question)
    await play.due()
    assert len(town.hype.reversals) == 1
    assert "✅ The key was taken back" in card.text
    assert "so your case about" in play.shown(cara.private).text


@begins(sent_to_cara)
@pytest.mark.steps("notice key-problem")
async def test_a_report_of_an_earlier_version_is_told_still(play: Play) -> None:
    """What was reported before there were cases reaches its chat; what was forgotten since does not."""
    number = play.begun(sent_to_cara)
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


@begins(sent_to_cara)
async def test_a_replacement_above_a_limit_waits_for_approval(play: Play) -> None:
    """It goes the way of any order: a manager approves, it is bought, and the customer has it."""
    town, desk, cara = play.town, play.desk, play.town.cara
    await limited(play)
    card = await report(play)
    await play.tap(town.sam, "Replace", desk, card)
    question = play.shown(desk)
    await play.tap(town.sam, "Confirm", desk, question)
    await play.tap(town.sam, "Ask for approval", desk, question)
    await play.due()
    assert len(play.sold()) == 1
    assert "Waiting for an answer" in card.text
    await play.tap(town.max, "Approve", town.managers)
    await play.due()
    assert play.spoilers(cara.private.messages[-2]) == play.sold()[1:]
    assert "✅ Another key was given" in card.text


@begins(sent_to_cara)
async def test_who_answers_a_case_in_the_name_of_the_group_is_told(play: Play, place: str) -> None:
    """By a reply to its card and in its topic alike: nothing goes to the customer, and it is not silent."""
    card, max_ = await report(play), play.town.max
    if place == "forum":
        max_.says("anonymous", topic=card.topic, speaks_as=play.desk)
    else:
        max_.says("anonymous", play.desk, card, speaks_as=play.desk)
    await play.stage.quiet()
    assert "You write as" in play.shown(play.desk).text
    assert "anonymous" not in play.shown(play.town.cara.private).text
