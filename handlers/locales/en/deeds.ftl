# How something ended that was confirmed, for whoever has not read it in the conversation.

deed-asked-by = Asked for by { $person }.
deed-not-begun = ✖️ I was stopped before I began this: nothing was done. If you still want it, send the command again.
deed-given-up = ✖️ I did not begin this: nothing was done.
deed-barred = { $person } does not have the right to “{ $right }” here any more. Who gives roles here can change that.
deed-reference = The fault is ours. Tell the owner this reference: { $reference }
deed-step = { $step }: { $end }

deed-end-done = ✅ Done.
deed-end-found-done = ✅ Done. There was no clear answer; looking showed it.
deed-end-not-done = ✖️ Not done. There was no clear answer; looking showed it.
deed-end-ambiguous = ❓ It is done, by an earlier try of ours or by somebody else.
deed-end-unknown = ❓ There was no clear answer: nobody knows whether it was done.
deed-end-refused = ✖️ Not done.
deed-end-not-sent = ✖️ Not done.
deed-restored = ❓ I was put back from a backup since: nobody knows whether { $rest ->
        [yes] the rest of it
       *[no] it
    } was done.
deed-end-cut-off = ❓ I was stopped while this was under way: nobody knows whether it was done.

# By what was confirmed, where one looks when nobody knows, and what else belongs to it.
deed-coupon-redeem = <b>Coupon</b> { $coupon } for { $player } of { $app }
deed-look-coupon-redeem = Ask the player whether it has arrived before you try again.
deed-payment-consume = <b>Consuming the payment</b> { $payment } of { $app }
deed-look-payment-consume = Trying once more is safe and tells: a payment is consumed once.
deed-player-withdraw = <b>Withdrawing</b> { $player } from { $app }
deed-look-player-withdraw = Look at /player before you try again.
deed-score-write = <b>Score</b> { $score } of { $player } on leaderboard { $board } of { $app }
deed-look-score-write = Look at /rank; writing it once more is safe.
deed-scores-write = <b>Scores</b> of { $app }: { $count } to write
deed-look-scores-write = Look at /rank; writing them once more is safe.
deed-rest-scores-write = Scores that are not named here were not sent.
deed-scores-delete = <b>Deleting the score</b> of { $player } on leaderboard { $board } of { $app }
deed-look-scores-delete = Look at /rank before you try again.
deed-game-account-add = <b>New game account</b> at { $provider }
deed-look-game-account-add = Look at /accounts before you try again.
deed-game-account-change = <b>Changing the game account</b> { $account } at { $provider }
deed-look-game-account-change = Look at /accounts before you try again.
deed-key-product-create = <b>New key product</b> { $product } at { $provider }
deed-look-key-product-create = Look at /products before you try again.
deed-rest-key-product-create = What is not named here was not begun.
deed-key-product-edit = <b>Changing the key product</b> { $product } at { $provider }
deed-look-key-product-edit = Look at /products before you try again.
deed-key-product-write = <b>Changing the key product</b> { $product } at { $provider } by a document
deed-look-key-product-write = Look at /products before you try again. Sending the document once more changes only what is different.
deed-rest-key-product-write = What is not named here was not begun.
deed-key-product-publish = <b>Publishing the key product</b> { $product } at { $provider }
deed-look-key-product-publish = Look at /products before you try again.
deed-key-product-delete = <b>Deleting the key product</b> { $product } at { $provider }
deed-look-key-product-delete = Look at /products before you try again.
deed-key-product-price = <b>Price</b> of the key product { $product } at { $provider } for { $platform } in { $region }
deed-look-key-product-price = Look at /products before you try again.
deed-key-product-no-price = <b>Taking away the price</b> of the key product { $product } at { $provider } for { $platform } in { $region }
deed-look-key-product-no-price = Look at /products before you try again.
deed-key-product-no-platform = <b>Taking the key product</b> { $product } at { $provider } off { $platform }
deed-look-key-product-no-platform = Look at /products before you try again.

# The steps of what has several.
deed-step-scores-write = Scores { $what }
deed-step-key-product-create = The product
deed-step-key-product-edit = Texts and general data
deed-step-key-product-set-platform = { $what } with its prices
deed-step-key-product-remove-platform = Taking off { $what }

error-deed-under-way = The very same is being done just now, by another Confirm: its card will say how it ended. Nothing was done by this one.
