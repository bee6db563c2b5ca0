"""``python -m bench [name …]``: run the benchmarks named, or all, and print their ratios."""

import asyncio
import logging
import sys

import structlog

from bench import (
    approvals,
    broadcast,
    charts,
    commands,
    commits,
    digest,
    floods,
    half_sent,
    imports,
    keys,
    latency,
    lists,
    lookup,
    outside,
    posted,
    quotes,
    redaction,
    schedules,
    work,
)

ALL = {
    "approvals": approvals.run,
    "commands": commands.run,
    "outside": outside.run,
    "commits": commits.run,
    "quotes": quotes.run,
    "lists": lists.run,
    "lookup": lookup.run,
    "digest": digest.run,
    "charts": charts.run,
    "keys": keys.run,
    "broadcast": broadcast.run,
    "posted": posted.run,
    "floods": floods.run,
    "imports": imports.run,
    "redaction": redaction.run,
    "half-sent": half_sent.run,
    "latency": latency.run,
    "schedules": schedules.run,
    "work": work.run,
}


def main() -> None:
    """Run what is asked for."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    unknown = [name for name in sys.argv[1:] if name not in ALL]
    if unknown:
        print(f"python -m bench [name …], of these; all where none is named: {', '.join(ALL)}")
        sys.exit(unknown not in (["--help"], ["-h"]))
    for name in sys.argv[1:] or ALL:
        for line in asyncio.run(ALL[name]()):
            print(f"{name:10} {line}")


main()
