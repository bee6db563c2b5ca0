"""Deeds: what a person confirmed and a provider does. Each is a row of work, and its end is a notice."""

from services.deeds.deed import (
    ENDED,
    KIND,
    Deed,
    DeedUnderWayError,
    NoRightError,
    NotKnownError,
    Outcome,
    Standing,
    TooLateError,
)
from services.deeds.doing import DeedWork, End, Kind, Maker
from services.deeds.keeper import Deeds
from services.deeds.steps import PutOffError, Step, unconfirmed

__all__ = [
    "ENDED",
    "KIND",
    "Deed",
    "DeedUnderWayError",
    "DeedWork",
    "Deeds",
    "End",
    "Kind",
    "Maker",
    "NoRightError",
    "NotKnownError",
    "Outcome",
    "PutOffError",
    "Standing",
    "Step",
    "TooLateError",
    "unconfirmed",
]
