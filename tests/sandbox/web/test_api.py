"""The page's JSON API over real HTTP."""

import asyncio
from typing import Any

import pytest

from sandbox.web.desk import Desk
from sandbox.web.views import chat_list

from .client import Client, place
from .conftest import Bot, Scene, callback

pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the fixtures, for the browser's sake

KEY = "AAAA-BBBB-CCCC"


async def test_desk_names_bot_people_hints_and_guide(client: Client, scene: Scene) -> None:
    """The first page gets the bot, everybody with hint and chats, and the guide's steps."""
    desk = await client.get("/desk")
    assert desk["bot"] == {"name": "Keydesk", "username": "keydesk_bot"}
    assert [person["name"] for person in desk["people"]] == [p.name for p in scene.world.people]
    assert desk["people"][0]["hint"] == "Supporter"
    assert set(desk["people"][0]["chats"]) == {"Keydesk", "Support desk"}
    assert desk["guide"][0]["chat_title"] == "Support desk"


async def test_message_comes_with_entities_and_buttons(
    client: Client, scene: Scene, bot: Bot
) -> None:
    """A message is told as text with entities, with every button's kind and style."""
    scene.sam.starts()
    copy = {"text": "Copy key", "copy_text": {"text": KEY}}
    row = [callback("Buy", style="primary"), copy]
    await bot.sends(scene.sam.private, "<b>GTA V</b> &lt;3", row, protect_content=True)
    message = (await client.get(place(scene.sam)))["messages"][-1]
    assert message["text"] == "GTA V <3"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert message["protect"]
    assert message["sender"]["bot"]
    buttons = message["keyboard"][0]
    assert [(b["label"], b["kind"], b["style"]) for b in buttons] == [
        ("Buy", "callback", "primary"),
        ("Copy key", "copy", None),
    ]


async def test_saying_and_replying_reaches_the_bot(client: Client, scene: Scene, bot: Bot) -> None:
    """A text sent by the API comes to the bot as an update, with the message it answers."""
    scene.sam.starts()
    question = await bot.sends(scene.sam.private, "How many?")
    body = {"text": " two ", "reply_to": str(question.id)}
    await client.post(f"{place(scene.sam)}/messages", body)
    heard = await bot.hears_text("two")
    assert heard["reply_to_message"]["message_id"] == question.id


async def test_editing_reaches_the_bot_and_only_ones_own_can_be_edited(
    client: Client, scene: Scene, bot: Bot
) -> None:
    """The new words come as an edited message; the bot's and an empty text are refused."""
    scene.sam.starts()
    asked = await bot.sends(scene.sam.private, "How many?")
    mine = scene.sam.says("tow")
    await client.post(f"{place(scene.sam)}/messages/{mine.id}/text", {"text": " two "})
    assert mine.text == "two"
    assert mine.edited_at is not None
    shown = (await client.get(place(scene.sam)))["messages"][-1]
    assert (shown["text"], shown["edited"], shown["version"]) == ("two", True, 1)
    for message, text in ((asked, "mine now"), (mine, "  ")):
        path = f"{place(scene.sam)}/messages/{message.id}/text"
        assert "error" in await client.post(path, {"text": text}, status=400)
    assert (asked.text, mine.text) == ("How many?", "two")


async def test_tap_waits_for_the_bots_answer(client: Client, scene: Scene, bot: Bot) -> None:
    """A tap's answer carries text and alert; of two buttons with one label the pressed one counts."""
    scene.sam.starts()
    sent = await bot.sends(scene.sam.private, "?", [callback("Buy", "1"), callback("Buy", "2")])
    path = f"{place(scene.sam)}/messages/{sent.id}/taps"
    tap = asyncio.create_task(client.post(path, {"row": 0, "column": 1}))
    query = await bot.hears("callback_query")
    assert query["data"] == "2"
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="No", show_alert=True)
    assert (await tap)["answer"] == {"text": "No", "alert": True, "url": None}


async def test_copy_button_fills_the_clipboard(client: Client, scene: Scene, bot: Bot) -> None:
    """Pressing a copy_text button puts its text on the person's clipboard."""
    scene.sam.starts()
    button = {"text": "Copy key", "copy_text": {"text": KEY}}
    sent = await bot.sends(scene.sam.private, "Key", [button])
    path = f"{place(scene.sam)}/messages/{sent.id}/taps"
    assert await client.post(path, {"row": 0, "column": 0}) == {"answer": None}
    assert scene.sam.clipboard == KEY


async def test_unread_counts_until_read(client: Client, scene: Scene, bot: Bot) -> None:
    """Messages of others count as unread until the person has seen the newest of them."""
    scene.sam.says("Hello", scene.desk)
    last = await bot.sends(scene.desk, "Hello too")
    before = await client.get("/desk")
    await client.post(f"{place(scene.mia, scene.desk)}/read", {"message": str(last.id)})
    after = await client.get("/desk")
    assert [person["unread"] for person in before["people"]] == [1, 2, 0]
    assert [person["unread"] for person in after["people"]] == [1, 0, 0]


async def test_start_and_block(client: Client, scene: Scene) -> None:
    """Start sends the payload, blocking closes the chat to both sides, unblocking opens it."""
    await client.post(f"/people/{scene.cleo.id}/start", {"payload": "abc"})
    assert scene.cleo.private.last.text == "/start abc"
    await client.post(f"/people/{scene.cleo.id}/block", {"blocked": True})
    refused = await client.post(f"{place(scene.cleo)}/messages", {"text": "x"}, status=400)
    assert "blocked" in refused["error"]
    await client.post(f"/people/{scene.cleo.id}/block", {"blocked": False})
    await client.post(f"{place(scene.cleo)}/messages", {"text": "x"})
    assert scene.cleo.private.last.text == "x"


async def test_commands_are_those_of_person_and_chat(
    client: Client, scene: Scene, bot: Bot
) -> None:
    """The command list follows its scope."""
    one = [{"command": "stock", "description": "Stock"}]
    scope = {"type": "chat_member", "chat_id": scene.desk.id, "user_id": scene.sam.id}
    await bot.call("setMyCommands", commands=one, scope=scope)
    assert (await client.get(f"{place(scene.sam, scene.desk)}/commands"))["commands"] == one
    assert (await client.get(f"{place(scene.mia, scene.desk)}/commands"))["commands"] == []


async def test_ephemeral_message_is_for_one(client: Client, scene: Scene, bot: Bot) -> None:
    """Only the receiver of an ephemeral message is told of it."""
    receiver = {"receiver_user_id": scene.sam.id}
    await bot.call(
        "sendMessage", chat_id=scene.desk.id, text="psst", ephemeral_message_parameters=receiver
    )
    mine = (await client.get(place(scene.sam, scene.desk)))["messages"]
    others = (await client.get(place(scene.mia, scene.desk)))["messages"]
    assert [m["text"] for m in mine if m["ephemeral"]] == ["psst"]
    assert not [m for m in others if m["text"] == "psst"]


async def test_upgraded_group_keeps_its_history(client: Client, scene: Scene) -> None:
    """A group that became a supergroup is one chat, with the messages from before."""
    old = scene.world.group("Managers", [scene.mia], kind="group")
    scene.mia.says("before", old)
    new = old.upgrade()
    scene.mia.says("after", new)
    view = await client.get(place(scene.mia, new))
    said = [m["service"] or m["text"] for m in view["messages"]][-3:]
    assert said == ["before", "The group became a supergroup", "after"]
    keys = [m["id"] for m in view["messages"]]
    assert len(set(keys)) == len(keys)
    await client.get(place(scene.mia, old), status=404)


async def test_preview_keeps_spoilers_hidden(client: Client, scene: Scene, bot: Bot) -> None:
    """The chat list never shows what a spoiler hides."""
    scene.sam.starts()
    await bot.sends(
        scene.sam.private, f"Key: <tg-spoiler>{KEY}</tg-spoiler> 😀 <tg-spoiler>x</tg-spoiler>!"
    )
    url = f"{client.base_url}/api/people/{scene.sam.id}/live"
    async with client.session.ws_connect(url) as line:
        hello = await line.receive_json()
    texts = [chat["last"]["text"] for chat in hello["chats"] if chat["id"] == scene.sam.id]
    assert texts == [f"Key: {'▒' * len(KEY)} 😀 ▒!"]


async def test_line_tells_new_edited_and_deleted(client: Client, scene: Scene, bot: Bot) -> None:
    """What happens in a chat arrives on its members' lines, and on nobody else's."""
    async with (
        client.session.ws_connect(f"{client.base_url}/api/people/{scene.sam.id}/live") as sam,
        client.session.ws_connect(f"{client.base_url}/api/people/{scene.cleo.id}/live") as cleo,
    ):
        for line in (sam, cleo):
            assert (await line.receive_json())["type"] == "hello"
        sent = await bot.sends(scene.desk, "one")
        at = {"chat_id": scene.desk.id, "message_id": sent.id}
        await bot.call("editMessageText", **at, text="two")
        await bot.call("sendChatAction", chat_id=scene.desk.id, action="typing")
        await bot.call("deleteMessage", **at)
        scene.cleo.starts()
        seen: list[Any] = []
        while not seen or seen[-1]["type"] != "deleted":
            seen.append(await sam.receive_json())
        others = [await cleo.receive_json()]
    shown = [(e["type"], e.get("message", {}).get("text")) for e in seen if e["type"] == "message"]
    assert shown == [("message", "one"), ("message", "two")]
    assert [e["action"] for e in seen if e["type"] == "typing"] == ["typing"]
    assert seen[-1]["message"] == str(sent.id)
    assert others[0]["message"]["text"] == "/start"


async def test_document_is_a_download(client: Client, scene: Scene, bot: Bot) -> None:
    """A document comes back byte for byte, never as a page of this origin."""
    scene.sam.starts()
    await bot.sends_file(scene.sam.private, "Märkte.html", b"<script>")
    document = (await client.get(place(scene.sam)))["messages"][-1]["document"]
    assert (document["name"], document["size"]) == ("Märkte.html", 8)
    async with client.session.get(client.base_url + document["href"]) as response:
        assert await response.read() == b"<script>"
        assert response.headers["Content-Disposition"].startswith("attachment;")
        assert response.content_type == "application/octet-stream"


async def test_a_person_is_picked_by_the_reply_keyboard(
    client: Client, scene: Scene, bot: Bot
) -> None:
    """The page gets the keyboard with the chat; the bot hears who was chosen; then it goes away."""

    def shown() -> Any:
        chats = chat_list(Desk(scene.world), scene.sam)["chats"]
        return next(chat["replies"] for chat in chats if chat["id"] == scene.sam.id)

    scene.sam.starts()
    button = {"text": "Choose a person", "request_users": {"request_id": 1}}
    markup = {"keyboard": [[button, "Nobody"]]}
    await bot.call("sendMessage", chat_id=scene.sam.id, text="Who?", reply_markup=markup)
    assert shown() == [
        [{"label": "Choose a person", "picks": True}, {"label": "Nobody", "picks": False}]
    ]
    body = {"label": "Choose a person", "person": scene.mia.id}
    await client.post(f"{place(scene.sam)}/picks", body)
    while "users_shared" not in (heard := await bot.hears("message")):
        pass
    assert heard["users_shared"]["user_ids"] == [scene.mia.id]
    removed = {"remove_keyboard": True}
    await bot.call("sendMessage", chat_id=scene.sam.id, text="Thanks", reply_markup=removed)
    assert shown() == []
