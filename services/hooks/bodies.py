"""Bodies: what was posted to a hook, read as text, as our own JSON, or as Alertmanager's."""

import json
from collections.abc import Mapping
from typing import Any

from services.hooks import alertmanager
from services.hooks.errors import BadBodyError
from services.hooks.events import Event, keyed, severity_in, told
from services.visible import visible_line

FIELDS = ("title", "text", "severity", "key", "resolved", "group")
"""Of our own JSON, and, where the body is a text, of the address (?severity=urgent)."""
EXAMPLE: Mapping[str, Any] = {
    "title": "Disk of db1 is nearly full",
    "text": "93 % used",
    "severity": "warning",
    "key": "db1-disk",
    "resolved": False,
}
"""What is shown to whoever has posted what cannot be read."""
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


def events_in(body: bytes, content_type: str, said: Mapping[str, str]) -> tuple[Event, ...]:
    """What a body says; ``said`` is the address's query. Raises BadBodyError."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadBodyError("The body must be UTF-8.") from None
    kind = content_type.partition(";")[0].strip().lower()
    is_json = kind == "application/json" or kind.endswith("+json")
    # What curl posts says that it is a form, whatever it is.
    if is_json or text.lstrip().startswith("{"):
        return _of_json(text)
    return (_of_fields({**_lines(text), **{k: v for k, v in said.items() if k in FIELDS}}),)


def _of_json(text: str) -> tuple[Event, ...]:
    try:
        body = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadBodyError("The body says that it is JSON, and is not.") from None
    if not isinstance(body, dict):
        raise BadBodyError("The JSON must be an object.")
    if alertmanager.is_alertmanagers(body):
        return alertmanager.events_of(body)
    return (_of_fields(body),)


def _of_fields(body: Mapping[str, Any]) -> Event:
    for name in ("title", "text", "key", "group"):
        if not isinstance(body.get(name) or "", str | int | float):
            raise BadBodyError(f"{name} must be a text.")
    title, text = visible_line(_text(body, "title")), told(_text(body, "text"))
    if not title:
        title, _, rest = text.partition("\n")
        title, text = visible_line(title), rest.strip()
    key = keyed(_text(body, "key"))
    if not title and not key:
        raise BadBodyError("There is neither a title nor a text: say what goes on.")
    severity, unknown = severity_in(_text(body, "severity"))
    return Event(
        title or key,
        key or keyed(title.casefold()),
        text,
        severity,
        _truth(body.get("resolved", False)),
        lasts=bool(key),
        group=keyed(_text(body, "group")),
        more={"labels": unknown} if unknown else {},
    )


def _lines(text: str) -> dict[str, str]:
    title, _, rest = text.strip().partition("\n")
    return {"title": title, "text": rest}


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return "" if value is None else str(value)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = _TRUTH.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if word is None:
        raise BadBodyError("resolved must be true or false.")
    return word


def _refuse(_: str) -> None:
    raise ValueError("no number of JSON")
