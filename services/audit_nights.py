"""The audit's chain looked through every night, and its end told to a chat that the settings name.

What is wrong is told to the owners once: what was bent stays bent, and a word of it every night is one that
nobody reads.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from services.access import Access
from services.audit import Audit, AuditReport
from services.clock import Clock
from services.outbox import Outbox
from services.schedules.nights import claim_due
from services.schedules.times import cron_of
from storage.audit_nights import AuditNight
from storage.database import Database
from storage.transaction import Tx

AT = "40 3 * * *"
"""When, in the desk's time zone: a crontab line."""
BROKEN, END = "audit-broken", "audit-end"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NightRules:
    """What the settings say: the desk's zone, and the chat that is told the end of the chain."""

    zone: ZoneInfo
    chat: int | None


class AuditNights:
    """Checks when it is due; ``run_due`` should be called every minute."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        audit: Audit,
        outbox: Outbox,
        access: Access,
        rules: NightRules,
    ) -> None:
        self._db = db
        self._clock = clock
        self._audit = audit
        self._outbox = outbox
        self._access = access
        self._rules = rules

    async def run_due(self) -> bool:
        """Check the night that is due, if one is. True: it was checked now."""
        when = cron_of(AT, self._rules.zone.key)
        due = await claim_due(self._db, lambda tx: tx.audit_nights, when, self._clock())
        if due is None:
            return False
        night, _ = due
        report = await self._audit.verify()
        if report.trouble is not None:
            log.error("the audit breaks", at=report.broken_at, trouble=str(report.trouble))
        async with self._db.write() as tx:
            found = AuditNight(report.rows, None if report.trouble is None else str(report.trouble))
            if await tx.audit_nights.end(night, self._clock(), found):
                await self._tell(tx, night, report)
        self._outbox.kick()
        return True

    async def _tell(self, tx: Tx, night: datetime, report: AuditReport) -> None:
        if report.trouble is not None:
            # A break stays behind the same row, whatever is written after it: that tells it from another.
            facts = {
                "rows": report.rows,
                "at": report.broken_at,
                "trouble": report.trouble.name.lower().replace("_", "-"),
            }
            for owner in sorted(self._access.owners):
                await self._outbox.post(
                    tx, BROKEN, owner, facts, once_key=f"{BROKEN}:{report.end}:{owner}"
                )
        if self._rules.chat is not None:
            end = None if report.trouble is not None else str(report.end)
            once = f"{END}:{night.isoformat()}:{report.end}"
            said = {"rows": report.rows, "end": end}
            await self._outbox.post(tx, END, self._rules.chat, said, once_key=once)
