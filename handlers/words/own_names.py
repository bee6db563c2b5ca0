"""The names a team has given in the settings to what providers know by numbers and codes.

Wherever a number or a code is typed its name may be typed instead; wherever one is shown its name is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.words.names import name_first


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Names of stores by their code, and of leaderboards by app and number."""

    stores: Mapping[str, str] = field(default_factory=dict)
    boards: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def store_code(self, text: str) -> str:
        """The code of a store that is called so; any other text as it is."""
        for code, name in self.stores.items():
            if " ".join(name.split()).casefold() == " ".join(text.split()).casefold():
                return code
        return text

    def board(self, app: str, factor: int) -> str:
        """What people call a leaderboard: "Weekly score (11)", or only its number."""
        name = self.boards.get(app, {}).get(factor)
        return str(factor) if name is None else f"{name} ({factor})"

    def with_number(self, app: str, said: Sequence[str]) -> list[str]:
        """The words with the leaderboard's number in the place of its name, if they begin with one."""
        names = [(name, str(factor)) for factor, name in self.boards.get(app, {}).items()]
        for end in range(len(said), 0, -1):
            number, behind = name_first(" ".join(said[:end]), names)
            if number is not None and not behind:
                return [number, *said[end:]]
        return list(said)

    def with_store(self, place: int, said: Sequence[str]) -> list[str]:
        """The words with a store's code in the place of its name."""
        return [self.store_code(word) if at == place else word for at, word in enumerate(said)]
