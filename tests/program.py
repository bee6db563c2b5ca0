"""The program as a process of its own, forked from one that has imported it already.

A start takes two seconds, most of it for imports and texts, and the tests start some two hundred. What a
process has of its own is as ever: its environment, its working directory, its output, its limits and its end.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

ROOT = Path(__file__).parents[1]
TIME = 120.0
"""Seconds after which a command that should have ended counts as hanging."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.preloaded"])


def pipe() -> tuple[Connection, Connection]:
    """The reading and the writing end of a pipe that ``begun`` takes."""
    return _CONTEXT.Pipe(duplex=False)


def begun(
    arguments: tuple[str, ...],
    cwd: Path,
    env: Mapping[str, str],
    out: Connection | str,
    err: str | None = None,
) -> ForkServerProcess:
    """Start ``keydesk`` with these arguments and this environment alone.

    ``out`` is the writing end of a pipe or the path of a file for its output, ``err`` that of a file for
    its errors, which else go to ``out``.
    """
    process = _CONTEXT.Process(
        target=_become, args=(arguments, str(cwd), dict(env), out, err), daemon=True
    )
    process.start()
    return process


def keydesk(*arguments: str, cwd: Path, **names: str) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end with nothing of ours in the environment but these names."""
    with tempfile.TemporaryDirectory() as kept:
        out, err = Path(kept, "out"), Path(kept, "err")
        process = begun(arguments, cwd, environment(**names), str(out), str(err))
        process.join(TIME)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(arguments, TIME, out.read_bytes(), err.read_bytes())
        return subprocess.CompletedProcess(
            arguments, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8")
        )


def keydesk_anew(*arguments: str, cwd: Path, **names: str) -> "subprocess.CompletedProcess[str]":
    """The same by a new interpreter, where it is about what is done before anything of ours runs."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", *arguments],
        cwd=cwd,
        env=environment(PYTHONPATH=str(ROOT), **names),
        capture_output=True,
        text=True,
        timeout=TIME,
        check=False,
    )


def environment(**names: str) -> dict[str, str]:
    """The machine's own, without what is for a desk, and these names."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KEYDESK_")}
    return {**clean, "TERM": "dumb", "COLUMNS": "100", **names}


def _become(
    arguments: tuple[str, ...],
    cwd: str,
    env: Mapping[str, str],
    out: Connection | str,
    err: str | None,
) -> None:
    """Be the program; what ``multiprocessing`` does with its end is what an interpreter does."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    os.dup2(_opened(out) if isinstance(out, str) else out.fileno(), 1)
    os.dup2(1 if err is None else _opened(err), 2)
    sys.stdout = open(1, "w", encoding="utf-8", buffering=1)  # noqa: SIM115 - as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
    sys.argv = ["keydesk", *arguments]
    from bot.cli import main

    main()


def _opened(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
