"""Floods: who is a stranger to the desk, and what each may cause."""

from services.floods.strangers import Strangers

__all__ = ["Strangers"]
