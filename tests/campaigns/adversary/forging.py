"""Forging: one step, sent by every outsider at once, with a true or a false order number."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from handlers.frame.callback import CallbackTooLongError, pack, unpack
from sandbox.telegram import Chat, Message, Person
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.channels import Channel
from tests.campaigns.adversary.scene import Outsider, Scene, Target, card_in
from tests.campaigns.adversary.steps import Step
from tests.campaigns.rights import VALUES
from tests.campaigns.test_access_table import FACTS

PLACES = ("home", "private", "other")
FALSE = "K-2222-2222"


@dataclass(frozen=True, eq=False)
class Forgery:
    """Who sends what, where, as if whose button it was, and about which order."""

    by: Outsider
    step: Step
    place: str
    chat: Chat
    opener: int | None
    target: Target
    card: Message | None
    """A message of the bot's there, to press something on and to answer."""

    async def send(self, scene: Scene, number: str) -> Message | Tap | None:
        """Send it with this number; None: nobody can, from there."""
        act: Callable[[Scene, str], Message | Tap | None] = getattr(self, f"_{self.step.sort}")
        if self.step.sort == "answer":
            dialogs = scene.play.stage.app.frame.dialogs
            facts = {**FACTS, "order": number}
            await dialogs.ask(self.chat.id, self.by.person.id, self.step.name, facts)
        return act(scene, number)

    def _command(self, _scene: Scene, number: str) -> Message | None:
        return self._says(f"/{self.step.name} {number}")

    def _answer(self, _scene: Scene, _number: str) -> Message | None:
        asked = self.card if self.chat.is_group else None
        return self._says(str(self.by.person.id), asked)

    def _link(self, scene: Scene, number: str) -> Message | None:
        begins = self.step.name.partition(".")[2]
        return self._says(f"/start {begins}{number}") if self.place == "private" else None

    def _tap(self, scene: Scene, number: str) -> Tap | None:
        values = [number, *(["1"] * (VALUES.get(self.step.name, 1) - 1))]
        if self.step.name == "order.send-now":
            values = [number, str(self.by.person.id)]
        try:
            return self._presses(pack(self.step.name, self.opener, *values))
        except CallbackTooLongError:
            return None

    def _shown(self, scene: Scene, _number: str) -> Tap | None:
        pressed = unpack(self.step.name)
        assert pressed is not None
        try:
            return self._presses(pack(pressed.verb, self.opener, *pressed.args))
        except CallbackTooLongError:
            return None

    def _presses(self, data: str) -> Tap | None:
        return self.by.person.forges(data, self.card) if self.card else None

    def _says(self, text: str, reply_to: Message | None = None) -> Message | None:
        person, chat, voice = self.by.person, self.chat, self.by.voice
        if chat.migrated_to or chat.blocked or not (chat.is_group or chat.started):
            return None
        if not chat.is_group:
            return person.says(text)
        if self.by.position == "linked channel" and isinstance(voice, Channel):
            return chat.add_post(voice, text)
        if not chat.lets_write(person):
            return None
        # Who is anonymous speaks as the very group they are in.
        speaks_as = chat if isinstance(voice, Chat) else voice
        return person.says(text, chat, reply_to, speaks_as=speaks_as)


def forgeries(
    scene: Scene,
    random: Random,
    step: Step,
    places: tuple[str, ...] | None,
    of: Target | None = None,
) -> list[Forgery]:
    """One of everybody's, about an order that is not theirs; ``places`` None: each where chance says.

    ``of``: about this order, by those whose it is not.
    """
    made = []
    theirs = any(each.number in step.name for each in scene.targets if not each.of_home)
    for by in scene.outsiders:
        if by.person in scene.trusted:
            continue
        for place in places or (random.choice(PLACES),):
            if step.sort == "shown" and by.of_other and (place == "other" or theirs):
                continue  # they may press it by right
            barred = [each for each in scene.targets if each.of_home or not by.of_other]
            if of is not None:
                barred = [each for each in barred if each is of]
            if not barred:
                continue
            chat = {"home": scene.home, "private": by.person.private, "other": scene.other}[place]
            opener = random.choice((by.person.id, None, _other_than(scene, by).id))
            card = random.choice(scene.cards) if place == "home" else card_in(chat)
            made.append(Forgery(by, step, place, chat, opener, random.choice(barred), card))
    return made


def _other_than(scene: Scene, by: Outsider) -> Person:
    return next(each for each in (scene.support, scene.manager) if each is not by.person)
