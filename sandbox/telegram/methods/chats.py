"""What the bot can learn and do about chats and their members."""

from typing import TYPE_CHECKING, Any

from sandbox.telegram.changes import Change
from sandbox.telegram.chat_records import PRESENT, Message
from sandbox.telegram.chats import Chat
from sandbox.telegram.errors import bad_request
from sandbox.telegram.params import Params, boolean, chat_ref, integer, required, string
from sandbox.telegram.payloads import chat_json, member_json

from .access import find_chat, member_access, writable
from .registry import METHODS
from .sending import topic_of

if TYPE_CHECKING:
    from sandbox.telegram.world import World

MAX_TOPIC_NAME = 128
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


@METHODS.add("getChat", {"chat_id": chat_ref})
async def get_chat(world: "World", params: Params) -> Any:
    """A chat as ChatFullInfo."""
    chat = find_chat(world, params)
    if chat.migrated_to is None and chat.is_group:
        member_access(chat)
    extra: dict[str, Any] = {
        "accent_color_id": 2,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS.split(), False),
    }
    name = chat.person.username if chat.person is not None else chat.username
    if name:
        extra["active_usernames"] = [name]
    if chat.comments_of is not None:
        extra["linked_chat_id"] = chat.comments_of.id
    if chat.kind == "supergroup" and (chat.comments_of is None or chat.must_join):
        extra["join_to_send_messages"] = True
    return {**chat_json(chat), **extra}


@METHODS.add("getChatMember", {"chat_id": chat_ref, "user_id": integer})
async def get_chat_member(world: "World", params: Params) -> Any:
    """One member; whoever is not there has the status ``left``, and whom the bot never saw is not found.

    As td does it (DialogParticipantManager.cpp: do_get_dialog_participant, get_channel_participant).
    """
    user_id = required(params, "user_id")
    chat = find_chat(world, params)
    if chat.is_group:
        member_access(chat)
    if user_id == world.bot.id:
        return member_json(chat, None)
    person = world.person_by_id(user_id)
    if person is None or not world.knows(person) or chat.person not in {None, person}:
        raise bad_request("member not found")
    if chat.hides_members and chat.bot_status != "administrator":
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return member_json(chat, person)


@METHODS.add("getChatAdministrators", {"chat_id": chat_ref, "return_bots": boolean})
async def get_chat_administrators(world: "World", params: Params) -> Any:
    """Owner and administrators of a group; the bot itself only with ``return_bots``."""
    chat = find_chat(world, params)
    if not chat.is_group:
        raise bad_request("there are no administrators in the private chat")
    member_access(chat)
    found = [p for p, status in chat.members.items() if status in {"creator", "administrator"}]
    members = [member_json(chat, person) for person in found]
    if params.get("return_bots") and chat.bot_status == "administrator":
        members.append(member_json(chat, None))
    return members


@METHODS.add("getChatMemberCount", {"chat_id": chat_ref})
async def get_chat_member_count(world: "World", params: Params) -> Any:
    """How many are in the chat, the bot included."""
    chat = find_chat(world, params)
    if chat.is_group:
        member_access(chat)
    return 1 + sum(status in PRESENT for status in chat.members.values())


@METHODS.add("leaveChat", {"chat_id": chat_ref})
async def leave_chat(world: "World", params: Params) -> Any:
    """Leave a group."""
    chat = find_chat(world, params)
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    member_access(chat)
    before, chat.bot_status = chat.bot_status, "left"
    world.bot_status_changed(chat, None, before, "left")
    return True


@METHODS.add(
    "createForumTopic",
    {
        "chat_id": chat_ref,
        "name": string,
        "icon_color": integer,
        "icon_custom_emoji_id": string,
    },
)
async def create_forum_topic(world: "World", params: Params) -> Any:
    """Open a topic in a forum, which takes an administrator with the right to manage topics.

    How Telegram words the refusals is not documented: ours are assumed.
    """
    chat = writable(world, params)
    name = required(params, "name").strip()
    if not name:
        raise bad_request("title is empty")
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator" or not chat.bot_can_open_topics:
        raise bad_request("not enough rights to create a topic")
    if len(name) > MAX_TOPIC_NAME:
        raise bad_request("TOPIC_TITLE_INVALID")
    topic = chat.open_topic(name)
    created = (topic.service or {})["forum_topic_created"]
    return {"message_thread_id": topic.id, **created}


_TOPIC = {"chat_id": chat_ref, "message_thread_id": integer}


@METHODS.add("closeForumTopic", _TOPIC)
async def close_forum_topic(world: "World", params: Params) -> Any:
    """Close an open topic, which the chat says in a service message."""
    chat, topic = _own_topic(world, params)
    if topic.id in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.close_topic(topic, by_bot=True)
    return True


@METHODS.add("reopenForumTopic", _TOPIC)
async def reopen_forum_topic(world: "World", params: Params) -> Any:
    """Open a closed topic again, which the chat says in a service message."""
    chat, topic = _own_topic(world, params)
    if topic.id not in chat.closed_topics:
        raise bad_request("TOPIC_NOT_MODIFIED")
    chat.reopen_topic(topic, by_bot=True)
    return True


def _own_topic(world: "World", params: Params) -> tuple[Chat, Message]:
    """A topic that the bot may close and open: of its own as an administrator, or with the right for all.

    The errors are those of core.telegram.org: channels.editForumTopic; how the right is refused is assumed.
    """
    chat = writable(world, params)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    topic = chat.message(required(params, "message_thread_id"))
    if topic is None or topic.deleted or topic.thread is not topic:
        raise bad_request("TOPIC_ID_INVALID")
    mine = topic.sender is None or chat.bot_can_open_topics
    if chat.bot_status != "administrator" or not mine:
        raise bad_request("not enough rights to close or reopen the topic")
    return chat, topic


@METHODS.add(
    "sendChatAction", {"chat_id": chat_ref, "action": string, "message_thread_id": integer}
)
async def send_chat_action(world: "World", params: Params) -> Any:
    """Show for some seconds that the bot is at work."""
    action = params.get("action", "")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable(world, params)
    topic_of(params, chat)
    world.hub.publish(Change("typing", chat, action=action))
    return True
