"""Every word that somebody can have written in a message is looked at, and nothing of Telegram's own."""

from typing import Any

from aiogram.types import Message

from handlers.frame.incoming.pasted_keys import words_of

KEY = "AB2CD-3FGHJ-KLM4N"
CHAT = {"id": -1001, "type": "supergroup", "title": "Support desk"}
SAM = {"id": 11, "is_bot": False, "first_name": "Sam"}
BOT = {"id": 7, "is_bot": True, "first_name": "Other bot"}


def message(**fields: Any) -> Message:
    """A message as Telegram sends it."""
    return Message.model_validate({"message_id": 1, "date": 1, "chat": CHAT, "from": SAM, **fields})


PLACES: list[dict[str, Any]] = [
    {"text": f"is {KEY}"},
    {"caption": KEY, "photo": []},
    {
        "text": "here",
        "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": f"https://a.b/{KEY}"}],
    },
    {"text": "yes", "quote": {"text": KEY, "position": 0}},
    {
        "text": "yes",
        "external_reply": {
            "origin": {"type": "hidden_user", "sender_user_name": "X", "date": 1},
            "poll": {
                "id": "1",
                "question": KEY,
                "options": [],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            },
        },
    },
    {"document": {"file_id": "x", "file_unique_id": "y", "file_name": f"{KEY}.txt"}},
    {
        "audio": {"file_id": "x", "file_unique_id": "y", "duration": 1, "performer": KEY},
    },
    {"contact": {"phone_number": "1", "first_name": "My", "last_name": KEY}},
    {"contact": {"phone_number": "1", "first_name": "My", "vcard": f"NOTE:{KEY}"}},
    {
        "venue": {
            "location": {"latitude": 1, "longitude": 1},
            "title": "Here",
            "address": KEY,
        }
    },
    {
        "text": "press",
        "via_bot": BOT,
        "reply_markup": {
            "inline_keyboard": [[{"text": "Go", "url": f"https://a.example/?k={KEY}"}]]
        },
    },
    {"new_chat_title": KEY},
    {
        "text": "see",
        "forward_origin": {"type": "hidden_user", "sender_user_name": KEY, "date": 1},
    },
    {"users_shared": {"request_id": 1, "users": [{"user_id": 1, "first_name": KEY}]}},
]


def test_wherever_a_key_stands_in_a_message_it_is_seen() -> None:
    """Each field that people fill."""
    for fields in PLACES:
        assert any(KEY in each for each in words_of(message(**fields)))


def test_what_is_answered_and_telegrams_own_ids_are_not_looked_at() -> None:
    """The message that is replied to was looked at when it came; ids look like keys."""
    said = message(
        text="thanks",
        media_group_id=KEY,
        document={"file_id": KEY, "file_unique_id": KEY},
        reply_to_message={"message_id": 2, "date": 1, "chat": CHAT, "from": SAM, "text": KEY},
    )
    assert list(words_of(said)) == ["thanks"]
