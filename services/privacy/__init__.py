"""What the desk has of a customer, forgetting it, and keys that are not kept for ever."""

from services.privacy.forgetting import Forgetting, OwnData
from services.privacy.retention import KeyRetention

__all__ = ["Forgetting", "KeyRetention", "OwnData"]
