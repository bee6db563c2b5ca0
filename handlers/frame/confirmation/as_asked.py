"""A Confirm that keeps to its question, where nothing is held: the button has a mark of what was asked.

As it is pressed the question is put together anew. Where it would be another by now, nothing is done, and it
is asked again. What a pending confirmation holds (:mod:`handlers.frame.confirmation.confirm`) needs none.
"""

from dataclasses import replace

from handlers.frame.callback import Tap, mark_of
from handlers.frame.cards import Button, Card, Style
from handlers.frame.turn import Turn
from handlers.words.markup import Html, join

_LENGTH = 4
"""Letters of the mark: a button has no room for more."""


def confirm_button(
    label: str, tap: Tap, *args: str | int, asked: str, style: Style | None = None
) -> Button:
    """Confirm, for what was ``asked``: whatever the deed depends on, and nothing that the deed changes."""
    return Button(label, tap, *args, mark_of(asked)[:_LENGTH], style=style)


async def as_asked(turn: Turn, question: Card) -> bool:
    """Whether the Confirm that was pressed is that of the question as it is now, which is shown else."""
    yes = question.rows[0][0]
    if isinstance(yes, Button) and tuple(map(str, yes.args)) == tuple(turn.values):
        return True
    said = turn.t.get("asked-anew")
    await turn.show(replace(question, text=join([said, Html(""), question.text])))
    return False
