"""Game accounts added from /accounts: by questions or by a document, once."""

import json

import pytest

from sandbox.faults import Fault
from tests.conversations.play import Play

LINK = "https://new.games.example/{{GAME_ID}}?s={{GAME_SESSION}}"


@pytest.mark.steps(
    "tap account.new", "answer account.url", "answer account.next", "tap account.add"
)
async def test_an_account_is_added_by_answers(play: Play) -> None:
    """URL, royalty, currencies, countries; a mistake in between may be mended; added once."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/accounts", desk)
    await play.tap(town.max, "Add an account", desk)
    wrong = play.shown(desk)
    assert "{{GAME_SESSION}} {{CURRENCY_NAME}} {{GAME_ID}}" in wrong.text
    said = await play.say(town.max, "https://x.example/{{NOPE}}", desk, wrong)
    assert "is no placeholder" in said.text
    await play.say(town.max, LINK, desk, wrong)
    await play.answer(town.max, "12.5", desk)
    await play.answer(town.max, "EUR FUN", desk)
    question = await play.answer(town.max, "all", desk)
    assert question.text.startswith("Add this game account?")
    assert "Royalty: 12.5%" in question.text
    assert "Launch link with sample values: https://new.games.example/" in question.text
    assert len(town.openapigames.accounts) == 2
    await play.tap(town.max, "Confirm", desk, question)
    assert question.text.startswith("✅ Added.")
    assert "Game account 1003" in question.text
    made = town.openapigames.accounts[2]
    assert (made.game_embed_url, made.royalty_percent) == (LINK, 1250)
    assert (made.currencies_available, made.countries_available) == (("EUR", "FUN"), ())


@pytest.mark.steps("answer account.url", "tap account.add")
async def test_an_account_is_added_by_one_document(play: Play) -> None:
    """All fields at once; a second time it is found, not added again."""
    town, desk = play.town, play.desk
    document = {
        "embed_url": LINK,
        "royalty": 3,
        "countries_disabled": ["US"],
        "launch_method": "GLM_API",
        "launch_url": "https://desk.example/launch",
    }
    for said in ("✅ Added.", "It was there already, with exactly these terms."):
        await play.say(town.max, "/accounts", desk)
        await play.tap(town.max, "Add an account", desk)
        question = await play.answer(town.max, json.dumps(document), desk)
        await play.tap(town.max, "Confirm", desk, question)
        assert question.text.startswith(said)
    assert len(town.openapigames.accounts) == 3
    assert town.openapigames.accounts[2].launch_method == "GLM_API"


async def test_a_lost_answer_adds_no_second_account(play: Play) -> None:
    """What was made is found by looking."""
    town, desk = play.town, play.desk
    town.openapigames.faults.add(
        "accounts", Fault.lost_after(), when=lambda params: bool(params.get("accounts"))
    )
    await play.say(town.max, "/accounts", desk)
    await play.tap(town.max, "Add an account", desk)
    document = json.dumps({"embed_url": LINK, "royalty": 3})
    question = await play.answer(town.max, document, desk)
    await play.tap(town.max, "Confirm", desk, question)
    assert len(town.openapigames.accounts) == 3
    assert "1003" in question.text
