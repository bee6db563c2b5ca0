"""What kind of call a Bot API method is: does it spend the budget, may it be repeated blindly."""

from typing import Any

from aiogram.methods import TelegramMethod

from handlers.frame.outgoing.refusals import Reason

# A pin leaves a message that says so.
_SENDING = ("send", "copyMessage", "forwardMessage", "pinChatMessage")
_EDITING = ("editMessage", "editEphemeralMessage")
_TOPICS = ("closeForumTopic", "reopenForumTopic")
# "send" in name only: these leave no message behind.
_SENDS_NOTHING = frozenset({"sendChatAction", "sendMessageDraft", "sendRichMessageDraft"})
# Doing these twice is the same as doing them once.
_REPEATABLE = (
    *("get", "set", "edit", "delete", "pin", "unpin"),
    *("answerCallbackQuery", "answerInlineQuery"),
    *_TOPICS,
)


def is_counted(method: TelegramMethod[Any]) -> bool:
    """Whether Telegram counts it against the limits on messages: sends and edits do."""
    name = method.__api_method__
    return name.startswith((*_SENDING, *_EDITING)) and name not in _SENDS_NOTHING


def is_repeatable(method: TelegramMethod[Any]) -> bool:
    """Whether it may be called again when nobody knows if it was acted on."""
    name = method.__api_method__
    return name.startswith(_REPEATABLE) or name in _SENDS_NOTHING


def is_done_already(method: TelegramMethod[Any], reason: Reason, *, repeated: bool) -> bool:
    """Whether a refusal says no more than that things are as they were to be.

    ``repeated`` means that an earlier try of the same call may have been acted on.
    """
    name = method.__api_method__
    if name.startswith((*_EDITING, *_TOPICS)):
        return reason is Reason.SAME
    if name == "answerCallbackQuery":
        # A first try that comes too late was not shown, and whoever made it has to know.
        return repeated and reason is Reason.LATE
    return repeated and name.startswith("delete") and reason is Reason.MESSAGE
