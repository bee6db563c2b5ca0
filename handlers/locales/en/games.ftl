# What all conversations about the games share.

game-which-app = In which app?
game-which-app-of = In which app should I look for { $what }?
unknown = unknown

confirm-gone = I do not hold this question any more. If nothing came of it, send the command again.
confirm-secret-gone = I was started anew since then, and what I may not write down is forgotten. If nothing came of it, send the command again.
confirm-under-way = This was confirmed and is under way: how it ends will be told here. Nothing is done twice.
confirm-ended = This was confirmed before, and how it ended was told. If you want it once more, send the command again.
confirm-working = ⏳ Under way …
confirm-broken = ❓ It is not known what came of this. Look before you try once more.
asked-anew = ⚠️ Nothing is done yet: things have changed since I asked. Is this meant?
confirm-cancelled = All right, nothing was done.

result-code = <i>Code { $code }</i>

reason-credentials = { $provider } does not accept our credentials for this app. Nothing was done; an owner has to look at the settings.
reason-product-off = This part of { $provider } is not switched on for this app. Nothing was done; an owner has to look at it.
reason-no-login = This player may not log in: banned, withdrawn or never there. Nothing was done.
reason-no-player = There is no such player.
reason-withdrawn = The player has withdrawn.
reason-no-client = This version is not registered for this operating system and store.
reason-no-score = The player has no score there.
reason-no-factor = There is no such leaderboard.
reason-coupon-used = This coupon is used up. Nothing was given.
reason-payment-consumed = This payment was consumed before, and not by this desk. Nothing was done.
reason-bad-request = { $provider } found a fault in what was sent. Nothing was done; check what you wrote, and tell an owner if it is right.
reason-wrong-version = { $provider } does not serve this version of its interface any more. Nothing was done.
reason-wrong-environment = The settings mix up the test system and the real one. Nothing was done; an owner has to look at them.
reason-bad-token = The token is not this player’s.
reason-token-expired = The token has expired.
reason-bad-login = The sign-in data of this player is not in order.
reason-transfer-same-device = The transfer account was used on the same device.
reason-transfer-wrong = There is no such transfer account, or its password is another.
reason-transfer-used = The transfer account is used up.
reason-transfer-expired = The transfer account has expired.
reason-transfer-blocked = The player is banned.
reason-transfer-broken = The transfer account could not be checked.
reason-coupon-invalid = This coupon is not valid, or not in this store. Nothing was used up.
reason-coupon-ended = This coupon was ended by hand. Nothing was used up.
reason-coupon-period = This coupon is outside its period. Nothing was used up.
reason-coupon-limit = This coupon has reached its limit. Nothing was used up.
reason-consume-failed = The payment could not be consumed: its number or token is wrong, or it is not in order.
reason-bad-product = The product of this payment is not valid. Nothing was done.
reason-extra-too-long = The extra is too long.
reason-bad-range = There are no such ranks.
reason-too-large = That is too much at once.
reason-unavailable = { $provider } was not reached: nothing was written.
reason-not-allowed = { trouble-not-allowed }

error-bad-value = { $what ->
    [player] That cannot be a player’s id.
    [key] That cannot be an auth key.
    [token] That cannot be a token.
    [transfer] That cannot be a transfer id.
    [password] That cannot be a password.
    [coupon] That cannot be a coupon’s code.
    [store] There is no such store. There are: { $known }.
    [os] There is no such operating system. There are: { $known }.
    [version] That cannot be a version.
    [payment] That cannot be the number of a payment.
    [package] That cannot be the name of a package.
    [factor] A leaderboard is called by a whole number up to { $most }.
    [score] A score is a number of at most { $most } digits.
    [extra] The extra has at most { $most } bytes.
    [count] At least one is needed, and at most { $most }.
   *[other] That cannot be asked for.
}
error-already-withdrawn = { $player } of { $app } is withdrawn already. Nothing was done.
error-no-payment = No payment { $payment } waits in { $app }: it was consumed, or never was. Nothing was done.
