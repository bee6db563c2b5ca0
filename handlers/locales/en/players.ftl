# /player

command-player = Look a player up
menu-player = 👤 Player
usage-player = /player [app] id
example-player = /player puzzle PZ1001
usage-player-args = the player’s id, in one word
example-player-args = PZ1001
game-ask-player = Which player of { $app }? Send me the id.

player-title = 👤 { $player } · { $app }
player-status-Y = 🟢 Normal
player-status-D = ⚫ Withdrawn
player-status-B = 🔴 Banned
player-status-M = ⚪ Missing account
player-status-T = 🟠 Withdrawal pending
player-status-P = 🟠 Ban pending
player-status-other = ❔ Status { $letter }
player-withdrawal = The account ends { $at }, unless the player takes the withdrawal back.
player-registered = Registered: { $at }
player-last-login = Last login: { $at }
player-identities = Signs in with
player-identity = • { $identity }
player-identities-more = and { $count } more
player-idp-unknown = unnamed provider
player-since = since { $at }
player-device = Device: { $device }
player-client = Game version: { $client }
player-sdk = SDK { $version }
player-place = Country and language: { $place }
player-sim = SIM from { $country }
player-network = Network: { $network }

os-AOS = Android
os-IOS = iOS
os-WEB = Web
os-WINDOWS = Windows

store-GG = Google Play
store-AS = App Store
store-ONESTORE = ONE store
store-ONESTROE = ONE store

idp-guest = Guest
idp-google = Google
idp-facebook = Facebook
idp-appleid = Apple
idp-gamecenter = Game Center
idp-iosgamecenter = Game Center
idp-payco = PAYCO
idp-naver = NAVER
idp-kakaogame = Kakao
idp-twitter = X (Twitter)
idp-line = LINE
idp-weibo = Weibo
idp-steam = Steam

error-need-app = Several apps are configured: { $apps }. Write which one you mean before the id.
error-unknown-app = There is no app “{ $app }” here. Those there are: { $known }.
error-no-player = { $app } has no player { $player }. Check the id; a player who withdrew long ago is not there any more.
