# /setup, /roles, /grant, /revoke, /permissions

role-owner = owner
role-manager = manager
role-support = support
role-customer = customer
held-until = { $role }, until { $until }

command-setup = Set this group up
menu-setup = ⚙️ Set-up
setup = <b>{ $chat } is set up.</b>
setup-for = What it is for: { $purpose }
setup-role = Role of every member: { $role }
setup-zone = Time zone: { $zone }, where it is { $now } now
setup-language = Language: { $language }
setup-alerts = Alerts: { $alerts }
setup-alerts-none = Alerts: none
setup-step = <b>Step { $number } of { $of }</b>
setup-purpose-none = nobody said yet
setup-purpose-support = Support desk
setup-purpose-managers = Managers
setup-purpose-customers = Customers’ group
setup-purpose-other = Other
setup-which-purpose = What is this group for? It gives nobody anything: I propose what fits.
setup-which-language = In which language should I speak here, to the group and to whoever has chosen none?
setup-which-alerts = What should I tell this group by itself? A digest comes every day at 09:00; /alerts changes times and more.
setup-alert-on = ✅ { $alert }
setup-alert-off = ➖ { $alert }
setup-alert-maintenance = Maintenance of games
setup-alert-digest = Daily sales digest
setup-alert-stock = Stock that runs out
setup-alert-price = Prices that move
setup-alert-providers = Providers in trouble
setup-alert-orders = Orders that need a person
setup-alert-cases = Cases without an answer
setup-alert-bans = Unusually many bans
setup-alert-desk = Trouble of the desk itself
setup-role-proposed = { $purpose ->
    [support] In a support desk that only your team is in, “support” saves giving it to everybody one by one.
    [managers] In a group of managers only, “manager” saves giving it to everybody one by one.
    [customers] In a customers’ group leave it at none: whoever comes would have it.
   *[other] Leave it at none if you are not sure.
}
setup-people-default = <b>What people can do now:</b> { $whose ->
    [members] every member is { $role } and may
   *[administrators] every administrator of the group is { $role } and may
} { $rights }.
setup-people-named = { $count ->
    [one] One person has
   *[other] { $count } people have
} a role by name: /roles shows who.
setup-people-nobody = <b>What people can do now:</b> nothing, but for owners. Give somebody a role.
setup-skip-button = Skip
setup-done-button = Done
setup-every-button = All steps in turn
setup-button-for = What it is for
setup-button-language = Language
setup-button-alerts = Alerts
setup-role-taken = Every member was { $role } here. Anybody may come into a customers’ group, so nobody is it by being here any more. An owner can choose a role again.
setup-role-administrators = { $role }, administrators of the group only
setup-role-waits = { $role }, administrators of the group only: others can get into it by themselves, and no owner has said yes to that
setup-no-role = none; roles are given one by one
setup-no-role-button = No role
setup-button-role = Role of every member
setup-button-zone = Time zone
setup-button-administrators = { $role }, administrators only
setup-which-role = Which role should every member of this group have?
setup-open-question =
    <b>{ $open ->
        [public] This group is public: anybody can join it at any time, without being let in.
        [discussion] This group holds the comments of a channel: whoever reads that can write here without being let in.
       *[unknown] Telegram does not tell me whether strangers can get into this group by themselves.
    }</b>
    Whoever is a member would be { $role }, and could { $rights }.
setup-open-ask = Is that meant for everybody who comes?
setup-open-only-administrators = That is too much for everybody who comes: choose administrators only.
group-opened =
    🚪 { $open ->
        [public] <b>{ $chat }</b> is public now: anybody can join it, without being let in.
       *[discussion] <b>{ $chat }</b> holds the comments of a channel now: whoever reads that can write there, without being let in.
    }
    Its default role ({ $role }) is only for its administrators from now on; roles given by name stay. With /setup there an owner can say that it is meant for everybody who comes.
error-open-group = Strangers can get into this group by themselves. /setup asks whether its default role is meant for them too.
setup-button-everybody = Yes, everybody
setup-button-only-administrators = Administrators only
setup-which-zone = In which time zone should I show times here?
setup-other-zone = Another
setup-ask-zone = Which time zone? Write it like Europe/Berlin.
usage-setup-zone = <continent>/<city>
example-setup-zone = Europe/Berlin

setup-begin-button = ⚙️ Set this group up
brought-in =
    👋 { $person } has brought me into the group “{ $chat }”. Nobody has set it up, so nobody is served there, and I said nothing. Shall I stay?
brought-in-more =
    👋 { $person } brings me into more groups than I tell one by one. Nobody is served there, and I say nothing in them. All of them are listed here, and at any time under /roles in our private chat.
groups-unset-button = Groups not set up
groups-unset = { $count ->
    [one] <b>One group</b> that I am in is
   *[other] <b>{ $count } groups</b> that I am in are
} not set up: nobody is served there.
groups-unset-line = { $at }. { $chat }
groups-leave-button = Leave { $at }
groups-set-up-button = Set up { $at }
groups-unset-none = Every group that I am in is set up.
brought-in-by-group = Somebody who writes in the name of a group
brought-in-leave-button = Leave
brought-in-set-up-button = Set up
brought-in-left = I have left “{ $chat }”.
brought-in-gone = I am not in that group any more.
brought-in-ready = “{ $chat }” was set up meanwhile, so I stay. If I should go, remove me there.
brought-in-join-first = I ask what is to be set up in the group itself, and you are not in “{ $chat }”. Join it, then press Set up again or send /setup there.
brought-in-set-up = “{ $chat }” is set up. I have asked the rest there.

command-roles = Who has which role here
menu-roles = 👥 Roles
roles = <b>Roles in this chat</b>
roles-default = Every member: { $role }
roles-default-administrators = Every administrator of this group: { $role }
roles-default-waits = Every administrator of this group: { $role }. Others not, since strangers can get into it: an owner can say yes to that with /setup.
roles-asleep = { $role } (asleep: not in this group now)
roles-here = { $person } – { $role }
roles-everywhere = { $person } – { $role }, in every chat
roles-page = { $total } in all, page { $page } of { $pages }
roles-nobody = Nobody has a role here yet.
roles-grant-button = Give a role
roles-revoke-button = Take a role away
roles-own-button = Roles of your own
own-roles = <b>Roles of your own</b>, in every chat. Which do you want to look at?
own-roles-none = <b>Roles of your own</b>: there are none yet. One is a name and what it may do.
role-new-button = New role
role-delete-button = Delete
own-role-ask-name = What shall the role be called? Send me its name, such as: night shift
usage-role-name = a name of 2 to 32 characters that begins with a letter
example-role-name = night shift
own-role = <b>{ $role }</b>
own-role-may = Whoever has it may { $rights }.
own-role-may-nothing = Whoever has it may do nothing yet.
own-role-people = It was given to { $people }.
own-role-nobody = Nobody has it.
own-role-press = Press a permission to switch it: that counts at once for everybody who has the role.
own-role-delete = Delete the role <b>{ $role }</b>? Nobody has it.{ $limits ->
    [0] {""}
    [one] {" "}The limit that was set for it goes with it.
   *[other] {" "}The { $limits } limits that were set for it go with it.
}
own-role-deleted = The role { $role } is deleted.
roles-unchanged = Nothing was changed.

command-grant = Give somebody a role
usage-grant = /grant <role> [@name or id] [everywhere] [7d | 12h | until 2026-12-24]
example-grant = /grant support @sam 7d
usage-grant-person = an id, a @name, or a forwarded message of the person
example-grant-person = @sam
button-pick-person = 👤 Choose a person
person-met = 👤 { $person }
person-id = id { $id }
person-since = known since { $since }
person-known = known for long
person-new = I have not met this person before
grant-which = Which role do you want to give?
grant-how-long = For how long should the role { $role } be given?
grant-good-button = For good
grant-day-button = A day
grant-week-button = A week
grant-month-button = A month
grant-date-button = Until a date
grant-ask-until = Until when? Send me a date such as 2026-12-24, or a time such as 12h, 7d or 2 weeks.
usage-grant-until = a date, or a number of hours, days, weeks or months
example-grant-until = 2026-12-24
grant-length-button = Another time
grant-everywhere-button = In every chat
grant-here-button = In this chat only
grant-ends = It lasts until { $until } and then ends by itself.
grant-instead = So far it was given until { $until }.
grant-instead-of-good = So far it was given for good.
grant-who = Who gets the role { $role }? Send me the id or @name of somebody who has written where I can read it, or forward a message of theirs.
grant-pick-privately = Or choose the person from a list in our private chat.
grant-pick-late = I am not asking for a person in that group any more. Please begin anew there with /grant.
grant-asked-there = I have asked in “{ $chat }” whether it is meant so: please confirm it there.
grant-confirm = Make { $person } <b>{ $role }</b> in this chat?
grant-confirm-everywhere = Make { $person } <b>{ $role }</b> in every chat?
grant-effect = The person may then { $rights }.
granted-asleep = { $person } is not in this group now: the role sleeps until they come.
granted = { $person } is now { $role } in this chat.
granted-everywhere = { $person } is now { $role } in every chat.

lapsed-here = ⌛ { $person } is no longer { $role } in this chat: that was given until { $until }.
lapsed-everywhere = ⌛ { $person } is no longer { $role } in every chat: that was given until { $until }.
lapsed-here-still = ⌛ { $person } was made { $role } in this chat until { $until }, and that is over. The same role in every chat stays theirs.
lapsed-yours-here-still = ⌛ Your role { $role } in “{ $chat }” has ended: it was given until { $until }. The same role in every chat stays yours.
lapsed-yours-here = ⌛ Your role { $role } in “{ $chat }” has ended: it was given until { $until }.
lapsed-yours-everywhere = ⌛ Your role { $role } in every chat has ended: it was given until { $until }.

command-revoke = Take a role away
usage-revoke = /revoke <role> [@name or id] [everywhere]
example-revoke = /revoke support @sam
revoke-which = Which role do you want to take away?
revoke-nobody = There is no role here that you could take away.
revoke-button = { $person }: { $role }
revoke-everywhere-button = { $person }: { $role }, in every chat
revoke-confirm = Take the role <b>{ $role }</b> in this chat away from { $person }?
revoke-confirm-everywhere = Take the role <b>{ $role }</b> in every chat away from { $person }?
revoked = { $person } is no longer { $role } in this chat.
revoked-still = { $person } has lost the role { $role } in this chat, and has it in every chat still: /revoke with “everywhere” takes that away.
revoked-everywhere = { $person } is no longer { $role } in every chat.

command-permissions = What each role may do here
menu-permissions = 🛂 Permissions
permissions-title = <b>What each role may do in { $chat }</b>
permissions-columns = Columns: { $roles }
permission-row = { $number }. { $right } { $states }
permission-on = ✅
permission-off = ➖
permission-on-here = ✅•
permission-off-here = ➖•
permission-switch = { $number } { $role } { $state }
permissions-page = Page { $page } of { $pages }. Marked • is what differs here from what the role has at first.
permissions-press = A switch counts at once, in this chat only; pressed once more it is as at first.
permissions-owner-only = Only an owner can switch these. { $ask }
permissions-other-roles = Other roles
permissions-reset-button = Reset { $role }
permissions-reset-all-button = Reset all
permissions-reset-ask = <b>Put these back to what they are at first?</b> It counts at once, in this chat.
permissions-reset-on = { $role } will no longer { $right }
permissions-reset-off = { $role } will { $right } again
permission-button-on = ✅ { $right }
permission-button-off = ➖ { $right }

# Permissions as words that follow "may", by the permission's word.
permission-keys-own = open received keys
permission-stock-view = see stock and prices
permission-orders-buy = buy keys
permission-orders-view = see orders
permission-orders-deliver = hand keys over to customers
permission-keys-reveal = see keys in plain
permission-keys-stock = add to own stock
permission-orders-approve = approve orders
permission-orders-reverse = reverse orders
permission-orders-resolve = settle uncertain orders
permission-cases-answer = answer customers’ cases
permission-incidents-handle = take incidents in hand
permission-catalog-edit = change the catalog
permission-players-view = look players up
permission-players-bans = see bans
permission-players-withdraw = delete players
permission-status-view = see the games’ status
permission-coupons-consume = redeem coupons
permission-payments-view = see payments
permission-payments-consume = redeem payments
permission-leaderboard-view = see leaderboards
permission-leaderboard-edit = change leaderboards
permission-products-view = see key products
permission-products-edit = change key products
permission-accounts-view = see game accounts
permission-accounts-edit = change game accounts
permission-sales-view = see sales
permission-sales-cost = see what purchases cost
permission-alerts-edit = change alerts
permission-roles-edit = give and take roles
permission-limits-edit = change limits
permission-audit-view = see who did what
permission-system-view = see the state of the providers
permission-system-edit = make and restore backups, forget customers

error-unknown-role = There is no role “{ $role }”. There are: { $known }.
error-bad-role-name = { $problem ->
    [taken] No role can be called “{ $text }”: /grant, /limits or a button means something else by that, or by a part of it. Choose another name.
   *[form] A role needs a name of 2 to { $longest } characters that begins with a letter.
}
error-too-many-roles = There are { $most } roles of your own: delete one that nobody needs.
error-role-there = There is a role { $role } already. Choose a name that cannot be taken for it.
error-role-in-use = The role { $role } cannot be deleted: it was given to { $people }. Take it away there first.
error-unknown-permission = There is no permission “{ $permission }”.
error-unknown-person = I do not know “{ $text }”. I know people who have written to me, or in a group where I can read it: let the person do that first.
error-name-changed-hands = @{ $name } was the name of { $person } (id { $id }) and is not any more: names change hands, and somebody else may have it now. Nothing was done. Forward a message of the person you mean, or send their id.
error-unchecked-name = I cannot check whether @{ $name } is still { $person } (id { $id }): Telegram tells me nothing of people who have not started me. Let them open { $link } and press Start first, or send their id. Nothing was done.
error-hidden-person = { $name } does not let forwarded messages tell whose they are, so I cannot know the account. Send the id instead, or let the person write to me.
error-cannot-ask-who = Telegram does not answer at the moment, so I cannot tell who @{ $name } is now. Nothing was done; please try again in a minute, or send the id.
error-no-person = No person is behind that: it is a bot, or a name that Telegram shows where a channel or a whole group speaks. Name a person: by id, by @name, or by a message of theirs.
error-only-owner = Only an owner of the bot may do this. { $ask }
error-group-only = This is done in a group: in a private chat it would mean nothing.
error-not-set-up = This chat is not set up yet. An owner of the bot can do it with /setup.
error-already-granted = The person is { $role } there already.
error-bad-end = { $problem ->
    [past] That time is over already: a role can only be given until a later one.
    [far] “{ $text }” is more than ten years ahead: leave the time out, and the role is given for good.
    [no-day] There is no such day as “{ $text }”.
    [month] “{ $text }” may mean minutes or months: write 30min or 3mo.
   *[unknown] “{ $text }” is no time I can read: write 12h, 7d, 2 weeks, or a date such as 2026-12-24.
}
error-oneself = Nobody gives a role to themselves. Somebody else who may do it can. { $ask }
error-beyond-own = You cannot give the role { $role } here: whoever has it may { $rights }, and you may not. { $ask }
error-outlasts-own = You cannot give the role { $role } for longer than you have it yourself: until { $lasts }. { $ask }
error-ended = Your role { $role } in “{ $title }” has ended: it was given until { $until }. { $who ->
    [anybody] Ask an owner, or somebody who may give roles there, to give it again.
   *[owner] Ask an owner to give it again.
}
ended-everywhere = Your role { $role } has ended: it was given until { $until }. Ask an owner to give it again.
error-nothing-to-revoke = { $everywhere ->
    [yes] The person has no role { $role } for this chat alone, but in every chat. An owner takes that away with “everywhere” at the end.
   *[no] The person is not { $role } there.
}
