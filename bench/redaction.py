"""What odd keys cost the redactor: a long one, a hostile line, and a line that holds none of many."""

from collections.abc import Callable
from time import process_time

from bench.result import Ratio
from bot.redact import Redactor

LETTERS = 5_000
TIMES = 4
"""What is four times as long should cost four times as much; the budgets leave room for noise."""


async def run() -> list[Ratio]:
    """Each against a quarter of it, or against what is plain."""
    known = Redactor()
    for number in range(1000):
        known.seen(f"ключ/{number}")
    plain = Redactor()
    for number in range(1000):
        plain.seen(f"key-{number:05}")
    line = '{"event": "provider.call", "said": "C:\\\\temp \\u0416 100%25"}' * 4
    return [
        Ratio("an odd key of 20,000 letters, in ones of 5,000", _growth(_odd_key), TIMES * 1.6),
        Ratio("a line of nothing but escapes, in ones of a quarter", _growth(_line), TIMES * 1.6),
        Ratio(
            "a line beside 1,000 odd keys, in lines beside plain ones",
            _time(lambda: known.redact(line)) / _time(lambda: plain.redact(line)),
            3,
        ),
    ]


def _odd_key(letters: int) -> None:
    redactor = Redactor()
    key = "Ж/" * (letters // 2)
    redactor.seen(key)
    redactor.redact(f"lost {key!a}")


def _line(letters: int) -> None:
    redactor = Redactor()
    redactor.add("%5C" * 20 + "&")
    redactor.redact("%5C" * letters + "\\" * letters)


def _growth(work: Callable[[int], None]) -> float:
    return _time(lambda: work(LETTERS * TIMES)) / _time(lambda: work(LETTERS))


def _time(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(7):
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best
