"""The desk itself: starts, backups, secrets, how providers are, and whether writing works."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table, Text

from storage.columns import RowId, UtcTime
from storage.tables.metadata import metadata

starts = Table(  # every start of a process, and how the one before ended
    "starts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("version", String(32), nullable=False),
    Column("started_at", UtcTime, nullable=False, index=True),
    Column("beat_at", UtcTime, nullable=False),  # when it was seen alive last
    Column(
        "ended_at", UtcTime
    ),  # it stopped in order, or its death was seen; null: it runs, or died
    Column(
        "crashed_at", UtcTime
    ),  # when the one before it was seen last, which did not stop in order
    Column("version_before", String(32)),  # of the one before, where it was another
)

backups = Table(
    "backups",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("night", UtcTime, unique=True),  # when it was due: the row is the claim; null: by hand
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("path", Text),  # null: it failed, or has not ended
    Column("bytes", BigInteger),
    Column("problem", String(200)),
)

secrets = Table(  # those the desk was ever started with, by an id that gives nothing of them away
    "secrets",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("pepper", LargeBinary, nullable=False),  # of its fingerprints; the check value: sealed
    Column("sealed_by", String(16), nullable=False),  # the secret that opens the pepper
    Column("used_at", UtcTime),  # only in the row of the secret that the last start had in front
    Column("retired_at", UtcTime),  # since then nothing is sealed under it any more
)

provider_health = Table(  # how providers answered lately, against their own usual
    "provider_health",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("usual_ms", Integer, nullable=False),
    Column("samples", Integer, nullable=False),  # answers that the usual was learnt from
    Column("trouble", String(32)),  # a Trouble of services/alerts/providers.py; null: it is well
    Column("since", UtcTime),  # since when
    Column("streak", Integer, nullable=False),  # so many looks in a row said otherwise
    Column("looked_at", UtcTime, nullable=False),
)

heartbeat = Table(  # one row, written only to learn whether writing works
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("beats", Integer, nullable=False),
    Column("ballast", LargeBinary),
)
