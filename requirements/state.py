"""What .venv was made from, and whether that is still so."""

import hashlib
import json
import os
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE = VENV / "setup.json"
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("run", "dev")}


def kind() -> str:
    """Name what a .venv is bound to: its folder, and the series of its Python."""
    return f"{ROOT} {sys.implementation.cache_tag}"


def fingerprint(part: str) -> str:
    """Sum up what a part of .venv, `run` or `dev`, is made from."""
    told = [LOCKS[part].read_bytes()]
    if part == "run":
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        packed = [project["project"], project["build-system"], project["tool"]["hatch"]]
        told.append(json.dumps(packed, sort_keys=True).encode())
    return hashlib.sha256(b"\0".join(told)).hexdigest()


def made() -> dict[str, str]:
    """Read what .venv was made from; empty where its making has not come to its end."""
    try:
        state = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def modules() -> list[str]:
    """Name what stands beside one another in site-packages: packages and modules, without their records."""
    names = {
        path.name for folder in VENV.glob("lib/python*/site-packages") for path in folder.iterdir()
    }
    return sorted(name for name in names if not name.endswith((".dist-info", "__pycache__")))


def judge(part: str, version: str, home: str) -> str:
    """Say of the .venv whose Python runs this: ready, lacking (this part alone), or broken.

    ``version`` and ``home`` are those of the Python it is to be made by, or empty if any will do.
    """
    state = made()
    mine = (
        ".".join(str(number) for number in sys.version_info[:3]),
        os.path.realpath(sys.base_prefix),
    )
    if state.get("kind") != kind() or state.get("run") != fingerprint("run"):
        return "broken"
    if not set(state.get("modules", "").split()) <= set(modules()):
        return "broken"
    if version and (version, home) != mine:
        return "broken"
    if part == "run" or state.get("dev") == fingerprint("dev"):
        return "ready"
    return "broken" if "dev" in state else "lacking"


def why() -> str:
    """Say why a .venv that is there has to be made anew."""
    state = made()
    if not state:
        return "its making has not come to an end"
    if not state.get("kind", "").startswith(f"{ROOT} "):
        return "it was made for another folder"
    if any(part in state and state[part] != fingerprint(part) for part in LOCKS):
        return "what it is made from has changed"
    if not set(state.get("modules", "").split()) <= set(modules()):
        return "packages are missing in it"
    return "another Python made it, or it runs no more"
