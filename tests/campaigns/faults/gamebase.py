"""Gamebase (4.1 to 4.24), walked by Sam, Max and Olga in the support desk's chat.

It has no sign-in, so a 401 in mid-flight is an app's secret key that is suddenly refused.
"""

from tests.campaigns.faults.gamebase_boards import BOARDS
from tests.campaigns.faults.gamebase_payments import COUPON, PAYMENT_TOKEN, PAYMENTS
from tests.campaigns.faults.gamebase_players import PASSWORD, PLAYERS, TOKEN

ROWS = (*PLAYERS, *PAYMENTS, *BOARDS)
SECRETS = (TOKEN, PASSWORD, PAYMENT_TOKEN, COUPON)
"""What people type, and what stands in no row, not in the log and nowhere in a group again."""
