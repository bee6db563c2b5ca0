"""The audit: who did what, in a keyed chain that shows what was changed behind the desk's back."""

from services.audit.outside import Outside
from services.audit.service import Audit
from services.audit.verifying import AuditReport, Trouble

__all__ = ["Audit", "AuditReport", "Outside", "Trouble"]
