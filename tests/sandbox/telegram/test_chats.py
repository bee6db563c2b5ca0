"""Who may be written to, and what the bot is told of chats and members."""

import pytest

from sandbox.telegram import Chat, Person, World

from .caller import Caller


async def test_nobody_is_written_to_before_they_start(
    world: World, bot: Caller, desk: Chat
) -> None:
    """A stranger's chat is not found; one met in a group has to start first; a start opens it."""
    ann = world.person("Ann")
    send = {"chat_id": ann.id, "text": "hi"}
    assert await bot.refused("sendMessage", **send) == "Bad Request: chat not found"
    desk.add(ann)
    assert await bot.refused("sendMessage", **send) == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    ann.starts("claim-1")
    await bot.done("sendMessage", **send)
    assert [m.text for m in ann.private.messages] == ["/start claim-1", "hi"]


async def test_who_blocked_the_bot_is_not_written_to(
    world: World, bot: Caller, sam: Person
) -> None:
    """Blocking is told by my_chat_member and undone by the next start."""
    sam.blocks_bot()
    refused = await bot.refused("sendMessage", chat_id=sam.id, text="x")
    assert refused == "Forbidden: bot was blocked by the user"
    with pytest.raises(ValueError, match="blocked"):
        sam.says("hi")
    sam.starts()
    await bot.done("sendMessage", chat_id=sam.id, text="x")
    moves = [u.payload for u in world.updates.pending if u.kind == "my_chat_member"]
    steps = [(m["old_chat_member"]["status"], m["new_chat_member"]["status"]) for m in moves]
    assert steps == [("member", "kicked"), ("kicked", "member")]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_thrown_out_cannot_write(
    world: World, bot: Caller, sam: Person, kind: str
) -> None:
    """The refusal names the kind of chat; coming back opens it again."""
    chat = world.group("G", [sam], kind="group" if kind == "group" else "supergroup")
    chat.remove_bot()
    refused = await bot.refused("sendMessage", chat_id=chat.id, text="x")
    assert refused == f"Forbidden: bot was kicked from the {kind} chat"
    chat.add_bot()
    await bot.done("sendMessage", chat_id=chat.id, text="x")
    await bot.done("leaveChat", chat_id=chat.id)
    refused = await bot.refused("sendMessage", chat_id=chat.id, text="x")
    assert refused == f"Forbidden: bot is not a member of the {kind} chat"


async def test_an_upgraded_group_answers_with_its_new_id(
    world: World, bot: Caller, sam: Person
) -> None:
    """Both chats say where to go, and the old id refuses with migrate_to_chat_id."""
    old = world.group("Desk", [sam], kind="group")
    card = await bot.done("sendMessage", chat_id=old.id, text="card")
    new = old.upgrade()
    for method, more in (
        ("sendMessage", {"text": "x"}),
        ("editMessageText", {"text": "x", "message_id": card["message_id"]}),
        ("deleteMessage", {"message_id": card["message_id"]}),
    ):
        body = await bot(method, chat_id=old.id, **more)
        assert body["error_code"] == 400
        assert body["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
        assert body["parameters"] == {"migrate_to_chat_id": new.id}
    await bot.done("sendMessage", chat_id=new.id, text="here")
    told = [u.payload for u in world.updates.pending if u.kind == "message"]
    assert any(p.get("migrate_to_chat_id") == new.id for p in told)
    assert any(p.get("migrate_from_chat_id") == old.id for p in told)
    assert str(new.id).startswith("-100") and new.has(sam)


async def test_members_and_their_rights(world: World, bot: Caller, desk: Chat, sam: Person) -> None:
    """Owner, administrator, member, stranger and the bot itself, each with the right status."""
    ann, bob, eve = (world.person(name) for name in ("Ann", "Bob", "Eve"))
    desk.add(ann)
    desk.add(bob)
    desk.promote(bob)
    eve.starts()

    async def status(user_id: int) -> str:
        member = await bot.done("getChatMember", chat_id=desk.id, user_id=user_id)
        return str(member["status"])

    assert [await status(p.id) for p in (sam, ann, bob, eve)] == [
        "creator", "member", "administrator", "left",
    ]  # fmt: skip
    assert await status(world.bot.id) == "administrator"
    admins = await bot.done("getChatAdministrators", chat_id=desk.id)
    assert [a["user"]["id"] for a in admins] == [sam.id, bob.id]
    ann.leaves(desk)
    assert await status(ann.id) == "left"
    assert await bot.done("getChatMemberCount", chat_id=desk.id) == 3
    for never_seen in (1, world.person("Stranger").id):
        assert await bot.refused("getChatMember", chat_id=desk.id, user_id=never_seen) == (
            "Bad Request: member not found"
        )
    with pytest.raises(ValueError, match="cannot write"):
        ann.says("still here?", desk)


async def test_members_are_told_only_to_an_administrator(
    world: World, bot: Caller, desk: Chat, sam: Person
) -> None:
    """chat_member needs rights; whoever was thrown out is out."""
    await bot.done("getUpdates", allowed_updates=["message", "chat_member"])
    plain = world.group("Plain", [sam], bot_can_delete=False)
    ann = world.person("Ann")
    for chat in (plain, desk):
        chat.add(ann, by=sam)
        chat.remove(ann)
    told = [u.payload for u in world.updates.pending if u.kind == "chat_member"]
    assert [(p["chat"]["id"], p["new_chat_member"]["status"]) for p in told] == [
        (desk.id, "member"),
        (desk.id, "kicked"),
    ]
    member = await bot.done("getChatMember", chat_id=desk.id, user_id=ann.id)
    assert member["status"] == "kicked"
    with pytest.raises(ValueError, match="cannot write"):
        ann.says("hello?", desk)


async def test_without_rights_the_bot_hears_only_what_is_meant_for_it(
    world: World, bot: Caller, sam: Person
) -> None:
    """Privacy mode: commands, mentions, replies to the bot; an administrator hears all."""
    quiet = world.group("Quiet", [sam], bot_can_delete=False)
    await bot.done("sendMessage", chat_id=quiet.id, text="hello")
    card = quiet.last
    heard = [sam.says("/stock gta", quiet), sam.says("/stock@keydesk_bot", quiet),
             sam.says("hey @keydesk_bot", quiet), sam.says("yes", quiet, reply_to=card)]  # fmt: skip
    missed = [sam.says("chatter", quiet), sam.says("/stock@other_bot", quiet)]
    missed.append(sam.says("to a person", quiet, reply_to=missed[0]))
    assert all(m.update is not None for m in heard)
    assert all(m.update is None for m in missed)
    loud = world.group("Loud", [sam], bot_can_delete=True)
    assert sam.says("chatter", loud).update is not None


async def test_unknown_chats_are_not_found(bot: Caller) -> None:
    """An id, a name and nothing at all."""
    assert await bot.refused("getChat", chat_id=-100123) == "Bad Request: chat not found"
    assert await bot.refused("getChat", chat_id="@nobody") == "Bad Request: chat not found"
    assert await bot.refused("getChat") == "Bad Request: chat_id is empty"


async def test_typing_is_told_to_whoever_watches(world: World, bot: Caller, sam: Person) -> None:
    """sendChatAction is a change of the world; an unknown action is refused."""
    with world.changes() as changes:
        await bot.done("sendChatAction", chat_id=sam.id, action="typing")
        change = await anext(c async for c in changes if c.kind != "call")
    assert (change.kind, change.chat, change.action) == ("typing", sam.private, "typing")
    assert await bot.refused("sendChatAction", chat_id=sam.id, action="sleep") == (
        "Bad Request: wrong parameter action in request"
    )


async def test_who_gets_in_without_being_let_in(world: World, bot: Caller, sam: Person) -> None:
    """A public name, a channel's comments that need no joining, members that are hidden: as Telegram says."""
    eve = world.person("Eve")
    eve.starts()
    group = world.group("Open", [sam], bot_can_delete=False)

    async def about(*names: str) -> list[object]:
        chat = await bot.done("getChat", chat_id=group.id)
        return [chat.get(name) for name in names]

    known = ("username", "linked_chat_id", "join_to_send_messages")
    assert await about(*known) == [None, None, True]
    with pytest.raises(ValueError, match="cannot write"):
        eve.says("hello?", group)
    group.username = "open_group"
    group.comments_of = channel = world.channel("News")
    assert await about(*known) == ["open_group", channel.id, None]
    assert eve.says("/hello", group).update is not None
    member = await bot.done("getChatMember", chat_id=group.id, user_id=eve.id)
    assert member["status"] == "left"
    group.must_join = True
    assert await about(*known) == ["open_group", channel.id, True]
    with pytest.raises(ValueError, match="cannot write"):
        eve.says("hello?", group)
    group.hides_members = True
    assert await bot.refused("getChatMember", chat_id=group.id, user_id=sam.id) == (
        "Bad Request: CHAT_ADMIN_REQUIRED"
    )
