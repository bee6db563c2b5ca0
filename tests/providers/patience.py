"""How patient our clients are in tests: as usual, but with hardly a pause between tries."""

from dataclasses import replace

from providers.timeouts import Patience

QUICK = Patience(connect=5, read=5, purchase=5, first_wait=0.001, longest_wait=0.002)
"""As patient as usual, but with hardly a pause between tries."""

QUICK_HYPE = replace(QUICK, after_503=0.01)
"""Knows what a 503 means to PIN Hype."""

TRUSTING = replace(QUICK, down_after=10**9, attempts=1)
"""Never takes a provider for down, however often it fails, and asks it once: it would say the same."""

HASTY = Patience(connect=5, read=0.5, purchase=0.5, first_wait=0.001, longest_wait=0.002)
"""For servers that never answer, and only for them: a busy machine may be slow itself."""
