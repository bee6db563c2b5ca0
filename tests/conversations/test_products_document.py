"""A key product by one document: given as CSV and as JSON, changed, and taken back in either form."""

import json
from decimal import Decimal

import pytest

from sandbox.faults import Fault
from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.products_play import opened, product
from tests.one_day import one_day

HEAD = "field,language,platform,region,currency,value\n"
NEW = HEAD + (
    "sku,,,,,half-life-3\n"
    "name,en,,,,Half-Life 3\n"
    "description,en,,,,At last\n"
    "default_currency,,,,,eur\n"
    "platform,,steam,,,Steam\n"
    "price,,steam,EUR,EUR,59.90\n"
)


def content(message: Message) -> str:
    """The text of the file that a message brings."""
    assert message.document is not None
    return message.document.content.decode("utf-8-sig")


async def given(play: Play, label: str) -> Message:
    """Let Max have Space Miner as a file; gives the message with it."""
    card = await opened(play, "Space Miner")
    await play.tap(play.town.max, label, play.desk, card)
    return play.shown(play.desk)


async def asked_for(play: Play, name: str = "Space Miner") -> Message:
    """Let Max choose "All in one document"; gives the question."""
    card = await opened(play, name)
    await play.tap(play.town.max, "Edit", play.desk, card)
    await play.tap(play.town.max, "All in one document", play.desk, card)
    return play.shown(play.desk)


async def sent(play: Play, text: str, name: str = "Space Miner") -> Message:
    """Let Max send a file for a product; gives what the bot says to it."""
    question = await asked_for(play, name)
    play.done.add("answer product.value")
    play.town.max.sends_file("p.csv", text.encode(), "", play.desk, reply_to=question)
    await play.stage.quiet()
    return play.shown(play.desk)


def prices(play: Play, sku: str) -> dict[tuple[str, str], Decimal]:
    """The prices of a product by platform and region."""
    platforms = product(play, sku).platforms
    return {(each.platform_id, p.region): p.amount for each in platforms for p in each.prices}


@pytest.mark.steps("tap product.file", "answer product.value")
@pytest.mark.parametrize("label", ["As CSV", "As JSON"])
async def test_what_is_given_and_sent_back_changes_nothing(play: Play, label: str) -> None:
    """The file is named by the SKU; untouched, nothing is sent and nothing asked."""
    file = await given(play, label)
    assert file.document is not None
    assert file.document.name == f"space-miner.{label[3:].lower()}"
    assert "“All in one document”" in file.text
    card = await sent(play, content(file))
    assert card.text == "That is what stands there already. Nothing was sent."
    assert play.town.paysuper.changes == []


@pytest.mark.steps("tap product.file")
async def test_support_may_have_the_file(play: Play) -> None:
    """It only shows what the card shows."""
    await play.say(play.town.sam, "/products miner", play.desk)
    await play.tap(play.town.sam, "Space Miner", play.desk)
    await play.tap(play.town.sam, "As CSV", play.desk)
    assert "price,,steam,EUR,EUR,17.99" in content(play.shown(play.desk))


@pytest.mark.steps("tap product.file", "answer product.value", "tap product.do")
async def test_a_table_is_changed_in_a_spreadsheet_and_sent_back(play: Play) -> None:
    """With semicolons and the mark of UTF-8: all that differs stands in the question, then is made."""
    text = content(await given(play, "As CSV"))
    text = text.replace("Weltraumbergbau", "Kohle").replace("EUR,EUR,17.99", 'EUR,EUR,"16,49"')
    text = text.replace("USD,USD,19.99", "USD,USD,-")
    rows = text.replace(",", ";").replace('"16;49"', "16,49").splitlines()
    rows += ["platform;;gog;;;", "price;;gog;USD;USD;21.50", "image;;;;;https://i.example/1.png"]
    card = await sent(play, "\ufeff" + "\r\n".join(rows))
    for line in (
        "It is on sale: buyers see it at once.",
        "Name (de): Weltraumbergbau → Kohle",
        "Images: nothing → https://i.example/1.png",
        "Steam: USD: US$19.99 → nothing",
        "Steam: EUR: €17.99 → EUR: €16.49",
        "New on GOG.com: USD: US$21.50",
    ):
        assert line in card.text
    assert play.town.paysuper.changes == []
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert card.text.startswith("✅ Changed.")
    assert prices(play, "space-miner") == {
        ("steam", "EUR"): Decimal("16.49"),
        ("gog", "USD"): Decimal("21.50"),
    }
    made = product(play, "space-miner").details
    assert made.name == {"en": "Space Miner", "de": "Kohle"}
    assert made.images == ("https://i.example/1.png",)
    calls = [change.endpoint for change in play.town.paysuper.changes]
    assert calls == ["update", "add_platform", "add_platform"]


@pytest.mark.steps("answer product.value", "tap product.do")
async def test_platforms_and_prices_in_a_json_document(play: Play) -> None:
    """Typed as a message: one price changed, one taken away, a platform added and one removed."""
    question = await asked_for(play, "Tea Party")
    platforms = [
        {"id": "gog", "remove": True},
        {"id": "steam", "prices": [{"region": "USD", "currency": "USD", "amount": 5.49}]},
    ]
    card = await play.answer(play.town.max, json.dumps({"platforms": platforms}), play.desk)
    assert question is not card
    assert "Taken off GOG.com, with its price there" in card.text
    assert "New on Steam: USD: US$5.49" in card.text
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert prices(play, "tea-party") == {("steam", "USD"): Decimal("5.49")}


@pytest.mark.steps("answer product.value")
async def test_bad_rows_are_named_and_the_mended_file_is_taken(play: Play) -> None:
    """By row and column with how to do it right; nothing is sent, and the question stays open."""
    bad = HEAD + "name,English,,,,Coal\n\nname,de,,,,Kohle\nprice,,steam,EUR,EUR,much\n"
    card = await sent(play, bad)
    assert card.text == (
        "Nothing was taken from the table. Please mend this and send it again:\n"
        "Row 2, column language: “English” is no language; write it like en or pt-BR.\n"
        "Row 5, column value: “much” is no number; write it like 18.99."
    )
    good = await play.answer(play.town.max, HEAD + "name,de,,,,Kohle", play.desk)
    assert "Name (de): Weltraumbergbau → Kohle" in good.text
    assert play.town.paysuper.changes == []


@pytest.mark.steps("answer product.value")
@one_day(
    ("text", "said"),
    [
        (HEAD + "sku,,,,,tea-party", "Document: it is of the product with the SKU “tea-party”."),
        (HEAD + "price,,origin,USD,USD,5", "Platform: “origin” is no platform there is; one of"),
        (
            HEAD + "platform,,a,,,A\nplatform,,b,,,B",
            "Platform: a product may be on one platform of your own, and this one is on A already",
        ),
        ('{"platforms": [{"name": "A"}]}', "Platform: it is missing."),
        ('{"platforms": [{"id": "a", "price": 5}]}', "Platform: there is no “price” in a platform"),
        ('{"platforms": {}}', "platforms: it has the wrong type; a list of objects belongs there."),
        (
            '{"platforms": [{"id": "steam", "prices": [{"region": "EUR", "currency": "EUR"}]}]}',
            "Price: it is missing.",
        ),
        (
            '{"platforms": [{"id": "steam", "prices": [{"region": "JP", "remove": true}]}]}',
            "Region: there is no price for the region “JP”.",
        ),
        (
            '{"platforms": [{"id": "steam", "prices": [{"region": "EUR", "currency": "EUR", '
            '"amount": -1}]}]}',
            "Price: -1 is out of range.",
        ),
    ],
)
async def test_other_mistakes_of_a_document(play: Play, text: str, said: str) -> None:
    """Each is told before anything is sent."""
    assert (await sent(play, text)).text.startswith(said)
    assert play.town.paysuper.changes == []


@pytest.mark.steps("tap product.do")
@pytest.mark.parametrize("by", ["command", "answer", "file"])
async def test_a_product_is_created_by_a_table(play: Play, by: str) -> None:
    """With its platform and price, from one message."""
    max_, desk = play.town.max, play.desk
    if by == "command":
        card = await play.say(max_, f"/products new {NEW}", desk)
    else:
        question = await play.say(max_, "/products new", desk)
        if by == "answer":
            card = await play.answer(max_, NEW, desk)
        else:
            max_.sends_file("new.csv", NEW.encode("utf-8-sig"), "", desk, reply_to=question)
            await play.stage.quiet()
            card = play.shown(desk)
    assert card.text.startswith("Create the key product half-life-3 at PaySuper?")
    assert "New on Steam: EUR: €59.90" in card.text
    await play.tap(max_, "Confirm", desk, card)
    assert card.text.startswith("✅ Created, with platforms and prices.")
    assert prices(play, "half-life-3") == {("steam", "EUR"): Decimal("59.90")}
    assert not product(play, "half-life-3").enabled


@pytest.mark.steps("answer product.value", "tap product.do")
async def test_a_change_that_fails_in_the_middle_is_told_part_by_part(play: Play) -> None:
    """What was done stays, and the same document sent again does only what is left."""
    text = HEAD + (
        "name,de,,,,Kohle\nprice,,steam,EUR,EUR,16\nplatform,,gog,,,GOG.com\nprice,,gog,USD,USD,9\n"
    )
    play.town.paysuper.faults.add("add_platform", Fault.refusal("kp000020"))
    card = await sent(play, text)
    await play.tap(play.town.max, "Confirm", play.desk, card)
    for line in (
        "Not all of it was changed.",
        "✅ texts and general data",
        "❌ Steam with its prices:",
        "there must be a price in the default currency",
        "Not tried: GOG.com with its prices",
        "send the same document again: only what is left will be sent.",
    ):
        assert line in card.text
    card = await sent(play, text)
    assert "Name (de)" not in card.text
    await play.tap(play.town.max, "Confirm", play.desk, card)
    assert card.text.startswith("✅ Changed.")
    assert prices(play, "space-miner")["gog", "USD"] == 9
    assert [each.endpoint for each in play.town.paysuper.changes].count("update") == 1


@pytest.mark.steps("answer product.value")
async def test_more_than_a_card_can_show_is_counted(play: Play) -> None:
    """Nothing is confirmed unseen without its being said."""
    rows = "".join(f"metadata.m{n},,,,,x\n" for n in range(3))
    long = "".join(f"description,{a}{b},,,,{'x' * 90}\n" for a in "abcd" for b in "abcdefghij")
    card = await sent(play, HEAD + rows + long)
    assert "more." in card.text
    assert len(card.text) <= 4096
