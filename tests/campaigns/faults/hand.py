"""The hand that plays a cell: every step must be answered, and never with an apology."""

import re

from bot.demo.stage import Stage
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.callbacks import Tap
from tests.conversations.play import Play

_SHOWS = frozenset({"sendMessage", "sendRichMessage", "editMessageText", "sendDocument"})
_APOLOGY = re.compile(r"\bE-[2-9A-Z]{6}\b|Traceback|it is our fault")


class FaultyPlay(Play):
    """A play in which silence and apologies fail the test at the step at which they come."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._last: tuple[Person, Tap] | None = None

    async def say(
        self, person: Person, text: str, chat: Chat | None = None, reply_to: Message | None = None
    ) -> Message:
        """As ever; something must have been shown, and no apology."""
        before = len(self.town.world.calls)
        shown = await super().say(person, text, chat, reply_to)
        assert self._shown_since(before), f"silence after {text!r}"
        self._never_apologises(before)
        return shown

    async def tap(
        self, person: Person, label: str, chat: Chat | None = None, message: Message | None = None
    ) -> Tap:
        """As ever; the tap must have been answered, and without an apology."""
        before = len(self.town.world.calls)
        tap = await super().tap(person, label, chat, message)
        self._last = person, tap
        assert tap.answer is not None, f"{label} was not answered"
        assert tap.answer.text or self._shown_since(before), f"silence after {label!r}"
        self._never_apologises(before)
        return tap

    async def press_again(self) -> None:
        """Press the button pressed last once more, as a client does that still shows it.

        It must be answered, and without an apology; nothing is done where no button was pressed.
        """
        if self._last is None:
            return
        person, tap = self._last
        if tap.button is None:
            return
        before = len(self.town.world.calls)
        await self.forge(person, tap.button.data or "", tap.message)
        self._never_apologises(before)

    def _shown_since(self, before: int) -> bool:
        calls = self.town.world.calls[before:]
        return any(call.ok and call.method in _SHOWS for call in calls)

    def _never_apologises(self, before: int) -> None:
        for call in self.town.world.calls[before:]:
            said = str(call.params.get("text", "")) + str(call.params.get("caption", ""))
            assert not _APOLOGY.search(said), said
