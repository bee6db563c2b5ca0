"""/mydata: a customer sees what the desk has of them, and has it forgotten, asked twice."""

from dataclasses import dataclass

from handlers.frame.cards import Button, Card
from handlers.frame.confirmation.confirm import question
from handlers.frame.confirmation.pending import take
from handlers.frame.registry import PRIVATE
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import MYDATA_FORGET, MYDATA_FORGET_NOW, MYDATA_SHOW, MYDATA_SURE
from handlers.words.data_words import counted
from handlers.words.markup import code, join

routes = Routes()


@dataclass(frozen=True, slots=True)
class ForgettingMe:
    """A person wishes to be forgotten, until that is confirmed."""

    user_id: int


@routes.command("mydata", permission="keys.own", where=PRIVATE)
async def my_data(turn: Turn) -> None:
    """What the desk has of whoever asks."""
    await show(turn)


@routes.tap(MYDATA_SHOW, permission="keys.own", where=PRIVATE)
async def show(turn: Turn) -> None:
    """The same, by a button."""
    t = turn.t
    data = await turn.services.forgetting.data(turn.actor.user_id)
    numbers = counted(data)
    lines = [
        t.get("mydata"),
        "",
        t.get("mydata-name", name=data.name, id=code(str(data.id))),
        *([t.get("mydata-username", username=f"@{data.username}")] if data.username else []),
        *([t.get("mydata-language", language=data.language)] if data.language else []),
        *([t.get("mydata-since", since=data.since)] if data.since else []),
        t.get("mydata-keys" if data.counts.keys else "mydata-no-keys", **numbers),
        *([t.get("mydata-cases", **numbers)] if data.counts.cases else []),
        *([t.get("mydata-wishes", products=list(data.wishes))] if data.wishes else []),
        "",
        t.get("mydata-hint"),
    ]
    forget = Button(t.plain("button-forget-me"), MYDATA_FORGET)
    await turn.show(Card(join(lines), [[forget]]))


@routes.tap(MYDATA_FORGET, permission="keys.own", where=PRIVATE)
async def forget_me(turn: Turn) -> None:
    """The first question: what that means."""
    t = turn.t
    found = await turn.services.forgetting.may_forget(turn.actor.user_id)
    numbers = counted(found)
    lines = [
        t.get("forget-me"),
        t.get("forget-me-goes"),
        *([t.get("forget-me-cases", **numbers)] if found.counts.open_cases else []),
        *([t.get("forget-me-keys", **numbers)] if found.counts.keys else []),
        t.get("forget-me-stays"),
    ]
    sure = Button(t.plain("button-forget-go-on"), MYDATA_SURE, style="danger")
    no = Button(t.plain("button-back"), MYDATA_SHOW)
    await turn.show(Card(join(lines), [[sure, no]]))


@routes.tap(MYDATA_SURE, permission="keys.own", where=PRIVATE)
async def sure(turn: Turn) -> None:
    """The second question: a key that was never used is gone for them."""
    found = await turn.services.forgetting.may_forget(turn.actor.user_id)
    asking = "forget-me-sure-keys" if found.counts.keys else "forget-me-sure"
    text = turn.t.get(asking, **counted(found))
    what = ForgettingMe(turn.actor.user_id)
    await turn.show(question(turn, text, MYDATA_FORGET_NOW, what, danger=True))


@routes.tap(MYDATA_FORGET_NOW, permission="keys.own", where=PRIVATE)
async def forget_me_now(turn: Turn) -> None:
    """Do it."""
    what = await take(turn, turn.values.text(0), ForgettingMe)
    await turn.services.forgetting.forget(turn.actor, what.user_id)
    turn.frame.dialogs.forget_person(what.user_id)
    turn.frame.pending_secrets.forget_person(what.user_id)
    await turn.show(Card(turn.t.get("forgotten-me")))
