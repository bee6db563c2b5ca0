"""An owner forgets a customer, and a customer has themselves forgotten."""

import pytest

from tests.conversations.case_play import report
from tests.conversations.play import Play
from tests.conversations.scenes import begins, reported, sent_to_cara
from tests.services.privacy.test_forgetting import GOES

_CASES, _HERE = "Problems you have reported: 1", "what was set up in this chat"
TOLD = {
    "users": "Name: Cara Customer",
    "stock_wishes": "You are told when it is back: GTA V",
    **dict.fromkeys(("case_messages", "case_posts"), _CASES),
    "notices": "messages on their way to you",
    **dict.fromkeys(("dialogs", "held"), "questions of mine that you have not answered"),
    "allowances": "how often you have asked for things",
    "claim_misses": "tried links lately",
    "members": "which of the shop’s groups you are in",
    **dict.fromkeys(("chats", "case_settings", "reply_templates", "schedules", "hooks"), _HERE),
    **dict.fromkeys(("incidents", "incident_signals", "incident_log", "incident_cards"), _HERE),
    "maintenance_cards": _HERE,
}
"""What goes when a customer is forgotten, by its table, and the words by which /mydata names it."""


@begins(reported)
@pytest.mark.steps("/forget", "answer forget.person", "tap forget.now")
async def test_an_owner_forgets_a_customer(play: Play) -> None:
    """It asks first and says what goes and stays; staff are refused; afterwards no message names them."""
    town, cara = play.town, play.town.cara
    number, _ = play.begun(reported)
    await play.say(town.olga, "/forget")
    asked = await play.answer(town.olga, str(cara.id))
    assert "Forget Cara Customer?" in asked.text
    assert "/mykeys shows them nothing" in asked.text
    assert "One case is open: it is closed." in asked.text
    assert "the audit, which holds ids and no names" in asked.text
    await play.tap(town.olga, "Confirm", message=asked)
    assert f"The person with the id {cara.id} is forgotten: one key, one case" in asked.text
    assert "Cara" not in asked.text
    assert "nobody" not in (await play.say(town.sam, f"/order {number}", play.desk)).text
    assert "(forgotten)" in play.shown(play.desk).text
    refused = await play.say(town.olga, f"/forget {town.max.id}")
    assert "has a role here (manager)" in refused.text
    assert "I do not know" in (await play.say(town.olga, f"/forget {cara.id}")).text
    assert "no keys here yet" in (await play.say(cara, "/mykeys")).text


@begins(sent_to_cara)
@pytest.mark.steps(
    "/mydata", "tap mydata.show", "tap mydata.forget", "tap mydata.sure", "tap mydata.forget-now"
)
async def test_a_customer_has_themselves_forgotten(play: Play) -> None:
    """They see what there is, are asked twice, and may go back; then nothing is left for them."""
    cara = play.town.cara
    shown = await play.say(cara, "/mydata")
    assert f"Name: Cara Customer, Telegram’s number for you: {cara.id}" in shown.text
    assert "Keys: 1 of one order" in shown.text
    play.town.codegames.set_stock("562", 0)
    await play.say(cara, "/tellme gta v")
    await report(play)
    shown = await play.say(cara, "/mydata")
    assert set(TOLD) == GOES, "whoever adds a table says where a customer reads of it"
    assert [table for table, words in TOLD.items() if words not in shown.text] == []
    await play.tap(cara, "Forget me")
    assert "You have one key here." in shown.text
    await play.tap(cara, "Back")
    await play.tap(cara, "Forget me")
    await play.tap(cara, "Go on")
    assert "One key is gone for you then" in shown.text
    await play.tap(cara, "Confirm")
    assert "You are forgotten." in shown.text
    assert "no keys here yet" in (await play.say(cara, "/mykeys")).text
    assert "Keys: none" in (await play.say(cara, "/mydata")).text
