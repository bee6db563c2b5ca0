"""Which methods there are, what they take, and what they do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.telegram.params import Fields, Params

if TYPE_CHECKING:
    from sandbox.telegram.world import World

Handler = Callable[["World", Params], Awaitable[Any]]


@dataclass(frozen=True)
class Method:
    """A method of the Bot API."""

    name: str
    fields: Fields
    handler: Handler


class Methods:
    """Methods by name; Telegram does not mind capitals."""

    def __init__(self) -> None:
        self._methods: dict[str, Method] = {}

    def add(self, name: str, fields: Fields) -> Callable[[Handler], Handler]:
        """Register the decorated function under the method's name."""

        def register(handler: Handler) -> Handler:
            self._methods[name.lower()] = Method(name, fields, handler)
            return handler

        return register

    def find(self, name: str) -> Method | None:
        """The method with this name."""
        return self._methods.get(name.lower())


METHODS = Methods()
