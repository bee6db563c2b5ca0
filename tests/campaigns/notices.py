"""One notice of every kind there is, as its service writes it."""

from dataclasses import dataclass
from typing import Any

MOMENT = "2030-01-15T09:00:00+00:00"
_NUMBERS: dict[str, Any] = {
    "orders": 2,
    "keys": 3,
    "money": {"KZT": "2868.90"},
    "returned": {},
    "failed": 0,
    "uncertain": 0,
    "reversed": 0,
}


@dataclass(frozen=True)
class Sample:
    """A notice before it is posted. ``word`` stands in whatever tells of it."""

    kind: str
    chat_id: int
    facts: dict[str, Any]
    word: str = ""


def samples(
    number: str, desk: int, customer: int = 55, managers: int = -200, owner: int = 1
) -> dict[str, Sample]:
    """By kind; those of orders are of ``number``, those of alerts of schedules 1 and 2."""
    order = {"order": number}
    of_desk: dict[str, dict[str, Any]] = {
        "order-changed": {},
        "order-ended": {"message": None},
        "order-shown": {"home": desk, "message": 1},
        "reversal-ended": {
            "home": desk,
            "message": None,
            "thread": None,
            "said": [[1, "done", "", ""]],
            "untried": 0,
        },
        "order-elsewhere": {"did": "claim", "name": "Max"},
        "order-uncertain": {},
        "answer-late": {},
        "keys-late": {},
        "keys-unreadable": {"count": 1, "total": 12, "places": [3]},
        "order-charged": {},
        "approval-asked": {"home": desk},
        "approval-shown": {"home": desk, "message": 1},
        "approval-ended": {"how": "expired"},
        "charge-joined": {"txn": "3f9a", "reference": "782"},
        "charge-apart": {"txn": "3f9a", "reference": "782"},
        "reversal-late": {},
        "not-delivered": {"customer": customer},
        "perhaps-delivered": {"customer": customer},
        "key-twin": {"earlier": "K-EEEE-EEEE"},
        "link-held": {"other": "K-EEEE-EEEE", "person": customer},
        "key-in-stock": {},
        "delivered": {},
        "key-problem": {"name": "Cara", "words": "already used"},
        "case-opened": {"case": 2},
        "case-word": {"case": 2, "message": 3},
        "case-changed": {"case": 2},
        "case-reminder": {"case": 2},
        "case-hands": {"case": 2, "former": customer, "by": customer},
    }
    maintenance: dict[str, Any] = {
        "scope": "APP",
        "begins_at": MOMENT,
        "ends_at": None,
        "message": "New levels",
        "url": None,
        "stores": [],
    }
    made = [
        *(Sample(kind, desk, {**order, **more}, number) for kind, more in of_desk.items()),
        Sample("keys-for-customer", customer, {**order, "customer": customer}, number),
        Sample("order-reversed", customer, {**order, "keys": 1}, number),
        Sample("case-answer", customer, {**order, "case": 2, "message": 4}, number),
        Sample("case-ended", customer, {**order, "case": 1, "message": 2}, number),
        Sample(
            "maintenance",
            managers,
            {
                "schedule": 1,
                "app": "puzzle",
                "event": "began",
                "maintenances": [maintenance],
                "before": [],
                "timezone": "UTC",
            },
            "puzzle",
        ),
        Sample(
            "quiet-summary",
            managers,
            {
                "until": MOMENT,
                "thread": None,
                "items": [
                    {
                        "kind": "maintenance",
                        "at": MOMENT,
                        "facts": {"app": "puzzle", "event": "began"},
                    }
                ],
                "ids": [],
                "follows": True,
            },
            "Quiet hours",
        ),
        Sample(
            "maintenance-shown", managers, {"schedule": 1, "app": "puzzle", "card": 1}, "puzzle"
        ),
        Sample(
            "digest",
            managers,
            {
                "schedule": 2,
                "from": "2030-01-14T00:00:00+00:00",
                "to": "2030-01-15T00:00:00+00:00",
                "timezone": "UTC",
                **_NUMBERS,
                "by_provider": [{"provider": "codegames", **_NUMBERS}],
                "books": [
                    {
                        "provider": "hype",
                        "compared": 2,
                        "total": 1,
                        "trouble": None,
                        "unread": 0,
                        "differences": [
                            {
                                "kind": "not-ours",
                                "order": None,
                                "reference": "77",
                                "ours": None,
                                "theirs": ["1.00", "BRL"],
                            }
                        ],
                    }
                ],
            },
            "2030",
        ),
        Sample(
            "alert-test",
            managers,
            {
                "schedule": 1,
                "alert": "bans",
                "signals": [["bans", "warning", {"app": "puzzle", "count": 9, "hours": 24}]],
                "count": 1,
                "held_at": MOMENT,
                "held_until": MOMENT,
                "urgent_comes": True,
            },
            "test",
        ),
        Sample(
            "incident-card",
            desk,
            {"incident": 1, "incident_card": 1, "home": desk, "anew": True},
            "incident",
        ),
        Sample(
            "incident-over", desk, {"incident": 2, "incident_card": 2, "home": desk}, "incident"
        ),
        Sample("incidents-many", desk, {"count": 9, "home": desk, "thread": None}, "incidents"),
        Sample("incidents-held", desk, {"home": desk, "thread": None, "until": MOMENT}, "incident"),
        Sample(
            "duty-changed",
            desk,
            {"people": str(customer), "unable": str(owner), "thread": None, "home": desk},
            "on duty",
        ),
        Sample("own-stock-aside", owner, {"keys": 3, "made_at": MOMENT}, "Own stock"),
        Sample("own-stock-low", managers, {"product": "GTA V", "left": 2, "mark": 5}, "Own stock"),
        Sample("clock-moved", owner, {"was": MOMENT, "now": "2030-01-15T12:00:00+00:00"}, "clock"),
        Sample(
            "clock-behind", owner, {"now": MOMENT, "last": "2030-01-15T12:00:00+00:00"}, "clock"
        ),
        Sample("link-over", owner, {"order": number, "message": 1, "how": "used"}, "works no more"),
        Sample("links-closed", managers, {"orders": ["K-1"], "more": 3, "made_at": MOMENT}, "link"),
        Sample(
            "perhaps-handed", managers, {"orders": ["K-1"], "more": 3, "made_at": MOMENT}, "handed"
        ),
        Sample("audit-strange", owner, {"rows": 7, "file": "/mnt/keydesk.head"}, "audit"),
        Sample("audit-broken", owner, {"rows": 7, "at": 8, "trouble": "changed"}, "behind my back"),
        Sample("audit-end", managers, {"rows": 7, "end": f"7-{'ab' * 32}"}, "record of who"),
        Sample(
            "alert-lessened",
            managers,
            {"schedule": 1, "alert": "orders", "maker": owner, "chats": [], "everywhere": True},
            "tells of less",
        ),
        Sample("alerts-ended", customer, {"alerts": ["digest", "stock"]}, "any more"),
        Sample("alerts-silent", owner, {"chat": desk, "title": "Desk", "count": 2}, "alert"),
        Sample(
            "group-opened",
            owner,
            {"chat": desk, "title": "Desk", "role": "support", "open_to": "public"},
            "administrators",
        ),
        Sample(
            "product-back",
            desk,
            {"product": 1, "name": "GTA V", "user": customer, "gone": False},
            "GTA V",
        ),
        Sample(
            "brought-in",
            owner,
            {"chat": -300, "title": "Elsewhere", "user": customer, "name": "Stan"},
            "brought me into",
        ),
        Sample(
            "role-lapsed",
            desk,
            {
                "user": customer,
                "role": "support",
                "title": "Desk",
                "everywhere": False,
                "until": MOMENT,
            },
            "given",
        ),
        Sample(
            "deed-ended",
            desk,
            {
                "deed": "player.withdraw",
                "about": {"app": "puzzle", "player": "PZ1001"},
                "person": "Olga",
                "thread": None,
                "message": None,
                "steps": [],
            },
            "confirmed",
        ),
        Sample("flood", owner, {"since": MOMENT, "dropped": 300, "worst": [customer]}, "faster"),
        Sample("backup-failed", owner, {"problem": "no room on the disk"}, "backup"),
        Sample("backup-file", owner, {"file": "gone.keydesk", "made_at": MOMENT}, "backup"),
    ]
    return {each.kind: each for each in made}
