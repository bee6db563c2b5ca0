"""Every refusal of Telegram is read as exactly one thing."""

import json
from functools import cache

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import SendMessage
from hypothesis import given
from hypothesis import strategies as st

from handlers.frame.outgoing.refusals import Kind, Reason, reason_of, why
from sandbox.telegram.refusals import CHAT, CONTENT, MESSAGE, MOVED, PASSING, REFUSALS, Refusal
from tests.handlers.frame.refusals_told import EXPECTED


@cache
def library() -> tuple[AiohttpSession, Bot]:
    """What reads answers, made once: it loads certificates."""
    return AiohttpSession(), Bot("1:A")


def error_of(refusal: Refusal) -> TelegramAPIError:
    """The error that the library makes of this answer."""
    parameters = {"retry_after": refusal.seconds} if refusal.seconds else {}
    if refusal.upgraded:
        parameters = {"migrate_to_chat_id": -100}
    answer = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
        "parameters": parameters,
    }
    method = SendMessage(chat_id=1, text="hello")
    session, bot = library()
    with pytest.raises(TelegramAPIError) as raised:
        session.check_response(bot, method, refusal.code, json.dumps(answer))
    return raised.value


def test_every_refusal_is_read_as_what_it_is() -> None:
    """The whole table, as the library hands it on."""
    assert {each: why(error_of(each)) for each in REFUSALS} == EXPECTED


def test_the_kinds_are_those_of_what_may_be_done() -> None:
    """A refusing chat is gone, a topic moved, an unknown word passes, a wrong request is ours."""
    for kind, group in (
        (Kind.GONE, CHAT),
        (Kind.MOVED, MOVED),
        (Kind.PASSING, PASSING),
        (Kind.OURS, (*MESSAGE, *CONTENT)),
    ):
        assert {EXPECTED[each].kind for each in group} == {kind}


def test_no_reason_is_without_a_text() -> None:
    """What can be read is also told by some refusal, so that every branch on it can be tried."""
    assert set(EXPECTED.values()) == set(Reason)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_whatever_else_telegram_says_it_passes(words: str) -> None:
    """A text without any word of the table is tried again, never taken for the end."""
    told = "".join(letter for letter in words if not letter.isalpha())
    assert reason_of(f"Bad Request: {told}") is Reason.UNKNOWN


def test_a_status_changes_nothing() -> None:
    """Telegram's servers say the same words with 403, which the Bot API server passes on or not."""
    for refusal in (each for each in CHAT if each.code == 400):
        forbidden = Refusal(403, refusal.description.replace("Bad Request", "Forbidden"))
        assert why(error_of(forbidden)) is EXPECTED[refusal], refusal.description
