"""Runs a program of ours in a process of its own: what is heavy or hostile stays out of the desk."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NEEDED = frozenset({"PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT"})


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended: its code, what it wrote, and the last line of its complaints."""

    code: int
    output: bytes
    complaint: str


async def run_alone(
    program: Path, given: bytes, *arguments: str, environment: Mapping[str, str] | None = None
) -> Ended:
    """Start it, by its path and isolated, and hear it out; it never outlives this, whatever ends it.

    It sees nothing of the desk's settings. Raises OSError where it cannot be started.
    """
    pipe = asyncio.subprocess.PIPE
    needed = {name: value for name, value in os.environ.items() if name in _NEEDED}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(program),
        *arguments,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env={**needed, **(environment or {})},
    )
    try:
        output, said = await process.communicate(given)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    complaint = said.decode(errors="replace").strip().rpartition("\n")[2]
    return Ended(process.returncode or 0, output, complaint[:200])
