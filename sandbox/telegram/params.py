"""Decoding of a method's parameters: kinds of values, and refusal of what is not known."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from .errors import Complaint, bad_request
from .files import Upload

Params = dict[str, Any]
Kind = Callable[[str, Any], Any]
Fields = Mapping[str, Kind]

ATTACHMENT = "attach://"
ATTACHED = "files that came along"
"""The parameter that holds the files which others name, by their names; no method has one of that name."""
_NAMED = re.compile(r"attach://([\w-]+)")
_INTEGER = re.compile(r"-?\d{1,19}")


def decode(method: str, raw: Mapping[str, Any], fields: Fields) -> Params:
    """The parameters as Python values; an unknown one is a Complaint."""
    said = [value for value in raw.values() if isinstance(value, str)]
    attached = {name for value in said for name in _NAMED.findall(value)}
    inside = {n for v in said if not v.startswith(ATTACHMENT) for n in _NAMED.findall(v)}
    out: Params = {}
    if inside:
        out[ATTACHED] = {name: raw[name] for name in inside & raw.keys()}
    for name, value in raw.items():
        if name in fields:
            is_attached = isinstance(value, str) and value.startswith(ATTACHMENT)
            sent = raw.get(value.removeprefix(ATTACHMENT)) if is_attached else value
            out[name] = fields[name](name, sent)
        elif name not in attached:
            raise Complaint(f"{method} has no parameter {name!r} here")
    return out


def required(params: Params, name: str) -> Any:
    """A parameter that must be there."""
    if name not in params:
        raise bad_request(f'parameter "{name}" is required')
    return params[name]


def string(name: str, value: Any) -> str:
    """A text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Complaint(f"{name} must be a String, not {value!r}")
    return str(value)


def integer(name: str, value: Any) -> int:
    """A whole number; Telegram would take 0 for anything else."""
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Complaint(f"{name} must be an Integer, not {value!r}")
    return value


def boolean(name: str, value: Any) -> bool:
    """True or False; Telegram would take False for anything it does not know."""
    if isinstance(value, bool):
        return value
    known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() not in known:
        raise Complaint(f"{name} must be a Boolean, not {value!r}")
    return known[str(value).lower()]


def chat_ref(name: str, value: Any) -> int | str:
    """A chat's id, or its @username."""
    text = str(value).strip()
    if not text:
        raise bad_request(f"{name} is empty")
    if text.startswith("@"):
        return text
    try:
        return int(text)
    except ValueError:
        raise bad_request("chat not found") from None


def parsed(value: Any, name: str, what: str) -> Any:
    """A JSON value, sent as JSON or as a string that holds it; ``what`` names it in the error."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {what} JSON object") from None


def json_object(what: str, known: Mapping[str, type | tuple[type, ...]]) -> Kind:
    """An object with these fields and no others; ``what`` is Telegram's name for it."""

    def kind(name: str, value: Any) -> dict[str, Any]:
        found = parsed(value, name, what)
        if not isinstance(found, dict):
            raise bad_request(f"object expected as {what}")
        check_fields(what, found, known)
        return found

    return kind


def check_fields(
    what: str, found: Mapping[str, Any], known: Mapping[str, type | tuple[type, ...]]
) -> None:
    """Complain of fields that are not known or not of their type."""
    for field, inner in found.items():
        if field not in known:
            raise Complaint(f"{what} has no field {field!r} here")
        wanted = known[field]
        # To Python a bool is an int, to Telegram it is not.
        flag_for_number = isinstance(inner, bool) and wanted is not bool
        if not isinstance(inner, wanted) or flag_for_number:
            raise Complaint(f"{field} of {what} has the wrong type: {inner!r}")


def json_array(what: str) -> Kind:
    """A list; what is in it is for the method to check."""

    def kind(name: str, value: Any) -> list[Any]:
        found = parsed(value, name, name)
        if not isinstance(found, list):
            raise bad_request(f"expected an Array of {what}")
        return found

    return kind


def file(name: str, value: Any) -> Upload | str:
    """An uploaded file, or the id of one that is there already."""
    if isinstance(value, Upload | str) and value:
        return value
    raise bad_request(f"there is no {name} in the request")
