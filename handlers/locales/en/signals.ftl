# What alerts say: a title, and a line below it.

signal-stock = { $state ->
    [out] { $product } is sold out
    [own-low] { $product }: { $left ->
        [0] no key
        [one] one key
       *[other] { $left } keys
    } left of your own
    [days] { $product }: stock for about { $days ->
        [one] a day
       *[other] { $days } days
    }
   *[low] { $product }: { $left ->
        [one] one key
       *[other] { $left } keys
    } left
}
signal-stock-detail = { $state ->
    [out] No provider has it. I say so here when it is back.
    [own-low] Its low mark is { $below }. /keys adds more.
    [days] { $left ->
        [one] One key is
       *[other] { $left } keys are
    } there; { $keys ->
        [one] one was
       *[other] { $keys } were
    } sold in { $of_days ->
        [one] one day
       *[other] { $of_days } days
    }, so most likely it is { $low } to { $high } days.
   *[low] Fewer than { $below }, all providers together.
}

signal-price = { $state ->
    [cheaper] { $product }: { $percent } % cheaper at { $provider }
   *[moved] { $product } at { $provider }: { $up ->
        [yes] { $percent } % dearer
       *[no] { $percent } % cheaper
    }
}
signal-price-detail = { $state ->
    [cheaper] { $now } there, { $before } at { $usual }, where it was bought last.
   *[moved] { $now }, before { $before }.
}

signal-provider = { $state ->
    [all] None of { $count } providers answers
    [refused] { $provider } refuses our sign-in
    [limited] { $provider } limits us: too many requests
    [slow] { $provider } is slow
   *[down] { $provider } is down
}
signal-provider-detail = { $state ->
    [all] All since { $since_at }, so it is most likely this machine: its network, its proxy, or too much work. Orders wait and go on by themselves. /providers asks again.
    [refused] Since { $since_at }. Nothing can be bought there until the settings are right again.
    [limited] Since { $since_at }. Orders there go on by themselves, later.
    [slow] Since { $since_at }: it usually answers in { $usual_ms } ms and takes more than three times as long.
   *[down] Since { $since_at }. Orders there wait and go on by themselves. /providers asks again.
}

signal-order = { $state ->
    [uncertain] { $order }: nobody knows whether it was charged
    [late] { $order }: paid, and its keys are late
    [undelivered] { $order }: its keys are here, and nobody has them yet
    [approval] { $order } waits for approval
    [charged] { $order } was charged at another price than confirmed
    [twin] { $order }: a key of it was sold before
   *[other] { $order } needs somebody
}
signal-order-detail = { $product } × { $count } at { $provider }, since { $since_at }. { $state ->
    [uncertain] /resolve { $order } settles it.
    [approval] /approvals shows it.
   *[other] /order { $order } shows it.
}

signal-case = A customer waits for an answer about { $order }
signal-case-detail = Since { $since_at }. /cases shows it.

signal-bans = { $app }: { $count ->
    [one] one ban
   *[other] { $count } bans
} in { $hours ->
    [one] an hour
   *[other] { $length }
}
signal-bans-detail = More than usual. /bans shows who and why.

signal-desk = { $state ->
    [crashed] The desk started after { $count ->
        [one] a crash
       *[other] { $count } crashes
    }
    [version] The desk runs version { $version } now
    [backup] The backup failed
    [writes] The database took no writes for a while
    [disk] The disk is nearly full: { $megabytes } MB are free
    [outbox] Messages are late
   *[work] Orders under way are stuck
}
signal-desk-detail = { $state ->
    [crashed] It was last seen { $seen_at } and has been running again since { $started_at }. What was under way goes on by itself.
    [version] Since { $started_at }; before that it was { $before }.
    [backup] { $since_at }: { $problem }. It is tried again within the hour.
    [writes] From { $since_at } to { $until_at }. What people did meanwhile was refused or is done now.
    [disk] Make room where the desk keeps its files, or it stops taking orders.
    [outbox] The first waits since { $since_at }.
   *[work] The first waits since { $since_at }. /providers shows whether a provider is the reason.
}

notice-alert-test = { $alert }: { $count ->
    [0] there is nothing to tell just now.
    [one] this is so just now:
   *[other] these { $count } are so just now:
}
notice-alert-test-more = … and { $count } more
