"""A step of the set-up: run, told while it runs, and put into words when it fails."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time

from state import ROOT, VENV

LOG = VENV / "setup.log"
MEANINGS = [
    (
        r"NewConnectionError|[Nn]ame ?[Rr]esolution|(Connect|Read)Timeout|ProxyError|Max retries",
        "The package index that pip is set up for did not answer. Is there a network? Behind a proxy"
        " pip wants HTTPS_PROXY, and for an index of your own PIP_INDEX_URL.",
    ),
    (
        r"SSLError|CERTIFICATE_VERIFY_FAILED",
        "The package index's certificate is not trusted here. Where a company has its own, PIP_CERT"
        " names its file.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A package is not the one that was locked, so nothing was installed. An index or a proxy in"
        " between serves another file.",
    ),
    (r"No space left", "The disk is full."),
    (
        r"No matching distribution|Failed building wheel|metadata-generation-failed",
        "The index that pip is set up for has no such package for this Python and machine. Try another"
        " Python, such as: make PYTHON=python3.11",
    ),
]
"""What last words of pip mean, and what to do. The first that is found is told."""


class Failed(Exception):
    """A step did not come to its end."""


class Teller:
    """Tells how far a step is: on one line, or by a line now and then where nobody watches."""

    def __init__(self, number: int, of: int, what: str) -> None:
        self.title = f"{number}/{of}  {what}"
        self.now = self._last = ""
        self._watched = sys.stdout.isatty()
        self._began = self._told = time.monotonic()
        if not self._watched:
            print(f"{self.title} …", flush=True)

    def tick(self) -> None:
        """Show how far it is."""
        now = time.monotonic()
        if self._watched:
            width = shutil.get_terminal_size().columns - 1
            line = f"{self.title} … {int(now - self._began)} s  {self.now}"
            print("\r\033[K" + line[:width], end="", flush=True)
        elif self.now and now - self._told >= (5 if self.now != self._last else 20):
            self._told, self._last = now, self.now
            print(f"     {self.now}", flush=True)

    def end(self, how: str) -> None:
        """Show how it ended."""
        begin = "\r\033[K" + self.title if self._watched else "    "
        print(f"{begin} {how} in {time.monotonic() - self._began:.0f} s", flush=True)


def run(teller: Teller, command: list[str], total: int = 0) -> None:
    """Run one command, tell how far it is, keep all it says. Raises Failed with its last words."""
    said: list[str] = []
    counted: list[str] = []
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )

    def listen() -> None:
        for line in process.stdout or ():
            said.append(line)
            teller.now = in_few_words(line, counted, total) or teller.now

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        while listener.is_alive():
            teller.tick()
            listener.join(0.5)
        code = process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
        if VENV.is_dir():
            with LOG.open("a", encoding="utf-8") as log:
                log.write("".join([f"\n{teller.title}\n", *said]))
    if code:
        teller.end("failed")
        raise Failed(last_words("".join(said)))
    teller.end("done")


def environment() -> dict[str, str]:
    """Give pip the user's index, proxy and certificates, but no rule of theirs on what goes where."""
    elsewhere = {
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_REQUIREMENT",
        "PIP_EDITABLE",
        "PIP_DRY_RUN",
    }
    kept = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return kept | {"PIP_CONSTRAINT": os.devnull, "PIP_USER": "0", "PIP_REQUIRE_HASHES": "0"}


def in_few_words(line: str, counted: list[str], total: int) -> str:
    """Say what a line of pip's means for who waits, or nothing."""
    if collected := re.match(r"\s*Collecting ([\w.-]+)", line):
        counted.append(collected[1])
        return f"{len(counted)} of {total}: {collected[1]}"
    if line.startswith("Installing collected"):
        return "putting them in place"
    return "no answer yet, trying again" if "Retrying (" in line else ""


def last_words(said: str) -> str:
    """Give the lines that tell what went wrong, without passwords, and what to do about it."""
    lines = [re.sub(r"//[^/@\s]+@", "//***@", line.strip()) for line in said.splitlines()]
    lines = [line for line in lines if line and not re.match(r"Looking in|WARNING: Retrying", line)]
    telling = [
        line for line in lines if re.search(r"error|fail|hash|\bno\b|\bnot\b", line, re.IGNORECASE)
    ]
    words = [f"  {line[:300]}" for line in (telling or lines)[-5:]]
    words += [meaning for pattern, meaning in MEANINGS if re.search(pattern, said)][:1]
    return "\n".join(words)
