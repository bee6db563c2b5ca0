"""Alertmanager's webhook body, version 4, as prometheus.io documents it (webhook_config); Grafana's is alike.

One body is a group of alerts. Each has a status, and a fingerprint by which it is known again; older versions
have neither, then the group's status and the labels count. A group shares a card.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.hooks.errors import BadBodyError
from services.hooks.events import Event, keyed, severity_in, titled, told
from services.visible import visible_line

MOST_LABELS = 8
_TITLES = ("summary", "title")
_TEXTS = ("description", "message")
_WHICH = ("instance", "pod", "host", "node", "device", "service", "job")
_NOT_SHOWN = frozenset({"alertname", "severity", "prometheus", "monitor", "__alert_rule_uid__"})
_RESOLVED = "resolved"


def is_alertmanagers(body: Mapping[str, Any]) -> bool:
    """Whether it looks like one: a list of alerts, and what Alertmanager says of their group."""
    return isinstance(body.get("alerts"), list) and bool({"groupKey", "receiver"} & body.keys())


def events_of(body: Mapping[str, Any]) -> tuple[Event, ...]:
    """The alerts in it. Raises BadBodyError."""
    group = str(body.get("groupKey") or json.dumps(_texts(body, "groupLabels"), sort_keys=True))
    alerts = body["alerts"]
    if not alerts or not all(isinstance(each, dict) for each in alerts):
        raise BadBodyError("alerts must be a list of objects, with at least one.")
    found = {}
    for alert in alerts:
        event = _event(alert, body, keyed(group))
        found[event.key] = event  # of two with one fingerprint the later counts
    first, *others = found.values()
    # Said once: on the first of those that did come.
    left_out = body.get("truncatedAlerts", 0)
    if isinstance(left_out, int) and left_out > 0:
        first = replace(first, more={**first.more, "left_out": left_out})
    return (first, *others)


def _event(alert: Mapping[str, Any], body: Mapping[str, Any], group: str) -> Event:
    labels = _texts(alert, "labels")
    annotations = {**_texts(body, "commonAnnotations"), **_texts(alert, "annotations")}
    name = labels.get("alertname", "")
    summary = _first(annotations, _TITLES)
    title = visible_line(_apart(summary or name or "Alert", labels))
    key = str(alert.get("fingerprint") or json.dumps(labels, sort_keys=True))
    labelled = (f"{label}={value}" for label, value in labels.items() if label not in _NOT_SHOWN)
    severity, unknown = severity_in(labels.get("severity", ""))
    shown = [*([unknown] if unknown else []), *sorted(labelled)]
    more = {
        "name": name if summary and name else "",
        "labels": ", ".join(shown[:MOST_LABELS]),
        "link": _link(alert.get("generatorURL")) or _link(body.get("externalURL")),
    }
    return Event(
        title,
        keyed(key),
        told(_first(annotations, _TEXTS)),
        severity,
        str(alert.get("status", body.get("status", ""))).lower() == _RESOLVED,
        group=group,
        began=titled(_text(alert, "startsAt")),
        more=more,
    )


def _texts(of: Mapping[str, Any], name: str) -> dict[str, str]:
    """The texts of an object in it; whatever else stands there is no label."""
    found = of.get(name)
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if isinstance(value, str)}


def _text(of: Mapping[str, Any], name: str) -> str:
    found = of.get(name)
    return found if isinstance(found, str) else ""


def _apart(title: str, labels: Mapping[str, str]) -> str:
    """A title that tells the alerts of one rule apart: of what it is, where nothing in it says so."""
    which = next((labels[name] for name in _WHICH if labels.get(name)), "")
    return title if not which or which in title else f"{title} ({which})"


def _first(texts: Mapping[str, str], names: Sequence[str]) -> str:
    return next((texts[name] for name in names if texts.get(name, "").strip()), "")


def _link(value: object) -> str:
    """A web address of a sane length, or nothing."""
    if not isinstance(value, str) or len(value) > 300:
        return ""
    return value if value.lower().startswith(("http://", "https://")) else ""
