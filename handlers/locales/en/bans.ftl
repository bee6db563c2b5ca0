# /bans, /unbans

command-bans = Who was banned
menu-bans = 🔴 Bans
usage-bans = /bans [app] [today | week | last month | oct 2026 | from..to] [player]
example-bans = /bans puzzle 2026-11-01..2026-11-20 PZ1003
command-unbans = Whose ban was taken back
menu-unbans = 🟢 Unbans
usage-unbans = /unbans [app] [today | week | last month | oct 2026 | from..to] [player]
example-unbans = /unbans puzzle month
usage-bans-player = the player’s id, in one word
example-bans-player = PZ1003

bans-title = 🔴 <b>Bans</b> · { $app } · { $days }
unbans-title = 🟢 <b>Unbans</b> · { $app } · { $days }
bans-of-player = Only { $player }
bans-count = { $count ->
    [0] None.
    [one] One, page { $page } of { $pages }.
   *[other] { $count }, page { $page } of { $pages }.
}
ban-line = <b>{ $player }</b> · { $reason }
ban-no-reason = no reason given
ban-span = From { $begins } to { $ends }
ban-since = Since { $begins }, no end given
ban-since-PERMANENT = Since { $begins }, for good
ban-endless = Since { $begins }, for ever
ban-ends = Until { $ends }
ban-ends-never = For ever
ban-by = By { $who }
ban-scores-deleted = The scores were deleted with it.
ban-released = 🟢 Taken back { $at } by { $who }
ban-release-reason = “{ $reason }”
bans-button-player = One player
bans-button-everybody = All players
bans-button-bans = Bans
bans-button-unbans = Unbans
bans-button-csv = CSV
bans-which-player = Which player of { $app }? Send me the id.
bans-file = { $count ->
    [one] One row.
   *[other] { $count } rows.
} Times are those of { $zone }.
