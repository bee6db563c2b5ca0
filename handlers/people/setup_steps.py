"""The steps of a group's set-up, in their order, and how the group stands in each of them."""

from enum import StrEnum

from handlers.frame.cards import AnyButton, Button
from handlers.frame.turn import Turn
from handlers.taps import SETUP_SHOW, SETUP_STEP
from handlers.words.formats import zone_words
from handlers.words.markup import Html
from handlers.words.role_names import role_name
from services.access import DefaultFor


class Step(StrEnum):
    """The words stand in buttons."""

    PURPOSE = "for"
    ZONE = "zone"
    LANGUAGE = "language"
    ROLE = "role"
    ALERTS = "alerts"


STEPS = tuple(Step)
ON_THE_WAY = "1"
"""A button's last argument while the steps are gone through one after another; else it is not there."""


def way(guided: bool) -> tuple[str, ...]:
    """The last argument of a step's buttons."""
    return (ON_THE_WAY,) if guided else ()


def next_of(step: Step) -> Step | None:
    """The step that comes after; None: it was the last."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None


def last_row(turn: Turn, step: Step, *, guided: bool) -> list[AnyButton]:
    """Back, and on the way Skip."""
    t, at = turn.t, STEPS.index(step)
    if not guided:
        return [Button(t.plain("button-back"), SETUP_SHOW)]
    row: list[AnyButton] = []
    if at:
        row.append(Button(t.plain("button-back"), SETUP_STEP, STEPS[at - 1], ON_THE_WAY))
    return [*row, on_button(turn, step, "setup-skip-button")]


def on_button(turn: Turn, step: Step, label: str) -> AnyButton:
    """The button that leaves a step on the way for the next, or for what came of it all."""
    following = next_of(step)
    if following is None:
        return Button(turn.t.plain(label), SETUP_SHOW)
    return Button(turn.t.plain(label), SETUP_STEP, following, ON_THE_WAY)


async def how_it_stands(turn: Turn) -> list[Html]:
    """What is set now, a line a step."""
    t, access, chat = turn.t, turn.services.access, turn.chat.id
    purpose = access.purpose(chat)
    kinds = await alerts_on(turn)
    languages = {each.code: each.name for each in turn.frame.library.languages}
    spoken = turn.services.people.language(chat)
    return [
        t.get("setup", chat=turn.chat.title),
        t.get("setup-for", purpose=t.plain(f"setup-purpose-{purpose or 'none'}")),
        t.get("setup-role", role=_default_words(turn)),
        t.get("setup-zone", zone=zone_words(t.zone), now=t.hour(turn.services.clock())),
        t.get("setup-language", language=languages.get(spoken, spoken)),
        t.get("setup-alerts", alerts=[t.plain(f"alert-kind-{kind}") for kind in kinds])
        if kinds
        else t.get("setup-alerts-none"),
    ]


async def alerts_on(turn: Turn) -> list[str]:
    """The kinds of alerts that the chat has and that do not rest."""
    found = await turn.services.schedules.of_chat(turn.chat.id)
    return list(dict.fromkeys(each.kind for each in found if not each.paused))


def _default_words(turn: Turn) -> str:
    t, access = turn.t, turn.services.access
    role = access.default_role(turn.chat.id)
    if role is None:
        return t.plain("setup-no-role")
    words = role_name(t, role)
    match access.default_for(turn.chat.id):
        case DefaultFor.ADMINISTRATORS:
            return t.plain("setup-role-administrators", role=words)
        case DefaultFor.WAITS:
            return t.plain("setup-role-waits", role=words)
    return words
