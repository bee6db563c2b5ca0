"""What the desk has of a customer, and forgetting it."""

from services.privacy.forgetting import Forgetting, OwnData

__all__ = ["Forgetting", "OwnData"]
