"""Errors about cases: each is an answer to a person."""

from services.errors import DeskError


class UnknownCaseError(DeskError):
    """There is no such case for whoever asks. Facts: reader (staff, customer)."""

    code = "unknown-case"


class CaseEndedError(DeskError):
    """The case is over: nothing is said or done in it any more. Facts: number of its order, how it ended (a
    state, or ""), instead (the order that was given, or ""), reader (staff, customer).
    """

    code = "case-over"


class CaseKeysChangedError(DeskError):
    """The customer's keys are not those any more that they chose from. Facts: number."""

    code = "case-keys-changed"


class CaseAnsweredSinceError(DeskError):
    """The customer was answered since the question was asked that this answers. Facts: name, by, at."""

    code = "case-answered-since"


class CaseTakenError(DeskError):
    """Somebody else has taken the case. Facts: number, name."""

    code = "case-taken"


class NotYoursError(DeskError):
    """The case is not the person's own, so it cannot be given back. Facts: number."""

    code = "case-not-yours"


class BeingReplacedError(DeskError):
    """A replacement is being bought already. Facts: number of the case's order, replacement."""

    code = "case-being-replaced"


class BeingTakenBackError(DeskError):
    """A key of the case is being taken back, so none is bought in its place. Facts: number of its order."""

    code = "case-being-taken-back"


class ReplacedInsteadError(DeskError):
    """Another key is being bought for the customer, so this one is not taken back. Facts: number of the
    order, replacement.
    """

    code = "case-replaced-instead"


class GivenSinceError(DeskError):
    """Another key was bought for the customer since this was asked, or the case is about fewer keys now.

    Nothing was bought. Facts: number of the case's order, case, name of the customer, orders, how many
    of these: count.
    """

    code = "case-given-since"


class BadTemplateError(DeskError):
    """A ready answer cannot be kept like this. Facts: problem (name, empty, long, placeholder), most,
    word.
    """

    code = "bad-template"


class TemplateNameTakenError(DeskError):
    """The chat has a ready answer of that name. Facts: name."""

    code = "template-name-taken"


class TooManyTemplatesError(DeskError):
    """The chat has as many ready answers as it may. Facts: most."""

    code = "too-many-templates"


class UnknownTemplateError(DeskError):
    """The chat has no such ready answer any more."""

    code = "unknown-template"


class CaseFileError(DeskError):
    """A file is not passed on to a group. Facts: problem (hidden: nobody can see what is in it; key)."""

    code = "case-file"


class UnchangedCopyError(DeskError):
    """What was changed in a message is not passed on. Facts: number of the case's order, problem (over: the
    case; file: another one; aside: it is for colleagues now).
    """

    code = "unchanged-copy"


class CaseKeyError(DeskError):
    """A key was in the answer, which is not passed on. Facts: name of the customer."""

    code = "case-key"
