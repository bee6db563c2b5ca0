"""/forget: a customer is forgotten, after a question that says what goes and what stays."""

from dataclasses import dataclass

from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import question
from handlers.frame.confirmation.pending import take
from handlers.frame.persons import Met, ask_person, introduced, person_meant
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import FORGET_NOW
from handlers.words.data_words import counted
from handlers.words.markup import code, join

routes = Routes(area="team")


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Who is to be forgotten, until that is confirmed."""

    user_id: int


@routes.command("forget", permission="system.edit")
async def forget(turn: Turn) -> None:
    """``/forget <id or @name>``, or in reply to the person; without it, asked for."""
    person = await person_meant(turn, turn.args)
    if person is None:
        await ask_person(turn, "forget.person", Card(turn.t.get("forget-who")))
        return
    await _ask(turn, person)


@routes.answer("forget.person", permission="system.edit", forwarded=True)
async def person_told(turn: Turn) -> None:
    """The person was named, picked or forwarded."""
    person = await person_meant(turn, turn.args)
    if person is None:
        raise UsageError("forget.person")
    await _ask(turn, person)


@routes.tap(FORGET_NOW, permission="system.edit")
async def forget_now(turn: Turn) -> None:
    """Forget them, and say how much there was. The name is not said any more."""
    what = await take(turn, turn.values.text(0), Forgetting)
    gone = await turn.services.forgetting.forget(turn.actor, what.user_id)
    turn.frame.dialogs.forget_person(what.user_id)
    turn.frame.pending_secrets.forget_person(what.user_id)
    text = turn.t.get("forgotten", id=code(str(what.user_id)), **counted(gone))
    await turn.show(Card(text))


async def _ask(turn: Turn, person: Met) -> None:
    t = turn.t
    found = await turn.services.forgetting.may_forget(person.id)
    about = await introduced(turn, person)
    numbers = counted(found)
    lines = [
        t.get("forget-ask", name=person.name),
        *about,
        t.get("forget-goes", **numbers),
        *([t.get("forget-open-cases", **numbers)] if found.counts.open_cases else []),
        *([t.get("forget-keys", **numbers)] if found.counts.keys else []),
        *([t.get("forget-unseen", **numbers)] if found.counts.unseen else []),
        t.get("forget-stays"),
        t.get("forget-backups"),
    ]
    await turn.show(question(turn, join(lines), FORGET_NOW, Forgetting(person.id), danger=True))
