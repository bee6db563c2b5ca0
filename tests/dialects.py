"""The dialects of both databases, whose compiled statements all engines of a test run share.

SQLAlchemy compiles a statement once for each engine. Tests open some thousand databases, and half of their
time would be the compiling of the same statements.
"""

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache[object, object] = LRUCache(2000)


class _Sharing:
    """Equal to all of its class: statements are cached by dialect."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Give each engine the cache of all, as SQLAlchemy calls this for."""
        engine.update_execution_options(compiled_cache=_COMPILED)


class SharingSqlite(_Sharing, SQLiteDialect_aiosqlite):
    """SQLite."""

    supports_statement_cache = True


class SharingPostgres(_Sharing, PGDialect_asyncpg):
    """PostgreSQL."""

    supports_statement_cache = True


def register() -> None:
    """Take the place of the two under their names."""
    registry.register("sqlite.aiosqlite", __name__, SharingSqlite.__name__)
    registry.register("postgresql.asyncpg", __name__, SharingPostgres.__name__)
