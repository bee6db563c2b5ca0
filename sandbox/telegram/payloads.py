"""Users, chats, members and messages in the Bot API's JSON."""

from typing import Any

from .channels import A_CHANNEL, GROUP_ITSELF, TELEGRAM, Channel
from .chat_records import ChatRecord, Message
from .entities import Entity
from .files import StoredFile
from .rich_json import rich_json
from .users import Bot, User

Json = dict[str, Any]


def user_json(person: User) -> Json:
    """A person as User."""
    out: Json = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    if person.last_name:
        out["last_name"] = person.last_name
    if person.username:
        out["username"] = person.username
    if person.language:
        out["language_code"] = person.language
    return out


def shared_user_json(person: User, request: Json) -> Json:
    """A person as SharedUser, as far as the button asked."""
    out: Json = {"user_id": person.id}
    if request.get("request_name"):
        out["first_name"] = person.first_name
        out.update({"last_name": person.last_name} if person.last_name else {})
    if request.get("request_username") and person.username:
        out["username"] = person.username
    return out


def bot_json(bot: Bot) -> Json:
    """The bot as User."""
    return {"id": bot.id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def chat_json(chat: ChatRecord) -> Json:
    """A chat as Chat."""
    out: Json = {"id": chat.id, "type": chat.kind}
    if chat.person is None:
        out["title"] = chat.title
        out.update({"username": chat.username} if chat.username else {})
        out.update({"is_forum": True} if chat.is_forum else {})
        return out
    person = user_json(chat.person)
    out.update({k: person[k] for k in ("first_name", "last_name", "username") if k in person})
    return out


def member_json(chat: ChatRecord, person: User | None) -> Json:
    """A member of the chat (None is the bot) as ChatMember."""
    status = chat.bot_status if person is None else chat.status_of(person)
    user = bot_json(chat.bot) if person is None else user_json(person)
    return _member(status, user, **_rights(chat, person))


def _rights(chat: ChatRecord, person: User | None) -> dict[str, bool]:
    """What an administrator may; None is the bot, which people give its rights one by one."""
    if person is not None:
        return {}
    return {"can_delete": chat.bot_can_delete, "can_pin": chat.bot_can_pin}


def _member(status: str, user: Json, *, can_delete: bool = True, can_pin: bool = True) -> Json:
    out: Json = {"status": status, "user": user}
    if status == "creator":
        out["is_anonymous"] = False
    elif status == "restricted":
        rights = (
            "send_messages send_audios send_documents send_photos send_videos send_video_notes "
            "send_voice_notes send_polls send_other_messages add_web_page_previews react_to_messages "
            "edit_tag change_info invite_users pin_messages manage_topics"
        )
        out.update({f"can_{right}": False for right in rights.split()})
        out.update(is_member=True, until_date=0)
    elif status == "kicked":
        out["until_date"] = 0
    elif status == "administrator":
        may = "manage_chat manage_video_chats restrict_members change_info invite_users"
        out.update({f"can_{right}": True for right in may.split()})
        may_not = "promote_members post_stories edit_stories delete_stories send_welcome_messages"
        out.update({f"can_{right}": False for right in may_not.split()})
        out.update(can_delete_messages=can_delete, can_pin_messages=can_pin)
        out.update(can_be_edited=False, is_anonymous=False)
    return out


def member_updated(
    chat: ChatRecord, by: User | None, subject: User | None, before: str, after: str, date: int
) -> Json:
    """A change of status as ChatMemberUpdated; ``by`` None is the bot, as is ``subject``."""
    user = bot_json(chat.bot) if subject is None else user_json(subject)
    rights = _rights(chat, subject)
    return {
        "chat": chat_json(chat),
        "from": bot_json(chat.bot) if by is None else user_json(by),
        "date": date,
        "old_chat_member": _member(before, user, **rights),
        "new_chat_member": _member(after, user, **rights),
    }


def entity_json(entity: Entity) -> Json:
    """An entity as MessageEntity."""
    out: Json = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    out.update(entity.details())
    if entity.user is not None:
        out["user"] = user_json(entity.user)
    return out


def _from(message: Message) -> Json:
    if message.speaks_as is not None:
        if isinstance(message.speaks_as, Channel):
            return TELEGRAM if message.is_post else A_CHANNEL
        return GROUP_ITSELF
    return bot_json(message.chat.bot) if message.sender is None else user_json(message.sender)


def _origin(message: Message) -> Json:
    """Whose words they are, as MessageOrigin."""
    if isinstance(message.speaks_as, Channel):
        return {"type": "channel", "chat": message.speaks_as.json(), "message_id": message.id}
    if message.speaks_as is not None:
        return {"type": "chat", "sender_chat": chat_json(message.speaks_as)}
    if message.sender is not None and message.sender.hides_forwards:
        return {"type": "hidden_user", "sender_user_name": message.sender.name}
    return {"type": "user", "sender_user": _from(message)}


def _speaker(chat: Channel | ChatRecord) -> Json:
    return chat.json() if isinstance(chat, Channel) else chat_json(chat)


def _file_json(message: Message, file: StoredFile) -> Json:
    """The file of a message in the field of its kind."""
    if message.is_photo:
        return {"photo": file.photo_sizes()}
    if message.sent_as == "sticker":
        known = {key: file.document()[key] for key in ("file_id", "file_unique_id", "file_size")}
        kind = {"type": "regular", "width": 512, "height": 512}
        return {"sticker": {**known, **kind, "is_animated": False, "is_video": False}}
    if message.sent_as == "voice":
        known = {key: file.document()[key] for key in ("file_id", "file_unique_id", "file_size")}
        return {"voice": {**known, "duration": 3, "mime_type": file.mime}}
    return {"document": file.document()}


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """A message as Message; the one it replies to carries no further reply."""
    out: Json = {
        "message_id": message.id,
        "from": _from(message),
        "chat": chat_json(message.chat),
        "date": int(message.date.timestamp()),
    }
    if message.speaks_as is not None:
        out["sender_chat"] = _speaker(message.speaks_as)
    if message.is_post and isinstance(message.speaks_as, Channel):
        origin = {"type": "channel", "chat": message.speaks_as.json(), "message_id": message.id}
        out.update(forward_origin={**origin, "date": out["date"]}, is_automatic_forward=True)
    if message.forwarded is not None:
        out["forward_origin"] = {**_origin(message.forwarded), "date": out["date"]}
    if message.via_bot:
        out["via_bot"] = bot_json(message.chat.bot)
    if message.edited_at is not None:
        out["edit_date"] = int(message.edited_at.timestamp())
    if message.ephemeral_id is not None:
        out["ephemeral_message_id"] = message.ephemeral_id
        receiver = message.ephemeral_for
        out["receiver_user"] = user_json(receiver) if receiver else bot_json(message.chat.bot)
    if message.thread is not None:
        out.update(message_thread_id=message.thread.id, is_topic_message=True)
    # In a topic what answers nothing answers the topic's creation (telegram-bot-api, Client.cpp:
    # get_implicit_reply_to_message_id).
    answered = message.reply_to or message.topic
    if with_reply and answered is not None:
        out["reply_to_message"] = message_json(answered, with_reply=False)
    entities = [entity_json(entity) for entity in message.entities]
    if message.album is not None:
        out["media_group_id"] = message.album
    if message.document is not None:
        out.update(_file_json(message, message.document))
        out.update({"caption": message.text} if message.text else {})
        out.update({"caption_entities": entities} if entities else {})
    elif message.rich:
        out["rich_message"] = rich_json(message.rich)
    elif message.service is None:
        out["text"] = message.text
        out.update({"entities": entities} if entities else {})
    out.update(message.service or {})
    if message.protect_content:
        out["has_protected_content"] = True
    if message.markup.rows:
        out["reply_markup"] = message.markup.raw
    return out
