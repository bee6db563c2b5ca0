"""Incidents: alerts that last, on one card each, until somebody or the thing itself ends them.

Whoever watches something raises a :class:`Signal` by :meth:`Incidents.signal` in its own transaction, as
often as it likes, and says by :meth:`Incidents.clear` when it is over.
"""

from services.incidents.handling import IncidentHandling
from services.incidents.rounds import IncidentRounds
from services.incidents.service import Incidents
from services.incidents.showing import IncidentShowing
from services.incidents.signals import SEVERITIES, Severity, Signal
from services.incidents.views import IncidentView

__all__ = [
    "SEVERITIES",
    "IncidentHandling",
    "IncidentRounds",
    "IncidentShowing",
    "IncidentView",
    "Incidents",
    "Severity",
    "Signal",
]
