# What every conversation shares.

language-name = English

# Words that are typed behind several commands, in small letters, with spaces between
words-all = all everything any list
words-add = add new create make
words-remove = remove revoke delete del rm
text-missing = Something is missing here. Please tell the owner of this bot.
moment-endless = for ever
moment-unknown = nobody knows when
moment-today = today { $time }
moment-day = { $day }, { $time }
moment-line = { $day } { $time }
end-of-day = the end of { $day }
duration-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
duration-days-short = { $count ->
    [one] 1 day
   *[other] { $count } days
}
duration-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
duration-hours-short = { $count } h
duration-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
duration-minutes-short = { $count } min

usage = Usage: { $usage }
example = Example: { $example }

card-lines-cut = { $count ->
    [one] … and one more line, cut here: it does not fit into a message.
   *[other] … and { $count } more lines, cut here: they do not fit into a message.
}
card-buttons-cut = { $count ->
    [one] One more button does not fit here.
   *[other] { $count } more buttons do not fit here.
}
unread = { $count ->
    [one] ⚠️ 1 of { $total } cannot be read: { $which }
   *[other] ⚠️ { $count } of { $total } cannot be read: { $which }
}
and-more = { $count } more
which-provider-more = … and { $count } more: write the provider’s name behind the command.
lines-more = … and { $count } more.
lines-over = over { $count }
unread-place = number { $place }
card-empty = There is nothing to show here.

tap-too-late = { $person } pressed this while I was away. I have done nothing about it now: see how things stand, and press it once more if it is still wanted.
ask-person = { $person }, please reply to this message.
unknown-command = I do not know this command. /menu shows what you can do here.
words-too-long = These are { $count } characters, and there is room for { $most }. Nothing was done or passed on: please send it shorter.
words-only = { $takes ->
    [document] I read this from words or from a document. Please send it as one of these: a picture or a recording would be lost.
   *[nothing] I read this from words alone: a picture, a file or a recording would be lost. Please send the words by themselves.
}
file-not-read = I have not read the file that came with that: written like this it takes none. { $command ->
    [products] A new product comes with <code>/products new</code> below its document; a change is sent when I ask for it.
    [catalog] A table of the catalog comes with <code>/catalog import</code> below it.
    [keys] Keys come with <code>/keys add GTA V</code> below their file, in private. If there are keys in this one, please delete it where I could not.
   *[other] Please send it when I ask for one.
}
hint-file = I was not waiting for a file, so I have not read it. { $may ->
    [keys] Keys for own stock come as text, CSV or XLSX with <code>/keys add GTA V</code> below the file.
    [catalog] A table of the catalog comes as CSV or XLSX with <code>/catalog import</code> below it.
   *[both] Send it again as text, CSV or XLSX, and below it <code>/keys add GTA V</code> for keys of own stock, or <code>/catalog import</code> for a table of the catalog.
}
question-over = I am not asking this any more: it was answered, stopped, or more than an hour ago. Press the button that led here, or send the command again, and I ask anew.
hint-menu = I was not waiting for an answer. /menu shows what you can do here.
old-menu = This menu is from an earlier version. Please open it again with its command.
asked-before-loss = You were asked this before a role of yours ended, and it ended with it. Nothing was done. Please send the command again.
error-key-in-words = That held a key, so nothing is called so or says so: names and words are read by others. Send it without the key.
delete-it-yourself = That may hold a secret. I may not delete messages here, so please delete yours. I keep nothing of it.
key-taken-out = Your message held a key, so I deleted it. I do not keep it.
key-taken-out-of = { $person }, your message held a key, so I deleted it: keys stay out of groups. I do not keep it.
key-delete-it-yourself = That message holds a key. I may not delete messages here, so please delete it yourself. I do not keep it.
key-file-unread = I did not look through this file for keys: { $why ->
    [too-big] I read { $most } KiB of text and no more.
    [locked] it is locked with a password.
    [broken] there is something in it that I cannot read.
    [slow] reading it takes longer than I have.
   *[too-fast] you send files faster than I can read them.
} If a key of ours is in it, please delete it.
not-your-menu = This menu belongs to somebody else. Open your own with the command.

refused-setup = This chat is not set up yet. An owner of the bot can do it with /setup.
refused-setup-owner = This chat is not set up yet. Send /setup to begin.
refused-off = No provider that can do this is set up. { $who } can add one in the settings.
refused-only-private = That works in our private chat only. Send /{ $command } there.
refused-only-private-tap = That works in our private chat only. Press the button there.
refused-only-group = /{ $command } is for groups.

button-buy = Buy
button-confirm = Confirm
button-cancel = Cancel
button-refresh = Refresh
button-back = Back
button-next = Next
button-previous = Previous
button-open-private = Open the private chat

error-not-permitted = You may not do this here. It takes the right to “{ $right }”; a manager or an owner can give you a role that has it.
not-permitted-ask-owner = You may not do this here. It takes the right to “{ $right }”; an owner can give you a role that has it.
not-permitted-by-role = You may not do this here. It takes the right to “{ $right }”, which your role here ({ $roles }) does not have. { $who } can change that.
not-permitted-switched = You may not do this here. The right to “{ $right }” of the role { $role } is switched off in this chat. { $who } can switch it on.
changers-either = { $one } or { $other }
changers-owner = An owner of the bot
ask-owners = Ask { $who }.
ask-an-owner = Ask an owner of the bot: whoever runs it, or added it here, knows who that is.
error-away = You may not do this here. You were given a role in “{ $title }” and are not in that group now: the role sleeps until you are back.
error-cannot-see = You may not do this here: I cannot see whether you are in the group that it belongs to.
cannot-see-no-answer = You may not do this here, for now. Telegram does not tell me whether you are in “{ $title }”. Please try again in a minute.
cannot-see-no-answer-here = You may not do this here, for now. Telegram does not tell me whether you are in this group. Please try again in a minute.
cannot-see-hidden = You may not do this here. I cannot see that you are in “{ $title }”: it hides its members. Once I am an administrator of it I can.
cannot-see-hidden-here = You may not do this here. I cannot see that you are in this group: it hides its members. Once I am an administrator of it I can.
cannot-see-bot-away-here = You may not do this here. I am no longer in that group, so nothing of it is served anywhere.
cannot-see-bot-away = You may not do this here. I am no longer in “{ $title }”, so nothing of it is served anywhere. When I am added again, all is as it was.
not-permitted-elsewhere = You may not do this here. You have the right to “{ $right }” in { $groups }: please do it there. { $who } can give it to you everywhere.
answer-not-taken = Telegram did not take my answer, so you may not see all of it. Look before you repeat what you asked for: it may be done.
error-done-before = I was interrupted in the middle of this, after I had begun it, and did not begin it a second time. See how things stand, and do it once more if it is still to be done.
error-unexpected = Sorry, that did not work, and it is our fault. If it happens again, tell the owner this reference: { $reference }

# Troubles with the desk's own database, by cause; what is kept in hand meanwhile, and what is refused.
books-locked = another program holds the desk's database
books-full = the disk is full
books-read-only = the desk's database takes no writes
books-forbidden = I may not write to the desk's database file or beside it
books-io = the disk reports errors
books-gone = the desk's database does not answer
books-refused = the desk's database does not let me in
books-damaged = the desk's database is damaged
books-remedy-locked = Find what else has the database open, and stop it.
books-remedy-full = Make room on the disk that holds the database.
books-remedy-read-only = See why its disk, its file or its server takes no writes.
books-remedy-forbidden = See whose the database file and its folder are.
books-remedy-io = Look at the disk, and at the log of its machine; have a backup at hand.
books-remedy-gone = Look at the PostgreSQL server, and at the way to it.
books-remedy-refused = Look at the user and the password in KEYDESK_DATABASE_URL.
books-remedy-damaged = Stop the bot and restore the newest backup.
books-trouble-began = 🚨 I have not been able to write anything down since { $since }: { $cause }. Nothing new is bought, handed over or changed until that works. What providers have answered I hold, and write it down then: please do not stop me before. { $remedy }
books-trouble-ended = ✅ I can write again. It did not work from { $since } to { $until }. What I held is written down.
kept-bought = ⏳ Bought, and I cannot write it down just now: { $cause }. Nothing is lost: I hold what the provider has given, and write it down as soon as that works. This card then goes on by itself. Please do not buy it again.
kept-answered = ⏳ The provider has answered, and I cannot write it down just now: { $cause }. Nothing is lost: I hold the answer, and write it down as soon as that works. Then I go on here by myself. Please do not do it again.
kept-not-begun = ⏳ Not bought yet: I cannot write anything down just now, because { $cause }, and I send nothing that is not written down. Nothing was charged. { $number } is bought as soon as that works, if it is within 15 minutes; later it is closed, with nothing charged, and you are told.
books-not-writable = I cannot write anything down just now: { $cause }. So I did not begin: nothing was bought, charged, handed over or changed. What only shows things still works. Please try again in a few minutes.
books-not-sure = The desk's database went away just as I wrote this down, so I cannot say whether it was. Please look how it stands before you do it again.
books-not-readable = I cannot look anything up just now: { $cause }. Nothing was done. Please try again in a few minutes.
books-not-kept = The provider has answered, and it could not be written down before I was stopped. After the next start I ask the provider what became of it. Please do not do it again; /order shows how it stands.

# Troubles with a provider, by kind.
trouble-unavailable = { $provider } is not available at the moment. Nothing was done; please try again in a minute.
reason-unreadable = { $provider } answers, but not in a way I can read. Nothing was done; please try again in a few minutes, and tell an owner if it stays like this.
trouble-down-since = { $provider } has not answered since { $since }, so I do not ask it for a few seconds. Nothing was done; please try again in a moment.
trouble-refused = { $provider } said no. Nothing was done.
trouble-not-found = { $provider } does not know this.
trouble-no-such-offer = { $provider } does not sell this offer any more.
trouble-out-of-stock = { $provider } has none left.
trouble-wrong-price = { $provider } has changed the price.
trouble-not-allowed = { $provider } does not accept our credentials. Nothing was done; an owner has to look at the settings.
trouble-already-done = { $provider } says that this was done before. Nothing was done now.
trouble-rejected = { $provider } found a fault in our request. Nothing was done.
trouble-unknown = { $provider } has not answered clearly. It is being found out what happened.
trouble-already-charged = { $provider } has charged this before and does not say with what result.
trouble-not-repeated = { $provider } does not say whether it sold, and it is too late to ask again.
trouble-not-proven = { $provider } says no now, which does not prove that the try before was not charged.
trouble-off = { $provider } is switched off in the settings.
trouble-slow = { $provider } takes too long to answer. Nothing was done; please try again in a minute.
trouble-error = { $provider } has a problem. Please try again in a minute.

provider-codegames = CodeGames
provider-hype = Hype
provider-paysuper = PaySuper
provider-openapigames = Open API Games
provider-gamebase = Gamebase
provider-own = Own stock

speaks-as-chat = You write as “{ $chat }”, so I cannot tell who you are and what you may do. Please write as yourself: press the picture beside the text field and choose your own name. An administrator has to switch “Remain anonymous” off first.
any = any
read-at = <i>Read { $at }</i>

error-bad-timezone = { $problem ->
    [missing] A time zone is missing. Write it like Europe/Berlin.
    [several] “{ $text }” is used in several time zones: { $near }. Please write one of these.
    [near] There is no time zone “{ $text }”. Nearest to it: { $near }.
   *[unknown] There is no time zone “{ $text }”. Write a continent and a city, like Europe/Berlin; a large city alone or UTC+3 will do too.
}
