"""Guards that are taken out, one defect each: a search over such a desk has to come upon it again."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import PIPE, STDOUT
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
CODE = ("bot", "handlers", "providers", "sandbox", "services", "storage", "tests")


@dataclass(frozen=True)
class Cut:
    """A piece of a file, and what stands there without the guard."""

    path: str
    guarded: str
    bare: str


@dataclass(frozen=True)
class Mutant:
    """What is let happen, where orders have to stand for it, and by what words the judge names it."""

    name: str
    begun: str
    cuts: tuple[Cut, ...]
    seen: str
    seed: int


MUTANTS = (
    Mutant(
        "what got lost is bought again at any price",
        "lost",
        (
            Cut(
                "providers/hype/purchases.py",
                "        if not await self._holds(price_holds):",
                "        if False:",
            ),
        ),
        " at 199.00, confirmed was ",
        1,
    ),
    Mutant(
        "what got lost is bought again at any age",
        "lost",
        (
            Cut(
                "providers/hype/purchases.py",
                "        if not self._sent.is_young(txn_id, sent_at):",
                "        if False:",
            ),
        ),
        " after it was confirmed",
        1,
    ),
    Mutant(
        "what was confirmed is bought at the price of then",
        "confirmed",
        (
            Cut(
                "services/orders/fulfilment.py",
                "        if quote.unit_price != run.order.unit_price:",
                "        if False:",
            ),
            Cut(
                "providers/hype/provider.py",
                "        if price != unit_price:",
                "        if False:",
            ),
        ),
        " at 199.00, confirmed was ",
        1,
    ),
    Mutant(
        "a reference is taken for a purchase whose case was closed meanwhile",
        "uncertain",
        (
            Cut(
                "services/orders/uncertain.py",
                "            _must_wait(number, now)  # somebody may have settled it while",
                "            # somebody may have settled it while",
            ),
            Cut(
                "services/orders/outcomes.py",
                "        if found:\n            await self.keys(tx, order, purchase, keys)\n"
                "        return found",
                "        await self.keys(tx, order, purchase, keys)\n        return True",
            ),
        ),
        "is refused, and has a key",
        1,
    ),
    Mutant(
        "Close case closes the first that waits, not the one that was pressed",
        "uncertain",
        (
            Cut(
                "services/orders/uncertain.py",
                "            purchase = await _purchase(tx, order, position)\n            closed = ",
                "            rows = await tx.purchases.of_order(order.id)\n"
                "            purchase = next((r for r in rows if r.status == 'uncertain'), rows[0])\n"
                "            closed = ",
            ),
        ),
        "was closed, and nobody meant that one",
        1,
    ),
    Mutant(
        "a refused reversal stands though the books cannot be read",
        "reversing",
        (
            Cut(
                "providers/hype/reversals.py",
                "        elif refused and rows is not None and self._stand(txn_id, reference, rows):",
                "        elif refused:",
            ),
        ),
        "that had been taken back before",
        1,
    ),
    Mutant(
        "a customer who may have the keys loses the order",
        "unconfirmed",
        (
            Cut(
                "services/delivery/service.py",
                "        if unsure or await self._may_have(tx, number, customer, notice_id):",
                "        if False:",
            ),
        ),
        "one key with [501, 502]",
        1,
    ),
)


def made(mutant: Mutant, folder: Path) -> None:
    """Copy the code and take the guard out. ValueError where it does not stand there any more."""
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for cut in mutant.cuts:
        path = folder / cut.path
        text = path.read_text(encoding="utf-8")
        if text.count(cut.guarded) != 1:
            raise ValueError(f"{cut.path}: the guard of “{mutant.name}” is another one now")
        path.write_text(text.replace(cut.guarded, cut.bare), encoding="utf-8")


async def searched(folder: Path, begun: str, courses: int, seed: int) -> str:
    """Search the code in a folder; gives what was said at its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.campaigns.interleaved.search",
        begun,
        str(courses),
        str(seed),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=PIPE,
        stderr=STDOUT,
    )
    said, _ = await process.communicate()
    return said.decode(errors="replace")
