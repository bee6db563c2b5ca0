"""The audit: who did what, in a keyed chain that shows what was changed behind the desk's back."""

from services.audit.kinds import AuditKind
from services.audit.outside import Outside
from services.audit.service import Audit
from services.audit.verifying import AuditReport, Trouble

__all__ = ["Audit", "AuditKind", "AuditReport", "Outside", "Trouble"]
