"""Taps that the modules of handlers/games serve, under the name of each."""

from handlers.frame.callback import Tap

# bans.py
BANS_CSV = Tap("bans.csv")
BANS_PAGE = Tap("bans.page")
BANS_PLAYER = Tap("bans.player")

# consume.py
CONSUME_ASK = Tap("consume.ask")
CONSUME_DO = Tap("consume.do", confirms=True)

# coupons.py
COUPON_DO = Tap("coupon.do", confirms=True)

# launching.py
LAUNCHING_OS = Tap("launching.os")
LAUNCHING_STORE = Tap("launching.store")

# maintenance.py
STATUS_AGAIN = Tap("status.again")
STATUS_LOOK = Tap("status.look")

# players.py
PLAYER_SHOW = Tap("player.show")

# ranks.py
RANK_SHOW = Tap("rank.show")
TOP_OTHER = Tap("top.other")
TOP_PAGE = Tap("top.page")

# score.py
RANK_DELETE = Tap("rank.delete")
RANK_DELETED = Tap("rank.deleted", confirms=True)
SCORE_DO = Tap("score.do", confirms=True)

# scores.py
SCORES_DO = Tap("scores.do", confirms=True)

# withdraw.py
WITHDRAW_DO = Tap("withdraw.do", confirms=True)
