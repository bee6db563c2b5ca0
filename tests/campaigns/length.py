"""How long a campaign lasts: a short form with every test run, a long one by ``make campaigns``."""

import os

LONG = os.environ.get("CAMPAIGNS") == "long"
