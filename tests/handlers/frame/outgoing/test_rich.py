"""A card with a layout is a rich message, and the same classic text where Telegram refuses that."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramForbiddenError

from handlers.frame.blocks import Block, Details, Heading, Paragraph, Picture, Table
from handlers.frame.cards import Card, UrlButton, as_classic, laid_out
from handlers.frame.outgoing import rich, sending
from handlers.frame.outgoing.fitting import MOST_IN_FILE_NAME
from handlers.words.markup import Html
from handlers.words.texts import Library
from sandbox.telegram import Message, Person, Rates, Refusal, TelegramServer, World
from tests.clock import ManualClock

T = Library.load(ManualClock(), strict=True).texts("en", "UTC")
PNG = b"\x89PNG\r\n\x1a\nnot really"
NO_METHOD = Refusal(404, "Not Found: method not found")
UNHEARD_OF = Refusal(400, "Bad Request: RICH_OF_TOMORROW")
NO_PHOTOS = Refusal(400, "Bad Request: not enough rights to send photos to the chat")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Telegram without limits on sending; it has nothing to complain of."""
    world = World(rates=Rates.unlimited())
    yield world
    assert world.complaints == []


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    """The library, at a real server."""
    server = TelegramServer(world)
    api = TelegramAPIServer.from_base(await server.start())
    default = DefaultBotProperties(parse_mode="HTML")
    bot = Bot(world.token, AiohttpSession(api=api), default=default)
    yield bot
    await bot.session.close()
    await server.stop()


@pytest.fixture
def sam(world: World) -> Person:
    """Somebody who has started the bot."""
    person = world.person("Sam")
    person.starts()
    return person


def report(day: str = "Monday", *, picture: bool = True) -> Card:
    """A card with one block of each kind."""
    blocks: list[Block] = [
        Heading(f"Sales & returns, {day}"),
        Paragraph(Html("<b>Two</b> orders: /orders failed")),
        *([Picture(PNG, "Spent a day", "x" * 99 + ".png")] if picture else []),
        Table(("Product", "Keys"), [("GTA V", "3"), ("A <b", "1")], ["GTA V: 3", "A <b: 1"], {1}),
        Details("More", [Paragraph(Html("with <i>style</i>")), Table(("a",), [("b",)], ["a b"])]),
        Paragraph("Read today", small=True),
    ]
    return laid_out(blocks, [[UrlButton("CSV", "https://example.com/")]])


def shape(message: Message) -> str:
    """What a message is."""
    if message.rich:
        return " ".join(block.kind for block in message.rich)
    return "photo" if message.is_photo else "text"


async def test_it_is_rich_where_telegram_takes_it(bot: Bot, world: World, sam: Person) -> None:
    """All blocks with their buttons; what the library reads of the answer is the same; edits stay rich."""
    sent = await sending.send(bot, sam.id, report(), T)
    shown = sam.private.last
    assert shape(shown) == "heading paragraph photo table details footer"
    assert shown.labels() == ["CSV"]
    head, first, second = shown.rich[3].cells
    assert [cell.is_header for cell in (*head, *first)] == [True, True, False, False]
    assert [(cell.text.text, cell.align) for cell in second] == [("A <b", "left"), ("1", "right")]
    assert {each.type for each in shown.rich[1].text.entities} == {"bold", "bot_command"}
    assert [each.kind for each in shown.rich[4].blocks] == ["paragraph", "table"]
    picture = shown.rich[2].picture
    assert picture is not None and picture.content == PNG
    assert len(picture.name) <= MOST_IN_FILE_NAME + len(".png")
    assert sent.rich_message is not None and len(sent.rich_message.blocks) == 6

    assert await sending.edit(bot, sam.id, shown.id, report("Tuesday"), T)
    assert "Tuesday" in shown.text and shape(shown).startswith("heading") and shown.edits == 1
    assert await sending.edit(bot, sam.id, shown.id, report("Tuesday", picture=False), T)
    assert await sending.edit(bot, sam.id, shown.id, report("Tuesday", picture=False), T)
    assert shown.edits == 2, "the same once more is a success and no edit"
    assert await sending.edit(bot, sam.id, shown.id, Card(Html("plain")), T)
    assert shape(shown) == "text"


@pytest.mark.parametrize("refusal", [NO_METHOD, UNHEARD_OF], ids=["old server", "unknown word"])
async def test_what_is_refused_goes_out_as_a_classic_text(
    bot: Bot, world: World, sam: Person, refusal: Refusal
) -> None:
    """Under its picture; without it where pictures are refused too, and where the words do not fit."""
    world.refuses(sam.private, refusal, "sendRichMessage")
    await sending.send(bot, sam.id, report(), T)
    shown = sam.private.last
    assert shape(shown) == "photo" and shown.labels() == ["CSV"]
    assert shown.text.splitlines()[:5] == [
        "Sales & returns, Monday",
        "Two orders: /orders failed",
        "",
        "GTA V: 3",
        "A <b: 1",
    ]
    assert "<blockquote expandable>" in shown.html
    assert not await sending.edit(bot, sam.id, shown.id, report(), T), "a photo never becomes rich"

    world.refuses(sam.private, NO_PHOTOS, "sendPhoto")
    await sending.send(bot, sam.id, report(), T)
    assert shape(sam.private.last) == "text" and "GTA V: 3" in sam.private.last.text
    world.faults.clear()

    world.refuses(sam.private, UNHEARD_OF, "editMessageText", times=1)
    assert await sending.edit(bot, sam.id, sam.private.last.id, report("Tuesday"), T)
    assert shape(sam.private.last) == "text" and "Tuesday" in sam.private.last.text


async def test_a_chat_that_refuses_everything_is_told_as_that(
    bot: Bot, world: World, sam: Person
) -> None:
    """No classic text is tried on somebody who has blocked the bot."""
    sam.blocks_bot()
    with pytest.raises(TelegramForbiddenError):
        await sending.send(bot, sam.id, report(), T)
    assert [call.method for call in world.calls] == ["sendRichMessage"]


async def test_the_classic_layout_puts_pictures_in_place_of_messages(bot: Bot, sam: Person) -> None:
    """A chat that wants it so gets photos, of a text by an edit too."""
    await sending.send(bot, sam.id, Card(Html("wait")), T)
    assert await sending.edit(bot, sam.id, sam.private.last.id, as_classic(report()), T)
    assert shape(sam.private.last) == "photo"


async def test_nothing_is_too_long_for_telegram(bot: Bot, sam: Person) -> None:
    """A table without end, a text without end and too many columns are cut, and say how much is missing."""
    endless = Table(("n", *"x" * 30), [(f"{n}", *"x" * 30) for n in range(700)], ["line"] * 700)
    cards = [
        laid_out([Heading("Much"), endless]),
        laid_out([Heading("Long"), Paragraph("😀 word " * 9_000), Paragraph("lost")]),
        laid_out([Details(f"fold {n}", [Paragraph("inside " * 20)]) for n in range(600)]),
    ]
    for card in cards:
        await sending.send(bot, sam.id, card, T)
        shown = sam.private.last
        assert shape(shown) not in ("text", "photo"), card.text[:20]
        assert "cut here" in shown.text
    assert rich.MOST_BLOCKS > 400
