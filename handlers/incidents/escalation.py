"""Where a chat's incidents go that nobody takes in hand, by buttons."""

from handlers.frame.callback import StaleButtonError
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import (
    ESCALATION_AFTER,
    ESCALATION_DUTY,
    ESCALATION_HERE,
    ESCALATION_OWNERS,
    ESCALATION_SHOW,
    ESCALATION_TO,
    INCIDENTS_PAGE,
)
from handlers.words.durations import duration
from handlers.words.markup import bold, join
from services.incidents.settings import EDIT, MINUTES
from storage.escalations import EscalationRow

routes = Routes()
_MOST_GROUPS = 20


@routes.tap(ESCALATION_SHOW, permission=EDIT)
async def show(turn: Turn) -> None:
    """How it is in this chat."""
    await _show(turn, await turn.services.escalation_settings.of(turn.chat.id))


@routes.tap(ESCALATION_AFTER, permission=EDIT)
async def after(turn: Turn) -> None:
    """Go on after so many minutes, or never."""
    minutes = int(turn.values.one_of(0, tuple(map(str, MINUTES))))
    await _show(turn, await turn.services.escalation_settings.after(turn.actor, minutes))


@routes.tap(ESCALATION_DUTY, permission=EDIT)
async def duty(turn: Turn) -> None:
    """Tell who is on duty, or do not."""
    switch, on = turn.services.escalation_settings.switch, turn.values.flag(0)
    await _show(turn, await switch(turn.actor, duty=True, on=on))


@routes.tap(ESCALATION_OWNERS, permission=EDIT)
async def owners(turn: Turn) -> None:
    """Tell the owners, or do not."""
    switch, on = turn.services.escalation_settings.switch, turn.values.flag(0)
    await _show(turn, await switch(turn.actor, duty=False, on=on))


@routes.tap(ESCALATION_HERE, permission=EDIT)
async def here(turn: Turn) -> None:
    """Tell it first in the topic in which this is pressed; where there is none, nowhere."""
    thread, settings = turn.actor.thread_id, turn.services.escalation_settings
    chat = None if thread is None else turn.chat.id
    await _show(turn, await settings.to(turn.actor, chat, thread))


@routes.tap(ESCALATION_TO, permission=EDIT)
async def to(turn: Turn) -> None:
    """Which other group is told first? Or this one was chosen."""
    t, settings = turn.t, turn.services.escalation_settings
    others = await settings.others(turn.actor)
    if len(turn.values):
        said = turn.values.text(0)
        chosen = next((each for each in others if str(each) == said), None)
        if chosen is None:
            raise StaleButtonError
        await _show(turn, await settings.to(turn.actor, chosen, None))
        return
    groups: list[AnyButton] = [
        Button(title, ESCALATION_TO, str(chat))
        for chat, title in list(others.items())[:_MOST_GROUPS]
    ]
    more: list[AnyButton] = []
    if turn.actor.thread_id is not None:
        more.append(Button(t.plain("escalation-button-topic"), ESCALATION_HERE))
    else:
        more.append(Button(t.plain("escalation-button-nowhere"), ESCALATION_HERE))
    more.append(Button(t.plain("button-back"), ESCALATION_SHOW))
    words = "escalation-which" if groups else "escalation-which-none"
    await turn.show(Card(t.get(words), [*in_columns(groups), more]))


async def _show(turn: Turn, row: EscalationRow) -> None:
    t = turn.t
    minutes: list[AnyButton] = [
        Button(
            t.plain("escalation-after-button", minutes=each, length=duration(t, each, short=True)),
            ESCALATION_AFTER,
            each,
        )
        for each in MINUTES
        if each != row.after_minutes
    ]
    duty_button = Button(
        t.plain("escalation-duty-button", on="yes" if row.to_duty else "no"),
        ESCALATION_DUTY,
        0 if row.to_duty else 1,
    )
    owners_button = Button(
        t.plain("escalation-owners-button", on="yes" if row.to_owners else "no"),
        ESCALATION_OWNERS,
        0 if row.to_owners else 1,
    )
    steps = [
        t.get("escalation-step", number=at, who=who) for at, who in enumerate(_steps(turn, row), 1)
    ]
    head = t.get(
        "escalation",
        chat=bold(turn.chat.title),
        minutes=row.after_minutes,
        length=duration(t, row.after_minutes),
        steps=len(steps),
    )
    lines = [*steps, t.get("escalation-open")] if row.after_minutes else []
    text = join([head, *lines])
    rows: list[list[AnyButton]] = [
        *in_columns(minutes, 3),
        [Button(t.plain("escalation-to-button"), ESCALATION_TO)],
        [duty_button, owners_button],
        [Button(t.plain("button-back"), INCIDENTS_PAGE, "open", "")],
    ]
    await turn.show(Card(text, rows))


def _steps(turn: Turn, row: EscalationRow) -> list[str]:
    """Who is told, one after the other."""
    t, chat = turn.t, row.to_chat
    steps = []
    if chat == turn.chat.id:
        steps.append(t.plain("escalation-topic"))
    elif chat is not None:
        other = turn.services.access.title_of(chat)
        steps.append(other or t.plain("escalation-other-chat"))
    if row.to_duty:
        steps.append(t.plain("escalation-on-duty"))
    if row.to_owners:
        steps.append(t.plain("escalation-owners"))
    return steps
