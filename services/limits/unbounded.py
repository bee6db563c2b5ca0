"""Currencies of the catalog that no limit holds in: a limit bounds its own, and money is never converted."""

from collections.abc import Collection, Iterable

from services.catalog import Catalog
from services.limits.scopes import Scope
from storage.limits import LimitRow


class Unbounded:
    """Names them, by what the offers are priced in that are sold now."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def by(self, rows: Iterable[LimitRow]) -> list[str]:
        """Those in which none of these limits is."""
        return sorted(self._catalog.currencies() - {row.currency for row in rows})

    def by_kind(
        self, rows: Iterable[LimitRow], scope: Scope, user_id: int, roles: Collection[str]
    ) -> list[str]:
        """Those in which none of these bounds the same for a person, for roles, or (0, none) everybody."""
        return self.by(
            row
            for row in rows
            if row.scope == scope
            and (row.user_id == user_id if row.user_id else not row.role or row.role in roles)
        )
