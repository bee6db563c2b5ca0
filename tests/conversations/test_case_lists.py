"""Cases as lists, with reminders; how a chat wants them; the answers that it keeps ready."""

from datetime import timedelta

import pytest

from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported


@begins(reported)
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
    number, card = play.begun(reported)
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
    question = play.shown(desk)
    for _ in range(2):
        play.press(town.sam, "Send", desk, question)
    await play.stage.quiet()
    assert [m.text.endswith(words) for m in cara.private.messages[-2:]] == [False, True]
    assert "since you were shown this, Sam Support has answered Cara Customer" in question.text
    assert question.labels() == ["Answer"]
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


@begins(reported)
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
    number, _ = play.begun(reported)
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
    assert "⏰ Cara Customer has been waiting for an answer about GTA V" in reminder.text
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
