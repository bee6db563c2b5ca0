"""What the operating system lets this process do, and what it takes from it."""

import ctypes
import gc
import sys
from contextlib import suppress

try:
    import resource
except ImportError:  # there is none on Windows
    resource = None  # type: ignore[assignment]

_PR_SET_DUMPABLE = 4


def no_core_dumps() -> None:
    """No copy of our memory on a disk, should we crash: it would hold every secret in plain.

    On Linux nobody else who runs as the same user reads our memory either.
    """
    if resource is not None:
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(resource.RLIMIT_CORE)
            resource.setrlimit(resource.RLIMIT_CORE, (0, hard and 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def keep_what_is_there() -> None:
    """Once everything is loaded: let the collector look no more at what stays until the end.

    Two hundred thousand objects of libraries and texts stay; to look through them again and again cost a
    quarter of what a message costs. And let it look less often: what a message leaves behind is small.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def open_files() -> int:
    """How many files and connections we may have open."""
    if resource is None:
        return 512
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if soft != resource.RLIM_INFINITY else 1 << 20
