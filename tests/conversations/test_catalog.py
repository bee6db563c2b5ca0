"""/catalog: offers added by one line or by asking, paged through, taken out after a question."""

import pytest

from tests.conversations.play import Play
from tests.one_day import one_day

CARD = [
    *("Remove 1", "Move 1", "Rename", "Merge with another", "Pause", "Also found by"),
    *("Settings", "Back"),
]


@pytest.mark.steps("/catalog", "tap catalog.product")
async def test_an_offer_is_added_by_one_line_and_sold_at_once(play: Play) -> None:
    """/catalog add puts it in; /stock finds it."""
    town, desk = play.town, play.desk
    town.codegames.offer("999", title="Half-Life 3", price="33.30", stock=1)
    card = await play.say(town.max, '/catalog add "Half-Life 3" | codegames 999 KZT', desk)
    assert card.text == "Added to the catalog: Half-Life 3 – CodeGames 999 KZT."
    await play.tap(town.max, "See the product", desk)
    assert card.labels() == CARD
    assert "33.30" in (await play.say(town.sam, "/stock half life", desk)).text


@pytest.mark.parametrize(
    "line",
    [
        "Half-Life 3 | codegames 999 KZT",
        "“Half-Life 3” | CodeGames 999 kzt",
        "Half-Life 3|codegames 999",
        '"Half-Life 3" | codegames 999 KZT KZ',
    ],
)
async def test_spellings_of_the_line_that_do(play: Play, line: str) -> None:
    """Quotes or none, any case, the currency left out where there is only one, a country."""
    card = await play.say(play.town.max, f"/catalog add {line}", play.desk)
    assert card.text.startswith("Added to the catalog: Half-Life 3 – CodeGames 999 KZT")


@pytest.mark.steps("/catalog", "/stock")
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Half\u00adLife\u200b 3\ufeff", "HalfLife 3"),
        ("👨\u200d👩\u200d👧 Family pack", "👨\u200d👩\u200d👧 Family pack"),
        ("❤️\u200d🔥 Pack", "❤️\u200d🔥 Pack"),
    ],
)
async def test_a_name_is_kept_as_people_see_it(play: Play, typed: str, name: str) -> None:
    """What nobody sees goes, a joined emoji stays; either way it is found by what is seen."""
    card = await play.say(play.town.max, f"/catalog add {typed} | codegames 999", play.desk)
    assert card.text == f"Added to the catalog: {name} – CodeGames 999 KZT."
    assert name in (await play.say(play.town.sam, f"/stock {name}", play.desk)).text


@one_day(
    ("name", "said"),
    [
        ("\u200b", "A product needs a name. Write one, such as GTA V."),
        (
            "👨\u200d👩\u200d👧",
            "A product’s name needs a letter or a digit, or no search would find it.",
        ),
        ("x" * 121, "This name is too long: at most 120 characters."),
        (
            "GTA \ue000",
            "This name has a character that no screen shows (U+E000). Please write it without.",
        ),
    ],
)
async def test_a_name_that_cannot_be_one_is_told_why(play: Play, name: str, said: str) -> None:
    """The true cause, and only that."""
    card = await play.say(play.town.max, f"/catalog add {name} | codegames 999", play.desk)
    assert card.text == said


USAGE = (
    "Usage: /catalog [words], or /catalog add <name> | <provider> <its id> [currency] [country]\n"
    'Example: /catalog add "GTA V" | codegames 562 KZT'
)


@pytest.mark.steps("/catalog")
@one_day(
    ("line", "said"),
    [
        ('add "GTA V" | codegames 562 KZT', "This offer is in the catalog already, as GTA V."),
        ("add Other | codegames 562 KZT", "This offer is in the catalog already, as GTA V."),
        ("add X | steam 1", "There is no provider “steam” that sells. Those that do: codegames"),
        ("add X | gamebase 1", "There is no provider “Gamebase” that sells."),
        (
            "add X | codegames 1 USD",
            "CodeGames does not sell in “USD”. Write one that it sells in: KZT.",
        ),
        ('add "" | codegames 9', "A product needs a name. Write one, such as GTA V."),
        ("add X | codegames 9 KZT Kaz", "“KAZ” is no country."),
        ("add X | codegames 9 KZT KZ more", USAGE),
        ("add X codegames 9", USAGE),
        ("add", USAGE),
        ("frob", "Nothing in the catalog is called “frob”."),
    ],
)
async def test_each_mistake_is_named(play: Play, line: str, said: str) -> None:
    """Nothing is added by a line that does not fit, and the answer says what is wrong with it."""
    card = await play.say(play.town.max, f"/catalog {line}", play.desk)
    assert card.text.startswith(said)
    assert len(play.stage.app.house.services.catalog.products(1, 50).items) == 13


@pytest.mark.steps("tap catalog.add", "answer catalog.offer")
async def test_an_offer_is_added_by_asking(play: Play) -> None:
    """The button asks for the line; a mistake may be mended without asking anew."""
    town, desk = play.town, play.desk
    await play.say(town.max, "/catalog", desk)
    await play.tap(town.max, "Add an offer", desk)
    asked = play.shown(desk)
    assert '"GTA V" | codegames 562 KZT' in asked.text
    wrong = await play.say(town.max, "foo", desk, asked)
    assert wrong.text.startswith("Usage: <name> | <provider> <its id>")
    right = await play.say(town.max, "Half-Life 3 | codegames 999", desk, asked)
    assert right.text.startswith("Added to the catalog")


@pytest.mark.steps("/catalog", "tap catalog.page", "tap catalog.product")
async def test_the_catalog_has_pages_and_back_returns_to_the_page(play: Play) -> None:
    """Thirteen products take two pages; Back from a product leads to the page it stands on."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/catalog", desk)
    assert "13 products, page 1 of 2." in card.text
    await play.tap(town.max, "Next", desk)
    await play.tap(town.max, "Roblox 800 Robux", desk)
    assert "1. CodeGames 622 KZT" in card.text
    await play.tap(town.max, "Back", desk)
    assert "page 2 of 2." in card.text
    await play.tap(town.max, "Previous", desk)
    assert "page 1 of 2." in card.text


@pytest.mark.steps("tap catalog.remove", "tap catalog.remove-now")
async def test_an_offer_is_taken_out_after_a_question(play: Play) -> None:
    """Cancel leaves it; Confirm takes it out, old buttons say so, and it may be added again."""
    town, desk = play.town, play.desk
    stock = await play.say(town.sam, "/stock elden", desk)
    card = await play.say(town.max, "/catalog", desk)
    await play.tap(town.max, "Elden Ring", desk)
    await play.tap(town.max, "Remove 1", desk)
    assert "It is the last one of Elden Ring, which goes with it" in card.text
    await play.tap(town.max, "Cancel", desk, card)
    assert card.labels() == CARD
    await play.tap(town.max, "Remove 1", desk)
    await play.tap(town.max, "Confirm", desk)
    assert card.text == "Taken out of the catalog: CodeGames 572 KZT of Elden Ring."
    await play.tap(town.max, "Back", desk)
    assert "12 products" in card.text
    await play.tap(town.sam, "Buy", desk, stock)
    assert play.shown(desk).text == "This offer is not in the catalog any more."
    await play.tap(town.sam, "Refresh", desk, stock)
    assert play.shown(desk).text == "This product is not in the catalog any more."
    await play.say(town.max, '/catalog add "Elden Ring" | codegames 572', desk)
    assert "21,990" in (await play.say(town.sam, "/stock elden", desk)).text


async def test_an_order_outlives_its_offer(play: Play) -> None:
    """What was bought can be handed over after its product has left the catalog."""
    town, desk = play.town, play.desk
    number = play.order_number(await play.buy("elden"))
    await play.say(town.max, "/catalog", desk)
    for label in ("Elden Ring", "Remove 1", "Confirm"):
        await play.tap(town.max, label, desk)
    card = await play.say(town.sam, f"/order {number}", desk)
    assert "Elden Ring" in card.text
    await play.tap(town.sam, "Show to me", desk, card)
    assert play.sold()[0] in play.shown(town.sam.private).text


async def test_the_catalog_outlives_a_restart(play: Play) -> None:
    """Rows, not memory."""
    await play.say(play.town.max, "/catalog add Half-Life 3 | codegames 999", play.desk)
    await play.restart()
    assert "14 products" in (await play.say(play.town.max, "/catalog", play.desk)).text


async def test_support_may_not_change_the_catalog(play: Play) -> None:
    """Refused, with who can help."""
    said = await play.say(play.town.sam, "/catalog add X | codegames 1", play.desk)
    assert said.text == (
        "You may not do this here. It takes the right to “change the catalog”, which your role here "
        "(support) does not have. Olga Owner can change that."
    )
