"""Work: what asks a provider and changes something is a row, done by a worker apart from the conversation."""

from services.work.may_still import MayStill
from services.work.queue import WorkQueue
from services.work.worker import Claim, Doer, Worker

__all__ = ["Claim", "Doer", "MayStill", "WorkQueue", "Worker"]
