"""What reports are held against: sales counted by two plain statements that share nothing with the desk's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.access import Reach
from services.periods import Period
from storage.columns import UtcTime

ORDERS = """
SELECT {about}, COUNT(*), {statuses}
FROM orders o JOIN offers f ON f.id = o.offer_id
WHERE o.confirmed_at >= :since AND o.confirmed_at < :until AND o.chat_id {chats}
  AND o.status NOT IN ('draft', 'awaiting_approval', 'approved', 'rejected', 'expired')
GROUP BY 1
"""
STATUSES = {
    "failed": "('failed')",
    "uncertain": "('uncertain')",
    "reversed": "('reversed')",
    "undelivered": "('paid', 'keyed')",
}
PURCHASES = """
WITH each AS (
  SELECT {about} AS about, COALESCE(p.charged_currency, o.currency) AS currency,
    COALESCE(p.charged, o.unit_price) AS price,
    CASE WHEN o.provider = 'hype' THEN p.cost ELSE COALESCE(p.cost, p.charged, o.unit_price) END AS cost,
    CASE
      WHEN p.status = 'reversed' AND o.provider <> 'own' THEN 'returned'
      WHEN p.status <> 'accepted' AND (p.status <> 'reversing' OR p.reason IS NOT NULL) THEN 'nothing'
      WHEN EXISTS (SELECT * FROM keys k WHERE k.purchase_id = p.id AND k.kept_at IS NOT NULL) THEN 'stocked'
      ELSE 'sold'
    END AS fate
  FROM purchases p JOIN orders o ON o.id = p.order_id JOIN offers f ON f.id = o.offer_id
  WHERE o.confirmed_at >= :since AND o.confirmed_at < :until AND o.chat_id {chats}
    AND o.status NOT IN ('draft', 'awaiting_approval', 'approved', 'rejected', 'expired')
)
SELECT about, currency, fate, COUNT(*), COUNT(cost), {price}, {known}, {cost}
FROM each GROUP BY about, currency, fate
"""


@dataclass
class Counted:
    """What plain SQL says; amounts by currency."""

    counts: dict[str, int] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    known: int = 0
    amounts: dict[str, dict[str, Fraction]] = field(default_factory=dict)

    def amount(self, name: str) -> Mapping[str, Fraction]:
        """Sums of what a key was (sold, stocked, returned), of cost, or of the price where cost is known."""
        return self.amounts.get(name, {})


async def counted(
    connection: AsyncConnection, period: Period, reach: Reach, about: str = "'all'"
) -> dict[Any, Counted]:
    """By ``about``, an expression of SQL over an order ``o`` and its offer ``f``."""
    sqlite = connection.dialect.name == "sqlite"
    statuses = ", ".join(
        f"SUM(CASE WHEN o.status IN {some} THEN 1 ELSE 0 END)" for some in STATUSES.values()
    )
    words = {
        "about": about,
        "statuses": statuses,
        "chats": "NOT IN :chats" if reach.anywhere else "IN :chats",
        "price": _sum("price", sqlite),
        "known": _sum("CASE WHEN cost IS NOT NULL THEN price END", sqlite),
        "cost": _sum("cost", sqlite),
    }
    given = {"since": period.since, "until": period.until, "chats": sorted(reach.chats)}
    found: dict[Any, Counted] = {}
    for row in await connection.execute(_statement(ORDERS, words), given):
        found[row[0]] = Counted(dict(zip(("orders", *STATUSES), row[1:], strict=True)))
    for about_it, currency, fate, keys, known, *sums in await connection.execute(
        _statement(PURCHASES, words), given
    ):
        mine = found[about_it]
        mine.keys[fate] = mine.keys.get(fate, 0) + keys
        each = len(sums) // 3
        price, price_known, cost = (_joined(sums[at * each : at * each + each]) for at in range(3))
        mine.amounts.setdefault(fate, {})[currency] = price
        if fate == "sold" and known:
            mine.known += known
            mine.amounts.setdefault("price known", {})[currency] = price_known
            mine.amounts.setdefault("cost", {})[currency] = cost
    return found


def _statement(form: str, words: Mapping[str, str]) -> Any:
    moments = (bindparam(name, type_=UtcTime) for name in ("since", "until"))
    return text(form.format(**words)).bindparams(*moments, bindparam("chats", expanding=True))


def _sum(amount: str, sqlite: bool) -> str:
    """The exact sum of amounts, which are texts.

    SQLite has no decimals: each is written with thirty digits before the point and ten after it, and summed
    up by four pieces of ten digits.
    """
    if not sqlite:
        return f"SUM(CAST({amount} AS NUMERIC))"
    whole = f"substr('{'0' * 30}' || substr({amount}, 1, instr({amount} || '.', '.') - 1), -30)"
    parts = f"substr(substr({amount}, instr({amount} || '.', '.') + 1) || '{'0' * 10}', 1, 10)"
    pieces = (f"substr({whole} || {parts}, {at}, 10)" for at in (1, 11, 21, 31))
    return ", ".join(f"SUM(CAST({piece} AS INTEGER))" for piece in pieces)


def _joined(pieces: list[Any]) -> Fraction:
    if len(pieces) == 1:
        return Fraction(pieces[0] or 0)
    total = 0
    for piece in pieces:
        total = total * 10**10 + int(piece or 0)
    return Fraction(total, 10**10)
