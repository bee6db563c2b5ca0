"""/accounts: game accounts listed, previewed and changed by questions or by a document."""

import pytest

from handlers.frame.callback import mark_of
from tests.conversations.play import Play
from tests.one_day import one_day

LINK = "https://new.games.example/{{GAME_ID}}?s={{GAME_SESSION}}"


async def opened(play: Play, account_id: str = "1001") -> None:
    """Open an account's card as Max."""
    await play.say(play.town.max, f"/accounts {account_id}", play.desk)


async def asked_for(play: Play, field: str) -> None:
    """Go from the card to the question for a field."""
    await opened(play)
    await play.tap(play.town.max, "Change", play.desk)
    await play.tap(play.town.max, field, play.desk)


@pytest.mark.steps("/accounts", "tap account.show", "tap accounts.page")
async def test_the_list_leads_to_a_card_with_all_terms(play: Play) -> None:
    """Royalty in percent, currencies and countries in words; Back returns to the list."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/accounts", desk)
    assert card.text == "Game accounts at Open API Games (2), page 1 of 1."
    assert card.labels() == [
        "1001 · play.games.example · 12.5%",
        "1002 · play.games.example · 9%",
        "Refresh",
        "Add an account",
    ]
    await play.tap(town.max, "1002 · play.games.example · 9%", desk)
    for line in (
        "Game account 1002",
        "Royalty: 9%",
        "Currencies: EUR, FUN",
        "Countries: DE, AT",
        "Countries not served: none",
        "Launch: by the platform, from the embed URL",
    ):
        assert line in card.text.splitlines()
    await play.tap(town.max, "Back", desk)
    await play.tap(town.max, "1001 · play.games.example · 12.5%", desk)
    assert "Currencies: all, FUN included" in card.text


async def test_many_accounts_have_pages(play: Play) -> None:
    """Eight to a page; Back from an account leads to the page it stands on."""
    for _ in range(8):
        play.town.openapigames.account(LINK)
    card = await play.say(play.town.max, "/accounts", play.desk)
    assert "(10), page 1 of 2." in card.text
    await play.tap(play.town.max, "Next", play.desk)
    assert card.labels()[:2] == [
        "1009 · new.games.example · 1%",
        "1010 · new.games.example · 1%",
    ]
    await play.tap(play.town.max, "1010 · new.games.example · 1%", play.desk)
    await play.tap(play.town.max, "Back", play.desk)
    assert "page 2 of 2." in card.text


async def test_more_words_than_there_can_be_get_the_usage(play: Play) -> None:
    """A platform and an id, no more."""
    said = await play.say(play.town.max, "/accounts 1001 1002", play.desk)
    assert said.text == "Usage: /accounts [provider] [id]\nExample: /accounts 1001"


@pytest.mark.steps("tap account.preview")
async def test_the_launch_link_is_shown_with_sample_values(play: Play) -> None:
    """No placeholder is left in it, and the values stand beside."""
    town, desk = play.town, play.desk
    await opened(play)
    await play.tap(town.max, "Launch link", desk)
    text = play.shown(desk).text
    assert "https://play.games.example/" in text
    assert "account=1001" in text
    assert "{{" not in text
    assert "GAME_ID = " in text
    assert "HOME_URL" not in text


@pytest.mark.steps(
    "tap account.change", "tap account.field", "answer account.value", "tap account.changed"
)
@pytest.mark.parametrize(
    ("field", "answer", "difference", "name", "sent"),
    [
        ("Royalty", "7,25 %", "Royalty: 12.5% → 7.25%", "royalty_percent", 725),
        (
            "Currencies",
            "eur fun",
            "Currencies: all, FUN included → EUR, FUN",
            "currencies_available",
            ("EUR", "FUN"),
        ),
        ("Countries", "de, at", "Countries: all → DE, AT", "countries_available", ("DE", "AT")),
        (
            "Countries not served",
            "US",
            "Countries not served: none → US",
            "countries_disabled",
            ("US",),
        ),
        (
            "Launch",
            "https://desk.example/launch",
            "→ by us, asked for at https://desk.example/launch",
            "launch_method",
            "GLM_API",
        ),
        (
            "Pending games URL",
            "https://desk.example/p",
            "Pending games URL: none → https://desk.example/p",
            "pending_games_url",
            "https://desk.example/p",
        ),
        ("Embed URL", LINK, f"→ {LINK}", "game_embed_url", LINK),
        (
            "Launch",
            "https://desk.example/l",
            "by the platform, from the embed URL → by us",
            "launch_api_url",
            "https://desk.example/l",
        ),
        (
            "Countries not served",
            "+us",
            "Countries not served: none → US",
            "countries_disabled",
            ("US",),
        ),
        (
            "By JSON document",
            '{"royalty": 7.25}',
            "Royalty: 12.5% → 7.25%",
            "royalty_percent",
            725,
        ),
    ],
)
async def test_a_field_is_changed_after_a_question(
    play: Play, field: str, answer: str, difference: str, name: str, sent: object
) -> None:
    """The question says what was and what will be; nothing is sent before Confirm."""
    town, desk = play.town, play.desk
    await asked_for(play, field)
    question = await play.answer(town.max, answer, desk)
    assert question.text.startswith("Change the game account 1001?")
    assert difference in question.text
    assert town.openapigames.changes == []
    await play.tap(town.max, "Confirm", desk)
    assert play.shown(desk).text.startswith("✅ Changed.")
    assert getattr(town.openapigames.accounts[0], name) == sent
    assert len(town.openapigames.changes) == 1


@pytest.mark.steps("answer account.value")
@one_day(
    ("field", "answer", "said"),
    [
        ("Royalty", "101", "Royalty: 101 is out of range"),
        ("Royalty", "1.234", "Royalty: 1.234 has more places than there are"),
        ("Royalty", "much", "Royalty: “much” is no number"),
        ("Currencies", "EUR XXZ", "Currencies: “XXZ” is no currency"),
        ("Countries", "Germany", "Countries: “GERMANY” is no country"),
        ("Currencies", "none", "Currencies: “NONE” is no currency"),
        ("Currencies", "+EUR", "Currencies: all of them are allowed now"),
        ("Countries", ", ;", "Countries: it is missing"),
        (
            "Embed URL",
            "https://x.example/{{GAMEID}}",
            "{{GAMEID}} is no placeholder that there is; perhaps {{GAME_ID}} is meant",
        ),
        ("Embed URL", "https://x.example/{{X}}", "{{X}} is no placeholder that there is."),
        ("By JSON document", '{"launch_method": "GLM_API"}', "Launch URL: it is missing"),
        (
            "By JSON document",
            '{"countries": ["DE"], "countries_disabled": ["DE"]}',
            "Countries not served: DE is allowed and excluded at once",
        ),
        ("Launch", "us", "Launch URL: this is no web address"),
        ("By JSON document", "{not json", "Usage: {"),
        ("By JSON document", '{"secret": 1}', "Usage: {"),
        ("By JSON document", '{"currencies": "EUR"}', "Usage: {"),
        ("Royalty", "12.5", "That is how it is already."),
    ],
)
async def test_a_mistake_is_named_and_nothing_is_sent(
    play: Play, field: str, answer: str, said: str
) -> None:
    """Each is found before the question."""
    await asked_for(play, field)
    card = await play.answer(play.town.max, answer, play.desk)
    assert said in card.text
    assert play.town.openapigames.changes == []


async def test_of_a_list_only_what_is_signed_changes(play: Play) -> None:
    """What was, to be copied; then added and taken away by name, and never down to none, which is all."""
    town, desk = play.town, play.desk
    await opened(play, "1002")
    await play.tap(town.max, "Change", desk)
    assert "Royalty: 9%" in play.shown(desk).text
    await play.tap(town.max, "Currencies", desk)
    asked = play.shown(desk)
    assert asked.text.endswith("Now: EUR, FUN")
    for typed, told in (
        ("-EUR -FUN", "Currencies: none would be left"),
        ("-USD", "Currencies: USD is not among them"),
        ("+SEK USD", "Currencies: put + or - before each, or before none; “USD” has neither"),
    ):
        assert told in (await play.say(town.max, typed, desk, asked)).text
    question = await play.say(town.max, "+sek −eur", desk, asked)
    assert "Currencies: added SEK; taken away EUR" in question.text
    await play.tap(town.max, "Confirm", desk, question)
    assert town.openapigames.accounts[1].currencies_available == ("FUN", "SEK")


async def test_cancel_sends_nothing(play: Play) -> None:
    """Thinking better of it."""
    town, desk = play.town, play.desk
    await asked_for(play, "Royalty")
    question = await play.answer(town.max, "1", desk)
    await play.tap(town.max, "Cancel", desk, question)
    assert town.openapigames.changes == []


async def test_an_unknown_account_is_said_to_be_unknown(play: Play) -> None:
    """With a way to those there are."""
    said = await play.say(play.town.max, "/accounts 4711", play.desk)
    assert said.text == (
        "Open API Games has no game account 4711. /accounts shows those there are."
    )
    odd = "K-7F3Q/Ⅳ, as the platform wrote it"
    said = await play.say(play.town.max, f'/accounts "{odd}"', play.desk)
    assert said.text.startswith(f"Open API Games has no game account {odd}.")


async def test_support_sees_accounts_but_cannot_change_them(play: Play) -> None:
    """Neither by a button, which is not there, nor by a made-up tap."""
    town, desk = play.town, play.desk
    card = await play.say(town.sam, "/accounts 1001", desk)
    assert card.labels() == ["Launch link", "Back"]
    mark = mark_of("openapigames")
    for step in (f"change::{mark}:1001", f"field::{mark}:1001:royalty", f"new::{mark}"):
        data = f"account.{step}"
        await play.forge(town.sam, data, card)
        assert card.labels() == ["Launch link", "Back"]
    assert await play.question(town.sam, desk) is None
    assert town.openapigames.changes == []


async def test_a_term_that_somebody_has_changed_meanwhile_is_asked_for_again(play: Play) -> None:
    """Olga's change was made while Max was asked: he is told, and asked with what stands there now."""
    town, desk = play.town, play.desk
    asked = []
    for person, royalty in ((town.max, "7"), (town.olga, "9")):
        await play.say(person, "/accounts 1001", desk)
        await play.tap(person, "Change", desk)
        await play.tap(person, "Royalty", desk)
        asked.append(await play.answer(person, royalty, desk))
    await play.tap(town.olga, "Confirm", desk, asked[1])
    await play.tap(town.max, "Confirm", desk, asked[0])
    told = asked[0]
    assert told.text.startswith(
        "Royalty is not what it was when you were asked; Olga Owner changed this last from here, "
    )
    assert "Royalty: 9% → 7%" in told.text
    await play.tap(town.max, "Confirm", desk, told)
    assert "Royalty: 7%" in told.text
    assert town.openapigames.accounts[0].royalty_percent == 700
