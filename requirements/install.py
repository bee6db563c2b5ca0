"""Makes `.venv` from the locks, a step at a time, and says what it is doing and where it failed.

    install.py state run|dev [VERSION HOME]    is .venv in order? ready, lacking or broken
    install.py add dev [VERSION HOME]          what is lacking, into a .venv in order
    install.py make run|dev [VERSION HOME]     all of it, anew

The locks are closed sets: each package is installed as its line says, by hash, and nothing is resolved
(`--no-deps`), so that no package that came out since can change or stop a set-up. `.venv/setup.json` says
what .venv was made from. It is taken away before pip begins and written after it has ended: after an
interruption, a change of the locks, or a move to another folder, .venv is made anew. What pip has
downloaded is kept by pip.

Only the standard library is used here, of any Python from 3.11 on.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys

from progress import LOG, Failed, Teller, run
from state import LOCKS, PYTHON, ROOT, STATE, VENV, fingerprint, judge, kind, made, modules, why

FOR = {"run": "to run the desk", "dev": "for tests and lint"}
INSTALL = ["install", "--no-deps", "--disable-pip-version-check", "--no-input"]
AGAIN = "Run the same command again to go on; what was downloaded is kept."


def pip(*arguments: str) -> list[str]:
    """Give the command line of the virtual environment's own pip."""
    return [str(PYTHON), "-I", "-m", "pip", *arguments]


def steps(parts: list[str], *, anew: bool) -> list[tuple[str, list[str], int]]:
    """List what is to be done: in words, the command, and how many packages it collects."""
    listed = []
    if anew:
        listed.append(("make .venv", [sys.executable, "-I", "-m", "venv", str(VENV)], 0))
        if wanted := os.environ.get("SETUP_PIP"):
            package = "pip" if wanted == "newest" else f"pip=={wanted}"
            listed.append((f"take pip, {wanted}", pip(*INSTALL, "--upgrade", package), 0))
    for part in parts:
        pins = re.findall(r"^[\w.-]+==", LOCKS[part].read_text(encoding="utf-8"), re.MULTILINE)
        locked = pip(*INSTALL, "--require-hashes", "-r", str(LOCKS[part]))
        listed.append((f"get and install {len(pins)} packages {FOR[part]}", locked, len(pins)))
        if part == "run":
            ours = pip(*INSTALL, "--no-build-isolation", "-e", str(ROOT))
            listed.append(("install Keydesk", ours, 0))
    listed.append(("check that nothing is missing", pip("check"), 0))
    return listed


def build(parts: list[str], *, anew: bool) -> None:
    """Make .venv with these parts, or add them to it. Raises Failed, naming the step."""
    state = {"kind": kind()} if anew else made()
    if anew and VENV.exists():
        print(f".venv is made anew: {why()}.", flush=True)
    if anew and (VENV.is_symlink() or VENV.is_file()):
        VENV.unlink()
    STATE.unlink(missing_ok=True)
    if anew and VENV.exists():
        shutil.rmtree(VENV)
    todo = steps(parts, anew=anew)
    for number, (what, command, total) in enumerate(todo, 1):
        try:
            run(Teller(number, len(todo), what), command, total)
        except Failed as failed:
            where = f"The set-up stopped at step {number} of {len(todo)}: {what}."
            more = f"All that was said is in {LOG.relative_to(ROOT)}. " if LOG.exists() else ""
            raise Failed(f"{where}\n{failed}\n{more}{AGAIN}") from None
    state |= {part: fingerprint(part) for part in parts} | {"modules": " ".join(modules())}
    STATE.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")


def have_it_alone() -> bool:
    """Wait until no other process makes this .venv; say whether there was one."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another set-up of this folder is under way: waiting for it.", flush=True)
        fcntl.flock(folder, fcntl.LOCK_EX)
        return True
    return False


def ready(*asked: str) -> bool:
    """Ask the virtual environment itself whether it is in order."""
    question = [str(PYTHON), "-E", "-s", "-B", __file__, "state", *asked]
    told = (
        subprocess.run(question, check=False, capture_output=True, text=True)
        if PYTHON.exists()
        else None
    )
    return told is not None and told.stdout.strip() == "ready"


def main(verb: str, part: str, version: str = "", home: str = "") -> int:
    """Do one of the three; give the process's exit code."""
    if verb == "state":
        print(judge(part, version, home))
        return 0
    try:
        if not (have_it_alone() and ready(part, version, home)):
            parts = ["run", "dev"] if (verb, part) == ("make", "dev") else [part]
            build(parts, anew=verb == "make")
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    except OSError as error:  # a full disk, or files of somebody else
        print(
            f"The set-up stopped: {error}. See that you may write there. {AGAIN}", file=sys.stderr
        )
        return 1
    except KeyboardInterrupt:
        print(f"\nThe set-up was interrupted. {AGAIN}", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
