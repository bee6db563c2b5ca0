# /start, /help, /menu, /language, /whoami, /cancel

welcome-owner = Welcome, { $name }. You own this desk. Add me to your team’s group and send /setup there; /menu shows what you can do here.
welcome-staff = Welcome, { $name }. /menu shows what you can do here.
welcome-customer = Welcome, { $name }. Open the link you were given and your key will appear here. /mykeys shows the keys you have. If you work at the desk, your commands are in its group.
joined-group = Hello. I am Keydesk: stock, keys and players without leaving this chat. An owner of the bot can begin with /setup.
joined-again = Hello. This chat is set up; /menu shows what you can do here.

command-start = Begin
command-help = What I can do for you
help = <b>What you can do here</b>
help-besides = Besides
help-line = /{ $command } – { $does }
help-not-set-up = I am Keydesk: stock, keys and players without leaving this chat. This chat is not set up yet: an owner of the bot can do it with /setup.

command-menu = Everything, by buttons
menu = <b>What would you like to do?</b>
area = <b>{ $area }</b>
area-goods = 🏷 What we sell
area-players = 👤 Players
area-payments = 💳 Payments and coupons
area-leaderboards = 🏆 Leaderboards
area-games = 🛠 Game status
area-reports = 📊 Reports and alerts
area-team = 👥 Team

command-language = Choose the language
menu-language = 🌐 Language
language = <b>Which language should I speak with you?</b>
language-set = From now on I speak English with you.

command-whoami = Your id and what you may do here
menu-whoami = 🪪 Who am I
whoami =
    <b>{ $name }</b>
    Your id: { $id }
whoami-chat = This chat: { $chat }
whoami-owner = You are an owner: you may do everything.
whoami-here = Role in this chat: { $role }
whoami-everywhere = Role everywhere: { $role }
whoami-nothing = You have no role here. A manager or an owner can give you one.
whoami-may-nothing = { $count ->
    [one] This role allows
   *[other] These roles allow
} you nothing here yet.
whoami-rights = You may { $rights }.
whoami-off = Switched off here for your role: { $rights }.
whoami-on = Switched on here besides: { $rights }.
whoami-changers = { $who } can change your roles.

command-cancel = Stop what I am asking
cancelled = All right, I am not asking any more.
nothing-to-cancel = I am not asking you anything.
