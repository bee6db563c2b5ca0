"""Has PDFs read by a process of its own, one at a time, that may neither last nor take what it likes."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import structlog

from services.lone_program import run_alone

BEGINS = b"%PDF"
PROGRAM = Path(__file__).with_name("program.py")
TIME_LIMIT = 60.0
"""Seconds, with the wait for those that came before."""
Problem = Literal["protected", "too-big", "broken", "slow"]
log = structlog.get_logger(__name__)


class NotReadError(Exception):
    """Nobody has seen what is in it, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Pdf:
    """What is written in it; ``whole``: nothing is besides that could not be read."""

    text: str
    whole: bool


class Pdfs:
    """Reads."""

    def __init__(self, program: Path = PROGRAM, time_limit: float = TIME_LIMIT) -> None:
        self._program = program
        self._time_limit = time_limit
        self._turn = asyncio.Semaphore(1)

    async def read(self, content: bytes, most: int) -> Pdf:
        """Its words, of so many letters at the most. Raises NotReadError."""
        try:
            async with asyncio.timeout(self._time_limit), self._turn:
                ended = await run_alone(self._program, content, str(most))
        except TimeoutError:
            raise NotReadError("slow") from None
        except OSError as error:
            log.warning("PDF not read", problem=str(error))
            raise NotReadError("broken") from error
        if ended.code:
            log.warning("PDF not read", ended=ended.code, problem=ended.complaint)
            raise NotReadError("slow" if ended.code < 0 else "broken")  # ended by its bounds
        said, _, text = ended.output.decode().partition("\n")
        if said in get_args(Problem):
            raise NotReadError(cast(Problem, said))
        return Pdf(text, whole=said == "whole")
