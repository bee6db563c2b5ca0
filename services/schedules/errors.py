"""Errors about alerts and digests: each is an answer to a person."""

from services.errors import DeskError


class UnknownAlertError(DeskError):
    """There is no alert or digest of that kind. Facts: kind, known (kinds)."""

    code = "unknown-alert"


class UnknownScheduleError(DeskError):
    """This chat has no such schedule. No facts."""

    code = "unknown-schedule"


class TestedJustNowError(DeskError):
    """A test of this was posted a moment ago. No facts."""

    code = "tested-just-now"
    __test__ = False


class BadCronError(DeskError):
    """The text is no time that comes round. Facts: text."""

    code = "bad-cron"


class CannotComeSoError(BadCronError):
    """The words are clear, but no crontab line can say them. Facts: text, reason, near (what can be written).

    ``reason`` is uneven, apart (times with other minutes), both (a date that is a certain weekday), nth
    (weekday of a month), last (day of a month), span (within hours that are no whole ones), seconds,
    once (it would not come again).
    """

    code = "cannot-come-so"


class NeverComesError(BadCronError):
    """The text is a time of a day that no calendar has, such as 30 February. Facts: text."""

    code = "never-comes"


class BadQuietHoursError(DeskError):
    """The text is no span of a day such as 22:00-07:00. Facts: text."""

    code = "bad-quiet-hours"


class BadOptionError(DeskError):
    """A kind of alert has no such setting, or not this value of it. Facts: text, offered (values)."""

    code = "bad-alert-option"


class BadNumberError(DeskError):
    """The text is no number within the bounds of a setting. Facts: text, least, most, example."""

    code = "bad-alert-number"
