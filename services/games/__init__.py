"""The games of the desk: players in numbers, bans, tokens, coupons, payments, leaderboards.

Whatever spends, changes or deletes is written down before it is asked for (``intents``), and what came
of it after. Nothing here keeps a token, a password or a coupon's code.
"""
