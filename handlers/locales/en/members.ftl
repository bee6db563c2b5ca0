# /players, /idp, /authkey, /token, /transfer, /withdraw

command-players = Look several players up at once
menu-players = 👥 Players
usage-players = /players [app] id … (up to 100 ids)
example-players = /players puzzle PZ1001 PZ1002
usage-players-args = the players’ ids, up to 100, with spaces between
example-players-args = PZ1001 PZ1002
game-ask-players = Which players of { $app }? Send me the ids, with spaces between.
players-title = 👥 <b>{ $app }</b>: { $count ->
    [0] no player found
    [one] one player
   *[other] { $count } players
}
players-line = • { $player } – { $status }
players-line-since = • { $player } – { $status }, since { $at }
players-missing = Not there: { $players }
players-missing-or-unread = Not there, or among what cannot be read: { $players }
players-file = All of them.

command-idp = By what players sign in
menu-idp = 🔑 Sign-ins
usage-idp = /idp [app] id … (up to 100 ids)
example-idp = /idp puzzle PZ1001 PZ1002
usage-idp-args = the players’ ids, up to 100, with spaces between
example-idp-args = PZ1001 PZ1002
game-ask-idp = Whose sign-ins in { $app }? Send me the players’ ids, with spaces between.
idp-title = 🔑 <b>{ $app }</b>: { $count ->
    [0] no sign-ins found
    [one] sign-ins of one player
   *[other] sign-ins of { $count } players
}

command-authkey = Find players by their auth keys
menu-authkey = 🗝 Auth keys
usage-authkey = /authkey [app] key … (up to 100 keys)
example-authkey = /authkey puzzle google-pz1001
usage-authkey-args = the auth keys, up to 100, with spaces between
example-authkey-args = google-pz1001
game-ask-authkey = Which auth keys of { $app }? Send me them, with spaces between.
authkey-title = 🗝 <b>{ $app }</b>: { $count ->
    [0] no player found
    [one] one key found
   *[other] { $count } keys found
}
authkey-line = • { $key } – { $player }

command-token = Whether an access token is a player’s
menu-token = 🎫 Token
usage-token = /token [app] id token
example-token = /token puzzle PZ1001 the-token
usage-token-args = the player’s id and the access token
example-token-args = PZ1001 the-token
game-ask-token = Which player of { $app }, and which access token? Send me the id and the token. I delete your message where I may, and keep nothing of it.
token-valid = ✅ The token is valid: it is { $player }’s.
token-wrong = ❌ The token is not { $player }’s.
token-expired = ⌛ The token has expired.
token-no-login = ⛔ { $player } may not log in: banned, withdrawn or never there.
token-idp = Obtained by { $idp }, where the player is { $id }

command-transfer = Whose account a transfer id would move
menu-transfer = 📲 Transfer
usage-transfer = /transfer [app] id password
example-transfer = /transfer puzzle 198704206255 the-password
usage-transfer-args = the transfer id and its password
example-transfer-args = 198704206255 the-password
game-ask-transfer = Which transfer account of { $app }? Send me its id and its password. I delete your message where I may, and keep nothing of it.
transfer-valid = ✅ The transfer account is valid.
transfer-unused = Looking at it has not used it up.
transfer-wrong = ❌ There is no such transfer account, or its password is another.
transfer-used = ❌ The transfer account is used up.
transfer-expired = ⌛ The transfer account has expired.
transfer-blocked = ⛔ The player is banned.
transfer-same-device = ❌ The transfer account was used on the same device.
transfer-no-player = ⚫ The player has withdrawn.

command-withdraw = Delete a player’s account for good
menu-withdraw = 🗑 Withdraw
usage-withdraw = /withdraw [app] id
example-withdraw = /withdraw puzzle PZ1001
usage-withdraw-args = the player’s id, in one word
example-withdraw-args = PZ1001
game-ask-withdraw = Which player of { $app } shall be withdrawn? Send me the id; I ask once more before anything is done.
withdraw-question = ⚠️ Withdraw { $player } from <b>{ $app }</b>?
withdraw-effect = The account is deleted at once and for good. Nobody can bring it back, and the player loses all progress and purchases.
withdraw-now = Now: { $status }
withdraw-done = ⚫ { $player } of { $app } is withdrawn.
withdraw-found-done = ⚫ { $player } of { $app } is withdrawn. There was no clear answer; looking showed that it is done.
withdraw-not-done = ❓ There was no clear answer, and { $player } of { $app } is still there. Look again in a minute, and try once more if nothing has changed.
withdraw-unknown = ❓ There was no clear answer, and { $player } of { $app } could not be looked up after it. Look at /player before trying again.
withdraw-lost-try = ⚫ { $player } of { $app } is withdrawn: by our try of { $at }, whose answer had been lost. Nothing was done now.
