"""Taps that the modules of handlers/incidents serve, under the name of each."""

from handlers.frame.callback import Tap

# escalation.py
ESCALATION_AFTER = Tap("escalation.after")
ESCALATION_DUTY = Tap("escalation.duty")
ESCALATION_HERE = Tap("escalation.here")
ESCALATION_OWNERS = Tap("escalation.owners")
ESCALATION_SHOW = Tap("escalation.show")
ESCALATION_TO = Tap("escalation.to")

# listing.py
INCIDENT_OPEN = Tap("incident.open")
INCIDENTS_PAGE = Tap("incidents.page")

# incidents.py
INCIDENT_ACKNOWLEDGE = Tap("incident.acknowledge")
INCIDENT_HOW_LONG = Tap("incident.how-long")
INCIDENT_REOPEN = Tap("incident.reopen")
INCIDENT_RESOLVE = Tap("incident.resolve")
INCIDENT_SHOW = Tap("incident.show")
INCIDENT_SNOOZE = Tap("incident.snooze")
INCIDENT_UNACKNOWLEDGE = Tap("incident.unacknowledge")
INCIDENT_UNSNOOZE = Tap("incident.unsnooze")
