"""Errors about incidents: each is an answer to a person."""

from services.errors import DeskError


class UnknownIncidentError(DeskError):
    """There is no such incident for whoever asks."""

    code = "unknown-incident"


class IncidentOverError(DeskError):
    """It is resolved already. Facts: by ("yes": a person, "no": by itself), name."""

    code = "incident-over"


class IncidentTakenError(DeskError):
    """Somebody has acknowledged it already. Facts: name."""

    code = "incident-taken"


class NotThereError(DeskError):
    """Incidents are not to go on to a chat in which whoever says so may not edit alerts."""

    code = "incident-not-there"


class NothingToUndoError(DeskError):
    """What was to be undone is not so any more, or somebody has undone it."""

    code = "incident-nothing-to-undo"
