"""Says in one line what a Python is: version, its path, its home, and what it lacks for a `.venv`.

Fields are parted by tabs. Written so that any Python 3 can read it: whoever is too old is to say so.
"""

import os
import sys


def missing() -> str:
    """Name the modules without which no virtual environment can be made."""
    names = []
    for name in ("venv", "ensurepip"):
        try:
            __import__(name)
        except ImportError:
            names.append(name)
    return " and ".join(names)


version = ".".join(str(part) for part in sys.version_info[:3])
if sys.version_info[3] != "final":
    version += sys.version_info[3]
path = getattr(sys, "_base_executable", None) or sys.executable
sys.stdout.write(
    "\t".join((version, path, os.path.realpath(sys.base_prefix), missing() or "-")) + "\n"
)
