# /rank, /top, /score, /scores

command-rank = Where players stand on a leaderboard
menu-rank = 🏅 Rank
usage-rank = /rank [app] leaderboard player … (up to 30 players)
example-rank = /rank puzzle 1 PZ1001 PZ1002
usage-rank-args = the leaderboard’s number or name and the players’ ids, up to 30
example-rank-args = 1 PZ1001 PZ1002
game-ask-rank = Which leaderboard of { $app }, and which players? Send me its number and the ids, with spaces between.
rank-title = 🏅 { $player } · { $app } · leaderboard { $factor }
rank-of = Rank { $rank } of { $total }, score { $score }
rank-line = Rank { $rank }, score { $score }
rank-before = Before: rank { $rank }
rank-extra = Extra: { $extra }
rank-since = Since { $at }
reason-unreadable-entry = { $provider } says something of this player that I cannot read.
rank-none = No score.
rank-button-delete = Delete score
ranks-title = 🏅 <b>{ $app }</b> · leaderboard { $factor } · { $count ->
    [0] nobody has a score
    [one] one player
   *[other] { $count } players
}
ranks-missing = { $player }: { $why }
rank-delete-question = ⚠️ Delete the score of { $player } on leaderboard { $factor } of <b>{ $app }</b>? The player leaves the leaderboard, and nobody can bring the score back.
rank-delete-done = 🗑 The score of { $player } on leaderboard { $factor } of { $app } is deleted.
rank-delete-found-done = 🗑 The score of { $player } on leaderboard { $factor } of { $app } is deleted. There was no clear answer; looking showed that it is done.
rank-delete-not-done = ❓ There was no clear answer, and { $player } still has a score on leaderboard { $factor } of { $app }. Look again in a minute, and try once more if nothing has changed.
rank-delete-unknown = ❓ There was no clear answer. The score of { $player } on leaderboard { $factor } of { $app } may be deleted, or not: look at /rank before trying again.
rank-delete-lost-try = 🗑 The score of { $player } on leaderboard { $factor } of { $app } is deleted: by our try of { $at }, whose answer had been lost.

command-top = The top of a leaderboard
menu-top = 🏆 Top
usage-top = /top [app] leaderboard [first rank] [how many, up to 40]
example-top = /top puzzle 1 11 20
usage-top-args = the leaderboard’s number or name and, if you like, the first rank and how many, up to 40
example-top-args = 1 11 20
game-ask-top = Which leaderboard of { $app }? Send me its number.
top-which = Which leaderboard of { $app }?
boards-named = By name: { $names }
top-title = 🏆 <b>{ $app }</b> · leaderboard { $factor }
top-title-past = 🏆 <b>{ $app }</b> · leaderboard { $factor }, the period before
top-count = { $count ->
    [0] Nobody has a score.
    [one] One player has a score.
   *[other] { $count } players have a score.
}
top-none = Nobody stands from rank { $start } on.
top-rank = #
top-player = Player
top-score = Score
top-button-past = Period before
top-button-now = This period

command-score = Write a player’s score
menu-score = ✍️ Score
usage-score = /score [app] leaderboard player score [extra]
example-score = /score puzzle 1 PZ1001 98400 "lvl 90"
usage-score-args = the leaderboard’s number or name, the player’s id, the score and, if you like, an extra of at most 16 bytes
example-score-args = 1 PZ1001 98400 "lvl 90"
game-ask-score = Which score in { $app }? Send me the leaderboard’s number, the player’s id, the score and, if you like, an extra.
score-question = Write the score { $score } for { $player } on leaderboard { $factor } of <b>{ $app }</b>?
score-extra = Extra: { $extra }
score-extra-empty = empty
score-now = Now: { $score }, rank { $rank }. It is written over.
score-now-none = Now: no score.
score-done = ✅ { $player } has the score { $score } on leaderboard { $factor } of { $app }.
score-same = ✅ { $player } had the score { $score } on leaderboard { $factor } of { $app } already.
score-refused = ❌ The score { $score } of { $player } on leaderboard { $factor } of { $app } was not written.
score-unknown = ❓ There was no clear answer. The score { $score } of { $player } on leaderboard { $factor } of { $app } may be written, or not; writing it once more is safe.

command-scores = Write many scores from CSV
menu-scores = 📑 Scores
usage-scores = /scores [app] with a CSV file or with rows: leaderboard,player,score[,extra]
example-scores = /scores puzzle 1,PZ1001,98400
usage-scores-args = a CSV file or rows: leaderboard,player,score[,extra]
example-scores-args = 1,PZ1001,98400
game-ask-scores = Which scores in { $app }? Send me a CSV file, or rows of the form leaderboard,player,score[,extra].
scores-bad = I cannot read all of it, so nothing was written.
scores-bad-rows = Not a score: { $count ->
    [one] row
   *[other] rows
} { $rows }
scores-twice = A player for the second time: { $count ->
    [one] row
   *[other] rows
} { $rows }
scores-rows-more = { $count } more
scores-too-many = At most { $most } scores at once.
scores-empty = There is no row in it.
scores-form = Each row is leaderboard,player,score[,extra]: whole number, id, number, at most 16 bytes.
scores-question = { $count ->
    [one] Write one score in <b>{ $app }</b>?
   *[other] Write { $count } scores in <b>{ $app }</b>?
} What is there is written over.
scores-change = { $factor } · { $player }: { $old } → { $new }
scores-new = { $factor } · { $player }: new, { $new }
scores-with-extra = { $score } ({ $extra })
scores-more = … and { $count } more
scores-same = { $count ->
    [one] One of them changes nothing.
   *[other] { $count } of them change nothing.
}
scores-result = 📑 <b>{ $app }</b>
scores-end-done = ✅ Written: { $count }
scores-end-same = ✅ The same as before: { $count }
scores-end-refused = ❌ Not written: { $count }
scores-end-unknown = ❓ Answer lost, perhaps written: { $count }
scores-all-failed = { $count ->
    [one] The one row
   *[other] All { $count } rows
}: { $why }
scores-failure = { $factor } · { $player }: { $why }
scores-why-refused = The provider said no.
scores-why-unknown = There was no clear answer; writing it once more is safe.
scores-file = Every row with what became of it.
