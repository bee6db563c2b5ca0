"""The maker of deeds: what was confirmed is done for a worker, and what came of it becomes a card."""

from contextlib import suppress
from dataclasses import replace
from functools import partial

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from handlers.frame.cards import Card
from handlers.frame.chat_facts import ChatFacts
from handlers.frame.confirmation.wishes import read_wish
from handlers.frame.errors import error_text, new_reference
from handlers.frame.frame import Frame
from handlers.frame.gate import lost
from handlers.frame.turn import Turn
from handlers.frame.waiting import UNSAID
from handlers.words.database_trouble import books_trouble
from providers.errors import ProviderError
from services.access import begin_step
from services.deeds import Deed, End, Kind, NotKnownError, PutOffError, TooLateError
from services.errors import DeskError
from storage.errors import Cause, TroubleError
from storage.kept_answers import OnWait, heard_by

log = structlog.get_logger(__name__)


class DeedMaker:
    """Does deeds by the steps that conversations have for them. See services.deeds.Maker."""

    def __init__(self, bot: Bot, frame: Frame) -> None:
        self._bot = bot
        self._frame = frame

    def kind_of(self, text: str) -> Kind | None:
        """What a deed of its kind allows; None: nobody does it."""
        found = read_wish(self._frame, text)
        return None if found is None else found[0].kind

    async def make(self, deed: Deed, text: str) -> End:
        """Do it. A refusal is an end as well, and so is a mistake of ours: the rows say what was done."""
        found = read_wish(self._frame, text)
        if found is None:
            raise LookupError(f"nobody does {deed.name}")
        route, what = found
        turn = self._turn(deed)
        turn.refused_now = partial(lost, turn, route.kind.permission)
        try:
            with heard_by(_says_so(turn)):
                card = await route.maker(turn, what)
                await turn.keep_pending()
        except (PutOffError, TooLateError, TroubleError):
            raise
        except NotKnownError:
            return End(not_known=True)
        except (DeskError, ProviderError) as error:
            return End(_owned(turn, Card(error_text(turn.t, error))), refused=error)
        except TelegramAPIError as error:
            log.warning("deed cut short by Telegram", problem=error.message)
            return End()
        except Exception as error:
            reference = new_reference()
            log.exception(
                "deed broke", reference=reference, deed=deed.name, error=type(error).__name__
            )
            return End(reference=reference)
        return End(_owned(turn, card))

    def _turn(self, deed: Deed) -> Turn:
        """What a step gets of whoever asked for it, apart from the conversation."""
        begin_step()
        frame, actor = self._frame, deed.actor
        people, private = frame.services.people, actor.chat_id > 0
        return Turn(
            frame=frame,
            bot=self._bot,
            actor=actor,
            chat=ChatFacts(actor.chat_id, "private" if private else "supergroup", ""),
            t=frame.library.texts(people.language(actor.user_id), people.timezone(actor.chat_id)),
            stands_on=deed.message_id,
        )


def _owned(turn: Turn, card: Card) -> Card:
    """Its buttons are those of whoever asked, though nobody presses anything now."""
    return card if card.shared or card.opener else replace(card, opener=turn.actor.user_id)


def _says_so(turn: Turn) -> OnWait:
    """Say on its card that an answer is kept in hand."""

    async def on_wait(about: str, cause: Cause) -> None:
        if about == UNSAID:
            return
        words = turn.t.get(f"kept-{about}", cause=books_trouble(turn.t, cause))
        with suppress(TelegramAPIError):
            await turn.progress(Card(words))

    return on_wait
