"""Errors about roles, permissions and groups: each is an answer to a person."""

from services.errors import DeskError, NotPermittedError


class AwayError(NotPermittedError):
    """The role that may do this was given in a group the person is not in now. Facts: permission, title."""

    code = "away"


class EndedError(NotPermittedError):
    """The role that may do this was given for a time, which is over. Facts: permission, role, until, title.

    ``title`` of the group is empty for a role that was granted everywhere.
    """

    code = "ended"


class CannotSeeError(NotPermittedError):
    """Nobody can tell whether the person is in the group. Facts: permission, why, title.

    ``title`` of the group is empty for who was not given a role there; ``why`` is a Why of
    services/access/standing.py.
    """

    code = "cannot-see"


class OpenGroupError(DeskError):
    """Passers-by would have the role too: an owner has to say yes to that. Facts: role, open_to."""

    code = "open-group"


class UnknownRoleError(DeskError):
    """There is no such role to grant. Facts: role, known."""

    code = "unknown-role"


class UnknownPermissionError(DeskError):
    """There is no such permission. Facts: permission."""

    code = "unknown-permission"


class UnknownPersonError(DeskError):
    """The bot has never met this person. Facts: text."""

    code = "unknown-person"


class NameChangedHandsError(DeskError):
    """The person we know by this @name has it no more. Facts: name, person, id (theirs)."""

    code = "name-changed-hands"


class UncheckedNameError(DeskError):
    """Telegram tells nothing of who has not started the bot, so not who has a @name.

    Facts: name, person, id (theirs), link (to the bot).
    """

    code = "unchecked-name"


class HiddenPersonError(DeskError):
    """A forwarded message whose writer does not let it tell who they are. Facts: name."""

    code = "hidden-person"


class CannotAskWhoError(DeskError):
    """Telegram does not answer, so nobody can tell who has this @name now. Facts: name."""

    code = "cannot-ask-who"


class NoPersonError(DeskError):
    """Telegram shows this user where no person speaks: it can have no role."""

    code = "no-person"


class OnlyOwnerError(DeskError):
    """Only an owner may do this."""

    code = "only-owner"
    of_owners = True


class GroupOnlyError(DeskError):
    """This is done in a group: in a private chat it would mean nothing."""

    code = "group-only"


class NotSetUpError(DeskError):
    """No owner has set this group up yet."""

    code = "not-set-up"


class AlreadyGrantedError(DeskError):
    """The person has the role there already, until the same moment. Facts: role."""

    code = "already-granted"


class BadRoleNameError(DeskError):
    """No role can be called so. Facts: longest (characters), problem, text.

    Problems: ``form``, and ``taken`` (commands read it as something else).
    """

    code = "bad-role-name"


class TooManyRolesError(DeskError):
    """There are as many roles of the desk's own as there may be. Facts: most."""

    code = "too-many-roles"


class RoleThereError(DeskError):
    """There is a role of this name already. Facts: role."""

    code = "role-there"


class RoleInUseError(DeskError):
    """Somebody has the role, so it is not deleted. Facts: role, people (their names)."""

    code = "role-in-use"


class BadEndError(DeskError):
    """What was said is no end that a role can be given until. Facts: problem, text.

    ``problem``: unknown, month, no-day, past or far.
    """

    code = "bad-end"


class OneselfError(DeskError):
    """Nobody but an owner gives a role to themselves."""

    code = "oneself"
    of_owners = True


class BeyondOwnError(DeskError):
    """The role may do what whoever gives it may not. Facts: role, rights (permissions)."""

    code = "beyond-own"
    of_owners = True


class OutlastsOwnError(DeskError):
    """The role would last longer than what whoever gives it has. Facts: role, lasts (until then)."""

    code = "outlasts-own"
    of_owners = True


class NothingToRevokeError(DeskError):
    """The person does not have the role there. Facts: role, everywhere (yes: they have it so; no)."""

    code = "nothing-to-revoke"
