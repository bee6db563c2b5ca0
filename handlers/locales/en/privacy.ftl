# /forget, and a customer's own data

command-forget = Forget a customer
menu-forget = 🫥 Forget a customer
usage-forget = /forget <id or @name>, or in reply to the person
example-forget = /forget @cara
usage-forget-person = an id, a @name, or a forwarded message of the customer
example-forget-person = @cara
forget-who = Who is to be forgotten? Send me the id or @name, or forward a message of theirs.
forget-ask = <b>Forget { $name }?</b> This cannot be undone.
forget-goes = <b>What goes:</b> name, @name and language; what waits for them; the words and files of their cases ({ $cases ->
    [0] none
    [one] one case
   *[other] { $cases } cases
}), and who is behind them.
forget-open-cases = { $open ->
    [one] One case is open: it is closed.
   *[other] { $open } cases are open: they are closed.
}
forget-keys = They have { $keys ->
    [one] one key
   *[other] { $keys } keys
} of { $orders ->
    [one] one order
   *[other] { $orders } orders
}: <b>/mykeys shows them nothing of it any more.</b> What they have not used and not noted is lost to them.
forget-unseen = { $unseen ->
    [one] One of these keys has
   *[other] { $unseen } of these keys have
} never reached them. It counts as handed over all the same, so that no key is sold twice.
forget-stays = <b>What stays:</b> orders and what was paid, without their name; the audit, which holds ids and no names.
forget-backups = Messages that stand in chats already stay there, and backups hold all of it until they are pruned.
forgotten = The person with the id { $id } is forgotten: { $keys ->
    [0] no key
    [one] one key
   *[other] { $keys } keys
}, { $cases ->
    [0] no case
    [one] one case
   *[other] { $cases } cases
}, { $messages ->
    [0] no message in them
    [one] one message in them
   *[other] { $messages } messages in them
}. The books stay, without their name.
error-has-role = { $name } has a role here ({ $roles }) and is not forgotten while that is so. Take it away first (/revoke), then ask again.

command-mydata = What I know of you
menu-mydata = 🗂 My data
usage-mydata = /mydata
example-mydata = /mydata
mydata = <b>What this shop knows of you</b>
mydata-name = Name: { $name }, Telegram’s number for you: { $id }
mydata-username = Your @name: { $username }
mydata-language = Language you have chosen: { $language }
mydata-since = Here since { $since }
mydata-no-keys = Keys: none
mydata-keys = Keys: { $keys } of { $orders ->
    [one] one order
   *[other] { $orders } orders
}, behind /mykeys
mydata-cases = Problems you have reported: { $cases }, with { $messages ->
    [one] one message
   *[other] { $messages } messages
}
mydata-wishes = You are told when it is back: { $products }
mydata-hint = Besides that there are only messages on their way to you and questions of mine that you have not answered, how often you have asked for things or tried links lately, which of the shop’s groups you are in, what was set up in this chat, and a record of what was done, which holds your number and no name. You can have yourself forgotten; I ask you twice.
button-forget-me = Forget me
button-forget-go-on = Go on
forget-me = <b>Shall this shop forget you?</b> This cannot be undone.
forget-me-goes = Your name, @name and language go, and whatever you have written about a problem.
forget-me-cases = { $open ->
    [one] You have an open problem: it is closed, and nobody answers it any more.
   *[other] You have { $open } open problems: they are closed, and nobody answers them any more.
}
forget-me-keys = You have { $keys ->
    [one] one key
   *[other] { $keys } keys
} here. <b>/mykeys will not show you any of it any more</b>, and the shop cannot tell that it was yours: use or note what you still need first.
forget-me-stays = What was sold and paid stays in the shop’s books, without your name. A record of what was done keeps your Telegram number, and copies made for safety hold all of it until they are deleted.
forget-me-sure = <b>Really forget you?</b>
forget-me-sure-keys = <b>Really? { $keys ->
    [one] One key is
   *[other] { $keys } keys are
} gone for you then</b>, used or not. Nobody can bring { $keys ->
    [one] it
   *[other] them
} back.
forgotten-me = You are forgotten. Should you write to me again, we meet for the first time.
