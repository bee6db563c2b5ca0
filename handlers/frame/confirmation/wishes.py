"""What can be confirmed, as its row has it, and at which provider it is done."""

from collections.abc import Mapping
from typing import Protocol

from handlers.frame.confirmation.serializing import read
from handlers.frame.frame import Frame
from handlers.frame.registry import DeedRoute
from handlers.words.texts import Texts
from services.games.apps import Apps


class Wish(Protocol):
    """What can be confirmed: a frozen dataclass of plain parts.

    ``deed`` names the words for it: ``deed-<deed>``, and ``deed-look-<deed>`` for where one looks when
    nobody knows what came of it.
    """

    @property
    def deed(self) -> str:
        """The name of its words."""

    def about(self, t: Texts) -> Mapping[str, str]:
        """What these words need, without any secret: it is written down as it is.

        ``provider``, or else ``app``, says where it is done.
        """


def read_wish(frame: Frame, text: str) -> tuple[DeedRoute, Wish] | None:
    """What a row says, and who does it; None where nobody does, or an earlier version wrote it."""
    for kind, route in frame.registry.deeds.items():
        what = read(text, kind)
        if what is not None:
            return route, what
    return None


def line_of(frame: Frame, what: Wish, about: Mapping[str, str]) -> str:
    """The name of the provider at which it is done. Raises UnknownAppError."""
    if (provider := about.get("provider")) is not None:
        return provider
    needs = frame.registry.deeds[type(what)].needs
    serving = Apps(frame.services.providers, needs) if needs else None
    return serving.named(about["app"])[1].name if serving else ""
