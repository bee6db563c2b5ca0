"""Errors about roles, permissions and groups: each is an answer to a person."""

from services.errors import DeskError


class UnknownRoleError(DeskError):
    """There is no such role to grant. Facts: role, known."""

    code = "unknown-role"


class UnknownPermissionError(DeskError):
    """There is no such permission. Facts: permission."""

    code = "unknown-permission"


class UnknownPersonError(DeskError):
    """The bot has never met this person. Facts: text."""

    code = "unknown-person"


class NoPersonError(DeskError):
    """Telegram shows this user where no person speaks: it can have no role."""

    code = "no-person"


class OnlyOwnerError(DeskError):
    """Only an owner may do this."""

    code = "only-owner"


class GroupOnlyError(DeskError):
    """This is done in a group: in a private chat it would mean nothing."""

    code = "group-only"


class NotSetUpError(DeskError):
    """No owner has set this group up yet."""

    code = "not-set-up"


class AlreadyGrantedError(DeskError):
    """The person has the role there already. Facts: role."""

    code = "already-granted"


class NothingToRevokeError(DeskError):
    """The person does not have the role there. Facts: role."""

    code = "nothing-to-revoke"
