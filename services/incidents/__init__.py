"""Incidents: alerts that last, on one card each, until somebody or the thing itself ends them.

Whoever watches something raises a :class:`Signal` by :meth:`Incidents.signal` in its own transaction, as
often as it likes, and says by :meth:`Incidents.clear` when it is over.
"""

from services.incidents.after_quiet import AfterQuiet
from services.incidents.escalating import Escalating
from services.incidents.handling import IncidentHandling
from services.incidents.in_hand import InHand
from services.incidents.listing import IncidentLists
from services.incidents.rounds import IncidentRounds
from services.incidents.service import Incidents
from services.incidents.settings import EscalationSettings
from services.incidents.showing import IncidentShowing
from services.incidents.signals import SEVERITIES, Severity, Signal
from services.incidents.summaries import IncidentSummaries
from services.incidents.views import IncidentView

__all__ = [
    "SEVERITIES",
    "AfterQuiet",
    "Escalating",
    "EscalationSettings",
    "InHand",
    "IncidentHandling",
    "IncidentLists",
    "IncidentRounds",
    "IncidentShowing",
    "IncidentSummaries",
    "IncidentView",
    "Incidents",
    "Severity",
    "Signal",
]
