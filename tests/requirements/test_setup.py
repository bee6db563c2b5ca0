"""The set-up takes the right Python, says what it does and where it failed, and knows when all is done."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.requirements.yard import Yard, real_python

NOBODY = "http://me:hidden@127.0.0.1:9/"
"""An index that does not answer."""


@pytest.fixture
def yard(tmp_path: Path) -> Yard:
    """A project that was never set up, on a machine without any Python."""
    return Yard(tmp_path)


def test_the_newest_that_runs_comes_first(yard: Yard) -> None:
    """Wherever on the PATH and whatever its name: by number, not by letters or by place."""
    yard.facts("python3.11", "3.11.9")
    yard.facts("python3", "3.12.10")
    yard.facts("python3.12", "3.12.9", folder=1)
    yard.facts("python3.100", "3.100.0", folder=1)
    yard.facts("python3.20", "3.20.0", folder=1)
    assert yard.pythons() == [
        "3.20.0 python3.20",
        "3.12.10 python3",
        "3.12.9 python3.12",
        "3.11.9 python3.11",
    ]


def test_what_is_none_is_passed_over(yard: Yard) -> None:
    """A stand-in that does not run, an old one, one that is not released yet, one met before."""
    yard.python("python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    yard.facts("python3.14", "3.14.0candidate")
    yard.facts("python3", "3.10.4")
    yard.facts("python", "2.7.18", folder=1)
    yard.facts("python3.12", "3.12.1", folder=1)
    (yard.path[0] / "python3.12").symlink_to(yard.path[1] / "python3.12")
    assert yard.pythons() == ["3.12.1 python3.12"]


def test_the_one_that_is_taken_is_named(yard: Yard) -> None:
    """The newest is told with its path, and it is what makes .venv."""
    older, newer = yard.facts("python3.11", "3.11.9"), yard.facts("python3.13", "3.13.2", folder=1)
    said = yard.setup("run")
    assert f"Python 3.13.2 ({newer}), the newest on the PATH." in said.stdout
    assert "python3.13 is asked:" in said.stdout
    assert str(older) not in said.stdout


def test_none_at_all(yard: Yard) -> None:
    """Without any the set-up says what is missing and how to get or name one."""
    yard.facts("python3", "3.10.4")
    said = yard.setup("run")
    assert said.returncode == 1
    assert "No Python from 3.11 on is on the PATH." in said.stderr
    assert "make PYTHON=" in said.stderr


def test_one_that_makes_no_virtual_environment(yard: Yard) -> None:
    """It is told with the package that is missing, and the next older one is taken; else that is all."""
    yard.facts("python3.13", "3.13.1", "venv and ensurepip")
    said = yard.setup("run")
    assert said.returncode == 1
    assert "has no module venv and ensurepip" in said.stderr
    assert "python3.13-venv" in said.stderr
    yard.facts("python3.11", "3.11.9")
    said = yard.setup("run")
    assert said.returncode == 0
    assert "python3.13-venv" in said.stderr
    assert "Python 3.11.9" in said.stdout


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("python3.99", "PYTHON=python3.99 does not run here."),
        ("python3.9", "PYTHON=python3.9 is Python 3.9.18. Keydesk needs 3.11 or newer."),
        ("python3.12", "Python 3.12.1 (PATH) has no module ensurepip"),
    ],
)
def test_a_python_by_hand_is_checked(yard: Yard, named: str, sentence: str) -> None:
    """What was named and does not do is not replaced by another: the set-up says why and ends."""
    yard.facts("python3.13", "3.13.0")
    yard.facts("python3.9", "3.9.18")
    mute = yard.facts("python3.12", "3.12.1", "ensurepip")
    said = yard.setup("run", named)
    assert said.returncode == 1
    assert sentence.replace("PATH", str(mute)) in said.stderr
    assert said.stdout == ""


def test_a_python_by_hand_is_obeyed(yard: Yard) -> None:
    """Also where a newer one is on the PATH."""
    yard.facts("python3.13", "3.13.0")
    yard.facts("python3.11", "3.11.9")
    said = yard.setup("run", "python3.11")
    assert "as asked for by PYTHON" in said.stdout
    assert "python3.11 is asked:" in said.stdout


def test_a_set_up_from_its_first_step_to_a_failing_one(yard: Yard, tmp_path: Path) -> None:
    """What is broken is made anew, what is ready is left alone, what is lacking added, a failure named.

    One story, since each virtual environment takes seconds.
    """
    bin_ = yard.root / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to("/nowhere/python3.10")
    (bin_ / "left-over").touch()
    said = yard.setup("run", real_python())
    assert said.returncode == 0, said.stderr
    assert ".venv is made anew: its making has not come to an end." in said.stdout
    assert not (bin_ / "left-over").exists()
    steps = [line[:3] for line in said.stdout.splitlines() if line[1:2] == "/"]
    assert steps == ["1/4", "2/4", "3/4", "4/4"]

    for asked in (real_python(), ""):  # ready: nothing is done or said
        again = yard.setup("run", asked)
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")

    assert yard.state("dev") == "lacking"
    stamp = yard.root / ".venv" / "setup.json"
    run_alone = stamp.read_text()
    more = yard.setup("dev")
    assert more.returncode == 0, more.stderr
    assert "for tests and lint" in more.stdout
    assert "run the desk" not in more.stdout
    assert yard.setup("dev").stdout == ""

    assert_what_makes_it_broken(yard, tmp_path / "moved")

    stamp.write_text(run_alone)
    yard.lock("dev", "absent==1.0 --hash=sha256:" + 64 * "0")
    failed = yard.setup("dev", PIP_NO_INDEX="0", PIP_INDEX_URL=NOBODY, PIP_RETRIES="1")
    assert failed.returncode == 1
    where = "The set-up stopped at step 1 of 2: get and install 1 packages for tests and lint."
    assert where in failed.stderr
    assert "No matching distribution found for absent==1.0" in failed.stderr
    assert "Is there a network?" in failed.stderr
    assert "Run the same command again" in failed.stderr
    assert "hidden" not in failed.stderr + failed.stdout
    assert yard.state("run") == "broken"


def assert_what_makes_it_broken(yard: Yard, elsewhere: Path) -> None:
    """Another Python or folder, an interruption, a package that is gone, other locks; all is well after."""
    mine = ".".join(map(str, sys.version_info[:3]))
    assert yard.state("dev", None, mine, os.path.realpath(sys.base_prefix)) == "ready"
    assert yard.state("dev", None, "3.99.0", "/elsewhere") == "broken"
    shutil.copytree(yard.root, elsewhere, symlinks=True)
    assert yard.state("run", elsewhere) == "broken"

    stamp = yard.root / ".venv" / "setup.json"
    told = stamp.read_text()
    stamp.unlink()
    assert yard.state("run") == "broken"
    stamp.write_text(told)

    [module] = (yard.root / ".venv" / "lib").glob("python*/site-packages/pip")
    module.rename(yard.root / "pip-is-gone")
    assert yard.state("run") == "broken"
    (yard.root / "pip-is-gone").rename(module)
    assert yard.state("run") == "ready"

    locks = {
        part: (yard.root / "requirements" / f"{part}.lock").read_text() for part in ("run", "dev")
    }
    yard.lock("dev", locks["dev"] + "# changed\n")
    assert (yard.state("run"), yard.state("dev")) == ("ready", "broken")
    yard.lock("run", locks["run"] + "# changed\n")
    assert (yard.state("run"), yard.state("dev")) == ("broken", "broken")
    for part, lock in locks.items():
        yard.lock(part, lock)
    assert yard.state("dev") == "ready"


def test_a_file_in_the_place_of_the_virtual_environment(yard: Yard) -> None:
    """It makes way, without a traceback."""
    (yard.root / ".venv").write_text("I was here first.")
    said = yard.setup("run", real_python())
    assert said.returncode == 0, said.stderr
    assert ".venv is made anew" in said.stdout
    assert yard.state("run") == "ready"
