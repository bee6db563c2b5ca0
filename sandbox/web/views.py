"""What the page gets to know, as JSON objects; texts go as plain text with entities, never HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sandbox.telegram import Asked, Bot, Button, Chat, DirectChat, Message, Person, User

from .desk import Desk, message_key
from .guide import GuideStep
from .rich import entity_view, rich_view

View = dict[str, Any]


def desk_view(desk: Desk, hints: Mapping[int, str], guide: Sequence[GuideStep]) -> View:
    """The bot, the people one can be (with parts, chats and unread messages), and the guide."""
    bot = {"name": desk.world.bot.name, "username": desk.world.bot.username}
    people = [_person(desk, person, hints.get(person.id, "")) for person in desk.world.people]
    return {"bot": bot, "people": people, "guide": [_step(desk, step) for step in guide]}


def chat_list(desk: Desk, person: Person) -> View:
    """The person's chats with last message and unread count, and whether the bot is blocked."""
    return {
        "chats": [_chat(desk, person, chat) for chat in desk.chats(person)],
        "blocked": person.private.blocked,
    }


def chat_content(desk: Desk, person: Person, chat: Chat) -> View:
    """Everything the person sees in the chat, and the commands offered there."""
    return {"messages": message_list(desk, person, chat), "commands": commands(person, chat)}


def message_list(desk: Desk, person: Person, chat: Chat) -> list[View]:
    """The messages of a chat, oldest first."""
    return [message_view(message, person) for message in desk.messages(person, chat)]


def commands(person: Person, chat: Chat) -> list[View]:
    """The command list, in the bot's order."""
    if isinstance(chat, DirectChat):
        return []
    found = person.commands(chat)
    return [{"command": command, "description": about} for command, about in found]


def message_view(message: Message, person: Person) -> View:
    """One message as this person sees it."""
    key = message_key(message)
    return {
        "id": key,
        "date": message.date.isoformat(),
        "sender": sender(message.chat.bot, message.sender),
        "mine": message.sender is person,
        "text": message.text,
        "entities": [entity_view(entity) for entity in message.entities],
        "keyboard": [[_button(button) for button in row] for row in message.keyboard],
        "version": message.edits,
        "edited": message.edited_at is not None,
        "via": message.chat.bot.name if message.via_bot else None,
        "protect": message.protect_content,
        "ephemeral": message.ephemeral_for is not None,
        "service": None if message.service is None else _notice(message),
        "reply": _reply(message.reply_to),
        "document": _document(message, person, key),
        "picture": _picture(message, person, key),
        "rich": _rich(message, person, key),
    }


def inline_view(asked: Asked) -> View:
    """What an inline query can be answered with, as it is listed."""
    answer = asked.answer
    listed = answer.results if answer else ()
    button = answer.button if answer else None
    return {
        "query": asked.id,
        "results": [{"title": each.title, "about": each.about} for each in listed],
        "button": {"label": button[0], "start": button[1]} if button else None,
    }


def sender(bot: Bot, person: User | None) -> View:
    """Who wrote it; None is the bot."""
    if person is None:
        return {"id": 0, "name": bot.name, "bot": True}
    return {"id": person.id, "name": person.name, "bot": False}


def preview(message: Message) -> str:
    """A message in one line; what a spoiler hides stays hidden."""
    if message.service is not None:
        return _notice(message)
    units = message.text.encode("utf-16-le", "surrogatepass")
    for entity in message.entities:
        if entity.type == "spoiler":
            veil = "▒".encode("utf-16-le") * entity.length
            units = units[: 2 * entity.offset] + veil + units[2 * entity.end :]
    text = " ".join(units.decode("utf-16-le", "replace")[:200].split())
    return text or (message.document.name if message.document else "")


def _step(desk: Desk, step: GuideStep) -> View:
    chat = desk.today(step.chat)
    who = desk.person(step.person)
    return {**asdict(step), "chat": chat.id, "chat_title": _title(chat, who)}


def _person(desk: Desk, person: Person, hint: str) -> View:
    chats = desk.chats(person)
    return {
        "id": person.id,
        "name": person.name,
        "hint": hint,
        "chats": [_title(chat, person) for chat in chats],
        "unread": sum(desk.reading.unread(person, chat) for chat in chats),
    }


def _title(chat: Chat, person: Person) -> str:
    if isinstance(chat, DirectChat):
        return chat.other(person).name
    return chat.title if chat.is_group else chat.bot.name


def _description(desk: Desk, person: Person) -> str:
    by_language = desk.world.profile.descriptions
    language = (person.language or "").partition("-")[0]
    return by_language.get(language) or by_language.get("", "")


def _chat(desk: Desk, person: Person, chat: Chat) -> View:
    messages = desk.messages(person, chat)
    return {
        "id": chat.id,
        "kind": "direct" if isinstance(chat, DirectChat) else chat.kind,
        "title": _title(chat, person),
        "about": ""
        if chat.is_group or isinstance(chat, DirectChat)
        else _description(desk, person),
        "started": chat.started,
        "unread": desk.reading.unread(person, chat),
        "last": _last(messages[-1], person) if messages else None,
        "members": [sender(desk.world.bot, member) for member in chat.members if chat.has(member)]
        + ([sender(desk.world.bot, None)] if chat.has_bot() else []),
        "replies": _replies(person, chat),
        "pinned": [
            {"id": message_key(message), "text": preview(message)}
            for message in chat.pinned
            if message.seen_by(person)
        ],
        "formerly": [old.id for old in desk.former(chat)],
    }


def _replies(person: Person, chat: Chat) -> list[list[View]]:
    """The keyboard the bot shows in place of the person's own."""
    holder = person.keyboard(chat)
    if holder is None:
        return []
    picks = holder.markup.requests
    return [
        [{"label": label, "picks": label in picks} for label in row]
        for row in holder.markup.replies
    ]


def _last(message: Message, person: Person) -> View:
    plain = message.service is not None
    return {
        "text": preview(message),
        "name": "" if plain else sender(message.chat.bot, message.sender)["name"],
        "mine": message.sender is person and not plain,
        "date": message.date.isoformat(),
    }


def _notice(message: Message) -> str:
    if "migrate_to_chat_id" in (message.service or {}):
        return "The group became a supergroup"
    return message.notice


def _button(button: Button) -> View:
    return {
        "label": button.label,
        "kind": button.kind,
        "style": button.style,
        "url": button.url,
        "copy": button.copy,
    }


def _reply(message: Message | None) -> View | None:
    if message is None:
        return None
    author = sender(message.chat.bot, message.sender)
    text = "Deleted message" if message.deleted else preview(message)
    return {
        "id": message_key(message),
        "sender": author["id"],
        "name": author["name"],
        "bot": author["bot"],
        "text": text,
    }


def _document(message: Message, person: Person, key: str) -> View | None:
    if message.document is None:
        return None
    return {
        "name": message.document.name,
        "size": len(message.document.content),
        "href": f"{_href(message, person, key)}/document",
    }


def _picture(message: Message, person: Person, key: str) -> str | None:
    return f"{_href(message, person, key)}/pictures/0" if message.is_photo else None


def _rich(message: Message, person: Person, key: str) -> list[View] | None:
    if not message.rich:
        return None
    return rich_view(message.rich, f"{_href(message, person, key)}/pictures")


def _href(message: Message, person: Person, key: str) -> str:
    place = message.chat.migrated_to or message.chat
    return f"/api/people/{person.id}/chats/{place.id}/messages/{key}"
