"""A mistake in what was typed: the usage, one example, and nothing else."""

from collections.abc import Sequence

from handlers.frame.cards import Card
from handlers.words.markup import Html, code, join
from handlers.words.periods import NoPeriodError, Wanted
from handlers.words.spoken_periods import period_among, period_problem, problem_words
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


def no_period(name: str, t: Texts, said: str, *, ahead: bool = False) -> UsageError:
    """The error for what was typed in the place of a period: why it is none, or how one is said."""
    why = period_problem(t, said, ahead=ahead)
    how = t.get("period-how-ahead" if ahead else "period-how")
    return UsageError(name, Card(why if why is not None else join([*_usage(name, t), how])))


def period_and_rest(name: str, t: Texts, said: Sequence[str]) -> tuple[Wanted | None, list[str]]:
    """The period among these words, and the others. Raises UsageError where some can only be days."""
    try:
        return period_among(t, said)
    except NoPeriodError as error:
        raise UsageError(name, Card(problem_words(t, error))) from None


def usage(name: str, t: Texts) -> Card:
    """How a command is written, or a question answered."""
    return Card(join(_usage(name, t)))


def _usage(name: str, t: Texts) -> list[Html]:
    topic = name.replace(".", "-")
    return [
        t.get("usage", usage=code(t.plain(f"usage-{topic}"))),
        t.get("example", example=code(t.plain(f"example-{topic}"))),
    ]
