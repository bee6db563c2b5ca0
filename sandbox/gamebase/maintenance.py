"""Maintenances of an app as the Check Maintenance endpoint shows them (FACTS 4.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sandbox.gamebase.members import iso

TypeCode = Literal["APP", "SYSTEM"]
NoneForm = Literal["absent", "empty", "null"]
"""How the list looks outside a maintenance; the document shows it only during one."""


@dataclass(frozen=True)
class Maintenance:
    """A span of time in which an app, or some of its stores, is closed."""

    message: str
    begin: datetime
    end: datetime
    stores: tuple[str, ...] = ()
    """Stores it is limited to (GG, ONESTORE, AS); empty for all of them."""
    url: str | None = None
    type_code: TypeCode = "APP"
    reason: str = "Update"
    """Shown by Get Simple Launching only (FACTS 4.2)."""

    def under_way(self, now: datetime) -> bool:
        """Whether it is on; the end is no longer part of it."""
        return self.begin <= now < self.end

    def concerns(self, store: str, now: datetime) -> bool:
        """Whether a client from this store is shut out now."""
        return self.under_way(now) and (not self.stores or store in self.stores)

    def launching_content(self) -> dict[str, Any]:
        """Return it as Get Simple Launching shows it: with a reason, without stores."""
        shown = self.content()
        shown.pop("targetStores", None)
        return {**shown, "reason": self.reason}

    def content(self) -> dict[str, Any]:
        """Return it as one entry of the answer's list."""
        entry: dict[str, Any] = {
            "typeCode": self.type_code,
            "beginDate": iso(self.begin),
            "endDate": iso(self.end),
            "url": self.url,
            "message": self.message,
        }
        if self.stores:
            entry["targetStores"] = list(self.stores)
        return entry


def content(
    app_id: str,
    planned: Sequence[Maintenance],
    now: datetime,
    none_form: NoneForm,
    *,
    shows_planned: bool,
) -> dict[str, Any]:
    """Return the answer's content for the maintenances that are on now, or for all that are set."""
    current = [
        entry.content()
        for entry in planned
        if entry.under_way(now) or (shows_planned and now < entry.begin)
    ]
    shown: dict[str, Any] = {"appId": app_id, "underMaintenance": bool(current)}
    if current:
        shown["maintenances"] = current
    elif none_form == "empty":
        shown["maintenances"] = []
    elif none_form == "null":
        shown["maintenances"] = None
    return shown
