"""Errors about forgetting a person: each is an answer to a person."""

from services.errors import DeskError


class HasRoleError(DeskError):
    """Who works here is not forgotten before their roles are taken away. Facts: name, roles."""

    code = "has-role"
