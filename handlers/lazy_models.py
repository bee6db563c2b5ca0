"""Lets aiogram's models be built when they are first used, not all of them when aiogram is imported.

aiogram ends its import by having pydantic build what it needs for each of some 450 types: three seconds
and a hundred MiB, of which a desk uses a tenth. pydantic builds a model by itself at its first use, if
the names in its annotations are found in its module; aiogram imports them there for type checkers only.
So the building is left out, and the names are put where they are looked for.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any

LIBRARY = "aiogram"


class _AtImport(MetaPathFinder):
    """Finds aiogram like everybody else, and minds how it is loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != LIBRARY:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Unbuilt(spec.loader.name, spec.loader.path)
        return spec


class _Unbuilt(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        with _building_put_off():
            super().exec_module(module)


@contextmanager
def _building_put_off() -> Iterator[None]:
    from pydantic import BaseModel

    names: dict[str, Any] = {}

    def note(_: type[BaseModel], *, _types_namespace: dict[str, Any]) -> None:
        names.update(_types_namespace)

    built = BaseModel.__dict__["model_rebuild"]
    type.__setattr__(BaseModel, "model_rebuild", classmethod(note))
    try:
        yield
    finally:
        type.__setattr__(BaseModel, "model_rebuild", built)
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{LIBRARY}.types."):
            vars(module).update(names | vars(module))


def put_off() -> None:
    """Have it so from now on; does nothing to an aiogram that is imported already."""
    if not any(isinstance(finder, _AtImport) for finder in sys.meta_path):
        sys.meta_path.insert(0, _AtImport())
