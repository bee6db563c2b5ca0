"""Documents, in both directions."""

import aiohttp

from sandbox.telegram import Person, World

from .caller import Caller


async def upload(bot: Caller, chat_id: int, content: bytes, **params: str) -> dict[str, object]:
    """Send a document the way aiogram does and return the envelope."""
    form = aiohttp.FormData({"chat_id": str(chat_id), "document": "attach://f1", **params})
    form.add_field("f1", content, filename="sales.csv", content_type="text/csv")
    url = f"{bot.base_url}/bot{bot.token}/sendDocument"
    async with bot.session.post(url, data=form) as answer:
        body: dict[str, object] = await answer.json()
        return body


async def test_a_document_is_sent_and_downloaded(bot: Caller, sam: Person) -> None:
    """An attached file arrives with its caption, and getFile leads to the same bytes."""
    body = await upload(bot, sam.id, b"a,b\n1,2\n", caption="<b>Sales</b>", parse_mode="HTML")
    assert body["ok"]
    message = sam.private.last
    assert message.document is not None
    assert (message.document.name, message.text) == ("sales.csv", "Sales")
    found = await bot.done("getFile", file_id=message.document.file_id)
    url = f"{bot.base_url}/file/bot{bot.token}/{found['file_path']}"
    async with bot.session.get(url) as answer:
        assert await answer.read() == b"a,b\n1,2\n"
    again = await bot.done("sendDocument", chat_id=sam.id, document=message.document.file_id)
    assert again["document"] == message.document.document()


async def test_a_person_sends_a_file(world: World, bot: Caller, sam: Person) -> None:
    """The bot is told of the document and can fetch it."""
    sam.sends_file("catalog.csv", b"x", caption="/catalog import")
    updates = await bot.done("getUpdates")
    message = updates[-1]["message"]
    assert message["document"]["file_name"] == "catalog.csv"
    assert message["caption_entities"][0]["type"] == "bot_command"
    found = await bot.done("getFile", file_id=message["document"]["file_id"])
    assert found["file_size"] == 1


async def test_wrong_files_and_captions_are_refused(bot: Caller, sam: Person) -> None:
    """Nothing, an empty file, an unknown id, and a caption of more than 1024."""
    missing = await bot.refused("sendDocument", chat_id=sam.id)
    assert missing == "Bad Request: there is no document in the request"
    assert (await upload(bot, sam.id, b""))["description"] == (
        "Bad Request: file must be non-empty"
    )
    long = await upload(bot, sam.id, b"x", caption="x" * 1025)
    assert long["description"] == "Bad Request: message caption is too long"
    unknown = await bot.refused("sendDocument", chat_id=sam.id, document="BQAC")
    assert unknown == "Bad Request: wrong file identifier/HTTP URL specified"
    assert await bot.refused("getFile", file_id="BQAC") == "Bad Request: invalid file_id"


async def test_a_caption_is_edited_as_a_caption(bot: Caller, sam: Person) -> None:
    """A document has no text to edit, and a text no caption."""
    await upload(bot, sam.id, b"x", caption="old")
    place = {"chat_id": sam.id, "message_id": sam.private.last.id}
    refused = await bot.refused("editMessageText", **place, text="new")
    assert refused == "Bad Request: there is no text in the message to edit"
    await bot.done("editMessageCaption", **place, caption="new")
    assert sam.private.last.text == "new"
    await bot.done("sendMessage", chat_id=sam.id, text="text")
    place["message_id"] = sam.private.last.id
    refused = await bot.refused("editMessageCaption", **place, caption="x")
    assert refused == "Bad Request: there is no caption in the message to edit"


async def test_a_photo_is_sent_on_by_its_id(bot: Caller, world: World, sam: Person) -> None:
    """It comes in sizes, with a caption, and those of an album have that in common."""
    sam.starts()
    first, second = sam.sends_photo("look", album="a"), sam.sends_photo(album="a")
    assert first.update is not None
    assert second.update is not None
    payload = first.update.payload
    assert payload["caption"] == "look"
    assert payload["media_group_id"] == second.update.payload["media_group_id"] == "a"
    photo = payload["photo"][-1]["file_id"]
    sent = await bot.done("sendPhoto", chat_id=sam.id, photo=photo, caption="seen")
    assert sent["photo"][-1]["file_id"] == photo
    assert sent["caption"] == "seen"
    assert "document" not in sent
    assert (await bot.done("getFile", file_id=photo))["file_id"] == photo
