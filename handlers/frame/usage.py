"""A mistake in what was typed: the usage, one example, and nothing else."""

from handlers.frame.cards import Card
from handlers.words.markup import code, join
from handlers.words.periods import period_problem
from handlers.words.texts import Texts


class UsageError(Exception):
    """What was typed does not fit.

    ``name`` is the command or the question; its texts are ``usage-<name>`` and ``example-<name>``,
    with a dash for each dot of a question's name. ``card`` is shown instead where more can be said,
    such as which rows of a file cannot be read.
    """

    def __init__(self, name: str, card: Card | None = None) -> None:
        super().__init__(name)
        self.name = name
        self.card = card


def at_most(t: Texts, question: str, words: str, most: int) -> None:
    """See that what was typed is kept whole. Raises UsageError, which says how long it may be."""
    if len(words) > most:
        raise UsageError(question, Card(t.get("words-too-long", count=len(words), most=most)))


def no_period(name: str, t: Texts, said: str) -> UsageError:
    """The error for what was typed in the place of a period: why it is none, where that can be told."""
    why = period_problem(t, said)
    return UsageError(name, None if why is None else Card(why))


def usage(name: str, t: Texts) -> Card:
    """How a command is written, or a question answered."""
    topic = name.replace(".", "-")
    return Card(
        join(
            [
                t.get("usage", usage=code(t.plain(f"usage-{topic}"))),
                t.get("example", example=code(t.plain(f"example-{topic}"))),
            ]
        )
    )
