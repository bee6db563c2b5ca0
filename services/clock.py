"""Where the time comes from: always handed in, so that a test can hold it."""

from providers.clock import Clock, system_clock

__all__ = ["Clock", "system_clock"]
