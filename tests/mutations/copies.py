"""Copies of the code in which mutations are made."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mutations.listing import Mutation

ROOT = Path(__file__).parents[2]


def copied(folder: Path) -> None:
    """Copy what git knows, as it is in the work tree now, into an empty folder."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is where PATH says
        cwd=ROOT, check=True, capture_output=True,
    ).stdout  # fmt: skip
    for name in filter(None, listing.decode().split("\0")):
        if (ROOT / name).is_file():  # one that was deleted is still listed until that is committed
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(ROOT / ".venv")


@contextmanager
def mutated(folder: Path, mutation: Mutation) -> Iterator[None]:
    """The copy has one defect inside. OSError, ValueError where it cannot be made."""
    path = folder / mutation.path
    right = path.read_text(encoding="utf-8")
    wrong = mutation.applied(right)
    try:
        _write(path, wrong)
        yield
    finally:
        _write(path, right)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # Python tells a changed file by its second and size: two writes within one may look the same.
    for stale in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        stale.unlink()
