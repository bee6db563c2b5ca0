"""The catalog goes out as a file and comes in as one: previewed, its errors told by rows, whole or not."""

import io

import pytest
from openpyxl import Workbook

from sandbox.telegram import Chat, Message
from tests.conversations.play import Play

HEAD = "product,provider,external id,currency,country,also found by,paused\n"


async def send(play: Play, name: str, content: bytes, chat: Chat, caption: str = "") -> Message:
    """Send a file as Max, in answer to what was asked where nothing stands under it."""
    asked = None if caption else play.shown(chat)
    if not caption and (question := await play.question(play.town.max, chat)):
        play.done.add(f"answer {question}")
    play.town.max.sends_file(name, content, caption, chat, reply_to=asked)
    await play.stage.quiet()
    return play.shown(chat)


@pytest.mark.steps(
    "/catalog",
    "tap catalog.export",
    "tap catalog.import",
    "answer catalog.file",
    "tap catalog.import-now",
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_what_goes_out_comes_in_and_a_change_is_previewed(play: Play, kind: str) -> None:
    """The file as it is changes nothing; with one change that is shown, done on Confirm, and undone whole."""
    town, desk = play.town, play.desk
    card = await play.say(town.max, "/catalog", desk)
    await play.tap(town.max, kind.upper(), desk, card)
    sent = play.shown(desk)
    assert sent.text.startswith("13 offers, a row each.")
    assert sent.document is not None and sent.document.name == f"catalog.{kind}"
    await play.tap(town.max, "Import", desk, card)
    same = await send(play, sent.document.name, sent.document.content, desk)
    assert same.text == f"catalog.{kind}: it all stands so already (13 offers). Nothing to change."
    table = (
        HEAD + "Elden Ring,codegames,572,KZT,,er; ring of elden,yes\nNew one,codegames,999,,,,\n"
    )
    await play.tap(town.max, "Import", desk, card)
    asked = await send(play, "new.csv", table.encode(), desk)
    assert asked.text == (
        "Import new.csv?\nOffers added: 1, moved: 0. Products changed: 1, new: 1. Not touched: 0 offers. "
        "What is not in the file stays.\n\n➕ New one: CodeGames 999 KZT\n"
        "✏️ Elden Ring: paused – → yes, also found by – → er and also found by – → ring of elden\n🆕 New one"
    )
    await play.tap(town.max, "Confirm", desk, asked)
    assert asked.text.startswith("Imported new.csv: one offer added, 0 moved, 2 products changed.")
    assert "is paused" in (await play.say(town.sam, "/stock ring of elden", desk)).text
    listed = await play.say(town.max, "/audit catalog", desk)
    await play.tap(
        town.max, next(e for e in listed.labels() if ": imported new.csv" in e), desk, listed
    )
    await play.tap(town.max, "Confirm", desk, listed)
    assert "Elden Ring" in (await play.say(town.sam, "/stock elden", desk)).text
    assert "13 products" in (await play.say(town.max, "/catalog", desk)).text


async def test_wrong_rows_are_named_and_nothing_is_changed(play: Play) -> None:
    """A file in an odd encoding with semicolons is read; each wrong row says how it is done right."""
    table = "product;provider;external id;paused\nИгра;codegames;1;да\nDrei;steam;3;no\n;codegames;4;no\n"
    said = await send(play, "odd.csv", table.encode("cp1251"), play.desk, "/catalog import")
    assert said.text == (
        "Nothing was changed: 3 rows of odd.csv cannot be taken. "
        "Mend these 3 cells and send the file anew.\n\n"
        "Row 2, paused: “да” is neither yes nor no. Write yes or no.\n"
        "Row 3, provider: There is no provider “steam” that sells. "
        "Those that do: codegames, hype and own.\n"
        "Row 4, product: A product needs a name. Write one, such as GTA V."
    )
    for content, told in (
        (b"name,provider\nx,y\n", "The first row must name the columns"),
        (b"\x89PNG\r\n", "it is a picture"),
        (HEAD.encode() + b",,\n", "There is no offer below the columns"),
        (b"\xef\xbb\xbf,,,\n \t", "there is nothing in it"),
        (b"product,provider,external id\n" + b"x" * 140_000, "The file is no CSV that I can read."),
    ):
        said = await send(play, "catalog.csv", content, play.desk, "/catalog import")
        assert told in said.text
    assert "13 products" in (await play.say(play.town.max, "/catalog", play.desk)).text


async def test_what_changed_since_the_preview_is_told_and_asked_anew(play: Play) -> None:
    """Confirm does what was shown, or nothing."""
    town, desk = play.town, play.desk
    table = HEAD + "Elden Ring,codegames,572,KZT,,,yes\nGTA V,codegames,562,KZT,,,yes\n"
    asked = await send(play, "new.csv", table.encode(), desk, "/catalog import")
    await play.say(town.max, "/catalog elden", desk)
    await play.tap(town.max, "Pause", desk)
    await play.tap(town.max, "Confirm", desk, asked)
    assert asked.text.startswith(
        "The catalog was changed since the preview of new.csv was drawn, so nothing was done."
    )
    assert "✏️ GTA V: paused – → yes" in asked.text and "✏️ Elden Ring" not in asked.text
    await play.tap(town.max, "Confirm", desk, asked)
    assert asked.text.startswith("Imported new.csv: 0 offers added, 0 moved, one product changed.")


async def test_a_long_list_of_changes_comes_as_a_file(play: Play) -> None:
    """The first lines are on the card; a workbook is read like a CSV, and formulas stay texts."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["product", "provider", "external id"])
    for n in range(40):
        book.active.append([f"'=Product {n}", "codegames", 5000 + n])
    out = io.BytesIO()
    book.save(out)
    asked = await send(play, "many.xlsx", out.getvalue(), play.desk, "/catalog import")
    assert "Offers added: 40, moved: 0. Products changed: 0, new: 40." in asked.text
    assert "65 more" in asked.text
    files = [m for m in play.desk.messages if m.document and m.document.name == "changes.csv"]
    assert files[-1].document is not None
    rows = files[-1].document.content.decode("utf-8-sig").splitlines()
    assert rows[:2] == [
        "row,what,product,offer,field,before,after",
        "2,added,'=Product 0,CodeGames 5000 KZT,,,",
    ]
    assert len(rows) == 81
    await play.tap(play.town.max, "Confirm", play.desk, asked)
    card = await play.say(play.town.max, "/catalog product 39", play.desk)
    assert card.text.startswith("=Product 39")
