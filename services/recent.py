"""The latest values in memory, by id, so that the same is not written again."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """The latest ``most`` values by id; older ones are forgotten, which costs a write, no more."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        """Give a value, or None if it was never put or is forgotten."""
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def put(self, key: Hashable, value: T) -> None:
        """Keep a value in place of the one before."""
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > self._most:
            self._values.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Drop a value, if there is one."""
        self._values.pop(key, None)
