"""A small project that is set up as this one is, on a machine with the Pythons a test gives it."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.requirements.locks import FOLDER

PROJECT = """\
[project]
name = "yard"
version = "1.0"
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[tool.hatch]
"""
BACKEND = """\
import zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "yard-1.0-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("yard-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: yard\\nVersion: 1.0\\n")
        wheel.writestr("yard-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr("yard-1.0.dist-info/RECORD", "")
    return name

build_wheel = build_editable
"""


class Yard:
    """The project's folder, the shelf its package comes from, and the PATH."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.shelf = folder / "shelf"
        self.path = [folder / "first", folder / "second"]
        for made in (self.root / "requirements", self.shelf, *self.path):
            made.mkdir(parents=True)
        for script in (*FOLDER.glob("*.py"), *FOLDER.glob("*.sh")):
            shutil.copy(script, self.root / "requirements")
        (self.root / "pyproject.toml").write_text(PROJECT)
        (self.root / "backend.py").write_text(BACKEND)
        for part in ("run", "dev"):
            self.lock(part, self._wheel(f"{part}_brick"))

    def lock(self, part: str, line: str) -> None:
        """Write a lock."""
        (self.root / "requirements" / f"{part}.lock").write_text(line)

    def python(self, name: str, says: str, folder: int = 0) -> Path:
        """Put a script on the PATH that plays a Python: asked for its facts, or for anything else."""
        file = self.path[folder] / name
        file.write_text(f"#!/bin/sh\n{says}\n")
        file.chmod(0o755)
        return file

    def facts(self, name: str, version: str, missing: str = "-", folder: int = 0) -> Path:
        """The same, and it names its version; asked to do something it says what it was asked."""
        home = self.path[folder]
        told = rf"printf '%s\t%s\t%s\t%s\n' {version} {home / name} {home} '{missing}'"
        says = f'case "$*" in *ask.py) {told} ;; *) echo "{name} is asked: $*" ;; esac'
        return self.python(name, says, folder)

    def pythons(self) -> list[str]:
        """List the Pythons that are found, by version and file name."""
        lines = self._sh("pythons.sh", {}).stdout.splitlines()
        return [f"{line.split()[0]} {Path(line.split()[1]).name}" for line in lines]

    def setup(self, part: str, python: str = "", **env: str) -> "subprocess.CompletedProcess[str]":
        """Run the set-up as make does."""
        return self._sh("setup.sh", {"PYTHON": python, **env}, part)

    def state(self, part: str, root: Path | None = None, *made_by: str) -> str:
        """Ask .venv whether it is in order."""
        root = root or self.root
        script = str(root / "requirements/install.py")
        asked = [str(root / ".venv/bin/python"), "-E", "-s", "-B", script, "state", part, *made_by]
        told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603 - ours
        return told.stdout.strip()

    def _sh(
        self, script: str, env: dict[str, str], *arguments: str
    ) -> "subprocess.CompletedProcess[str]":
        path = ":".join([*map(str, self.path), str(self._tools())])
        pip = {
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.shelf),
            "PIP_CONFIG_FILE": os.devnull,
        }
        return subprocess.run(  # noqa: S603 - the project's own scripts
            ["/bin/sh", self.root / "requirements" / script, *arguments],
            env={"PATH": path, "HOME": str(self.root), **pip, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    def _tools(self) -> Path:
        """What the scripts need of the machine, without its Pythons."""
        tools = self.root.parent / "tools"
        if not tools.exists():
            tools.mkdir()
            for name in ("sh", "dirname", "tr", "awk", "sort"):
                (tools / name).symlink_to(shutil.which(name) or name)
        return tools

    def _wheel(self, name: str) -> str:
        """Make a package, and give its line for a lock."""
        file = self.shelf / f"{name}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(file, "w") as wheel:
            inside = f"{name}-1.0.dist-info"
            wheel.writestr(
                f"{inside}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
            )
            wheel.writestr(f"{inside}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
            wheel.writestr(f"{inside}/RECORD", "")
        return f"{name}==1.0 --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def real_python() -> str:
    """Name the Python that runs the tests, or made the virtual environment that does."""
    return str(getattr(sys, "_base_executable", sys.executable))
