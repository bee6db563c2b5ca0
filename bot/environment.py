"""Reads the names of our settings from the environment and from a ``.env`` file.

What a person wrote wrongly is collected, not raised at the first place, so that one start shows
all of it. A problem never holds a value: half of them are secrets.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv.parser import parse_stream
from pydantic import SecretStr

from bot.setting_names import (
    EXAMPLES,
    JSON_NAMES,
    MAY_BE_EMPTY,
    PREFIX,
    is_service_link,
    nearest,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting. ``name`` is the environment's, or a place in the file."""

    name: str
    text: str

    def __str__(self) -> str:
        example = EXAMPLES.get(self.name)
        hint = f"\n      for example  {self.name}={example}" if example else ""
        return f"{self.name}: {self.text}{hint}"


def read(
    env: Mapping[str, str], dotenv: Path, installed: Callable[[], Collection[str]] = tuple
) -> tuple[dict[str, str], list[Problem]]:
    """Return the known names with their values, and what is wrong with the rest.

    The environment goes before the file. A missing file is no problem. ``installed`` gives the providers of
    other packages, whose settings are theirs to know; it is asked only where a name is not ours.
    """
    problems: list[Problem] = []
    values: dict[str, str] = {}
    found = [*_file_values(dotenv, problems), *env.items()]
    for written, value in found:
        name = written.upper()
        if not name.startswith(PREFIX) or is_service_link(name):
            continue
        if name not in EXAMPLES and _provider_of(name, installed) is None:
            problem = _unknown(name)
            if problem not in problems:
                problems.append(problem)
        elif value:
            values[name] = value
        else:
            values.pop(name, None)
            if name in MAY_BE_EMPTY:
                values[name] = ""
    _drop_lonely_empties(values)
    for name in JSON_NAMES & values.keys():
        try:
            json.loads(values[name], object_pairs_hook=_each_once)
        except _TwiceError as twice:
            problems.append(Problem(name, f"has {twice} twice, and only one of them could count"))
            del values[name]
        except (ValueError, RecursionError):
            problems.append(Problem(name, "is not JSON"))
            del values[name]
    return values, problems


class _TwiceError(Exception):
    """One name stands twice in an object. ``str`` is the name: of an app, or of a setting of it."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different, which JSON itself does not ask for."""
    names = [name for name, _ in pairs]
    if twice := [name for name in names if names.count(name) > 1]:
        raise _TwiceError(twice[0])
    return dict(pairs)


def take_installed(
    values: dict[str, str], installed: Callable[[], Collection[str]]
) -> dict[str, dict[str, SecretStr]]:
    """Take the settings of installed providers out of ``values``: by provider, names in lower case."""
    taken: dict[str, dict[str, SecretStr]] = {}
    for name in [name for name in values if name not in EXAMPLES]:
        provider = _provider_of(name, installed)
        if provider is not None:
            setting = name.partition("__")[2].lower()
            taken.setdefault(provider, {})[setting] = SecretStr(values.pop(name))
    return taken


def _provider_of(name: str, installed: Callable[[], Collection[str]]) -> str | None:
    """The installed provider that a name ``KEYDESK_<NAME>__<SETTING>`` belongs to."""
    group, _, setting = name.removeprefix(PREFIX).partition("__")
    return group.lower() if setting and group.lower() in installed() else None


def _file_values(dotenv: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """What the file says, literally: ``${…}`` in a password is part of the password."""
    try:
        with dotenv.open(encoding="utf-8-sig") as stream:
            bindings = list(parse_stream(stream))
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        problems.append(Problem(str(dotenv), "is not in UTF-8: save it anew as UTF-8"))
        return
    except OSError as error:
        why = error.strerror or "no reason given"
        problems.append(Problem(str(dotenv), f"cannot be read ({why})"))
        return
    for binding in bindings:
        key, value = binding.key, binding.value
        # "NAME: value" is taken for a name by the parser, and would show the value as a name.
        if binding.error or (key is not None and (value is None or not re.fullmatch(r"\w+", key))):
            place = f"{dotenv}, line {_first_line(binding.original.string, binding.original.line)}"
            problems.append(Problem(place, "is not of the form NAME=value"))
        elif key is not None and value is not None:
            yield key, value


def _first_line(text: str, line: int) -> int:
    """The parser counts blank lines before a statement as a part of it."""
    return line + text[: len(text) - len(text.lstrip())].count("\n")


def _unknown(name: str) -> Problem:
    meant = nearest(name)
    hint = f"; did you mean {meant}?" if meant else ""
    shown = name if len(name) <= 80 else f"{name[:80]}…"
    return Problem(shown, f"is not a setting of Keydesk{hint}")


def _drop_lonely_empties(values: dict[str, str]) -> None:
    """An empty value alone, as in a template that nobody filled in, does not set up a provider."""
    for name in MAY_BE_EMPTY & values.keys():
        group = name.partition("__")[0] + "__"
        others = (other for other in values if other.startswith(group) and other != name)
        if not values[name] and not any(others):
            del values[name]
