"""A mistake in what was typed: the usage, one example, and nothing else."""

from handlers.frame.cards import Card
from handlers.words.markup import code, join
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
