# Customers' cases: the customer's side, the desk's card, /cases, /templates.

case-kind-used = Already used
case-kind-region = Wrong region
case-kind-redeem = Cannot be redeemed
case-kind-other = Other

case-which-key = Which of your { $count } keys of { $product } does not work? Choose its number.
case-button-all = All of them
case-which-kind = What is wrong with it?
ask-problem = What happens when you enter the key of { $product }? Write it here; photos help, and text files. The shop reads it.
button-without-words = Send without words
usage-case-words = words, a photo or a file; no stickers, voice messages or videos
example-case-words = It says “already used”, here is a photo
case-not-reported = This did not reach the shop: I waited for it no longer than an hour, and nothing is reported of { $number } yet. Press the button, and send it once more.
button-report-again = Report it now
case-not-passed-on = This did not reach the shop: for more than an hour nothing was said about { $number }, so I wait for no more words. Press the button, and send it once more.
problem-told = Thank you. The shop has your message about { $number } and answers you here. Whatever you write now goes to the shop too, until you send /cancel.
case-open-waits = The shop has your message about { $product } ({ $number }) and answers you here. Whatever you write now goes to the shop too, until you send /cancel.
case-open-answered = The shop has answered you about { $product } ({ $number }). Whatever you write now goes to the shop, until you send /cancel.
case-heard = The shop has it.
case-heard-edited = The shop reads it as it is now.
case-ask-more = What do you want to tell the shop about { $product }? Words, photos and text files all go there, until you send /cancel.
button-write-back = Write back
button-works-now = It works now
case-solved-thanks = Good to hear that { $product } works. Thank you for telling us.

case-title = 🛟 <b>{ $kind }</b>: { $product }
case-order = Order { $number } · { $status }
case-customer = Customer: { $customer }
case-keys = { $count ->
    [one] Key: { $keys }
   *[other] Keys: { $keys }
}{ $more ->
    [0] { "" }
   *[other] { " " }… and { $more } more
}
case-provider-says = { $provider } says of the key: { $status }
case-provider-silent = { $provider } did not say how it stands with the key.
case-provider-no-books = { $provider } keeps no books that I can read, so its own word on the key is not known.
case-earlier = Earlier cases: { $customer } of this customer, { $product } of this product
case-no-earlier = No earlier case of this customer or this product
case-waits = ⏳ Waiting for an answer since { $at }
case-answered = 💬 Answered
case-taken = Taken by { $name }
case-replacement-given = In its place: { $number }
case-replacement = In its place: { $number } · { $status }
case-replacement-sent = In its place: { $number } · on its way to { $name }
case-replacement-lost = 📪 { $number } was bought in its place and has not reached { $name }, so the case stays open. If they had blocked me it goes out as soon as they are back; or press Send again, or give them a claim link.
case-replacement-held = ⚠️ { $number } was bought in its place, but { $count ->
    [one] its key came before
   *[other] not each of its { $count } keys is new: some came before
} ({ $earlier }). So nothing was sent to { $name }, and the case stays open. Ask { $provider } for another key, or press Replace and choose what to buy; what is good of { $number } can be sent from /order { $number }.
case-replace-held = The last one, { $number }, had a key that came before. Each of these is paid for again; { $provider } may owe you one for { $number }, so ask them too. What shall be bought for { $name }?
button-replace-same = { $provider } once more
case-replacement-left = 📪 { $number } was bought in its place and has not reached { $name }: its key is the desk’s.
case-asked-first = I asked you something else before, so I do not know which you mean, and have told the customer nothing. Answer it by a reply to my message, or send /cancel; then write this once more.
case-given = 🔁 { $count ->
    [one] Another key was given before
   *[other] Another key was given before for { $replaced } of { $count }
}: { $orders }{ $more ->
    [0] { "" }
   *[other] { " " }… and { $more } more
}
case-given-order = { $number } · { $status }
case-how = Reply to this message and the customer reads it from me; photos and files too.
case-how-topic = What is written in this topic the customer reads from me, photos and files too. Begin with // for a note among yourselves.
case-end-solved = ✅ The customer says that it works now ({ $at })
case-end-closed = ✅ Closed by { $name } ({ $at })
case-end-replaced = ✅ { $keys ->
    [one] Another key was given
   *[other] { $keys } other keys were given
} ({ $at })
case-end-reversed = ✅ { $count ->
    [one] The key was
   *[other] The keys were
} taken back ({ $at })
case-own-stays = A key of own stock that somebody has had does not go back there, so there is nothing to reverse here.
case-topic = { $product } · { $customer } · { $number }

button-take = Take
button-give-back = Give back
button-take-over = Take over
button-change-hands = Take over / give back
button-answer = Answer
button-replace = Replace
button-send-again = Send again
case-sent-since = Nothing more was sent: since you were shown this, { $by ->
    [none] I have
   *[other] { $by } has
} sent it to { $name } ({ $at }).
button-close = Close
button-send-answer = Send

case-word = 💬 { $name } about { $product } ({ $number }):
case-word-topic = 💬 { $name }:
case-answer = 💬 The shop about { $product } ({ $number }):
case-answer-by = 💬 { $name } from the shop about { $product } ({ $number }):
case-passed = ↪️ Goes to { $name }.
case-passed-edited = ✏️ { $name } reads it as it is now.
case-edited = <i>✏️ edited</i>
case-ask-answer = Reply to this message with what { $name } shall read about { $number }: words, a photo or a file.
case-ask-answer-ready = Reply to this message with what { $name } shall read about { $number }: words, a photo or a file. Or choose an answer that is ready:
case-template-question = { $name } will read:
case-replace = In place of { $number }: as soon as its key is there, { $name } gets it from me; once it has arrived, the case is over.
case-replace-others = For { $name } it can be bought from others now{ $count ->
    [one] {""}
   *[other] , a key each
}:
case-replace-none = No other offer of it has { $count ->
    [one] one
   *[other] { $count }
} now either. Answer { $name } how it goes on, or close the case; Try again looks once more.
button-replace-again = Try again
case-replace-again = ⚠️ { $name } was given another key for this before: { $orders }{ $more ->
    [0] { "" }
   *[other] { " " }… and { $more } more
}. Confirm buys one more, which is paid for again. Is that meant?
case-replace-rest = Left out are { $replaced } of { $count } keys, for which another was given before: { $orders }{ $more ->
    [0] { "" }
   *[other] { " " }… and { $more } more
}.
case-reverse-question = Take back { $count ->
    [one] this key
   *[other] these { $count } keys
} of { $number }: { $keys }{ $more ->
    [0] { "" }
   *[other] { " " }… and { $more } more
}? { $provider } is asked to; a reversed key can no longer be redeemed. { $name } is told, and the case is over with it.{ $others ->
    [0] { "" }
    [one] { " " }The other key of { $number } stays as it is.
   *[other] { " " }The other { $others } keys of { $number } stay as they are.
}
case-ask-reason = Why is the case of { $number } closed? { $name } reads it.
usage-case-close = up to 1,000 characters that the customer reads
example-case-close = The key was redeemed on the day it was bought, so we cannot replace it.
case-closed = The case of { $number } is closed. { $name } reads why.
case-ask-over = { $name } has the case of { $number }. Take it over? { $name } reads in its chat that you have it now.
case-taken-over = 🔁 { $name } has taken the case of { $number } over from { $former }.
case-let-go = 🔁 { $former } had the case of { $number } and may not answer cases here any more, so nobody has it now.{ $waits ->
    [yes] { " " }{ $customer } waits for an answer.
   *[no] { "" }
}
case-reminder = ⏰ { $name } has been waiting for an answer about { $product } ({ $number }) since { $at }.{ $taken ->
    [yes] { " " }{ $by } has taken the case.
   *[no] { " " }Nobody has taken the case.
}
notice-case-closed = The shop has closed your case about { $product } ({ $number }):
notice-case-closed-then = If it is not settled by that, press “Problem with this key” once more; /mykeys has it.
notice-case-replaced = { $instead } { $keys ->
    [one] is the other key
   *[other] has the { $keys } other keys
} that the shop gives you in place of { $product } ({ $number }), so your case about that is over. /mykeys has it.
notice-case-reversed = The shop has taken { $count ->
    [one] your key
   *[other] your { $count } keys
} of { $product } ({ $number }) back, so your case about { $count ->
    [one] it
   *[other] them
} is over. Please ask the shop about your money.

command-cases = Customers’ cases
menu-cases = 🛟 Cases
usage-cases = /cases [open | mine | waiting]
example-cases = /cases waiting
cases-title-open = 🛟 <b>Open cases</b> ({ $total })
cases-title-mine = 🛟 <b>Cases you have taken</b> ({ $total })
cases-title-waiting = 🛟 <b>Customers who wait</b> ({ $total })
cases-none-open = No case is open.
cases-none-mine = You have taken no open case.
cases-none-waiting = Nobody is waiting for an answer.
cases-filter-open = Open
cases-filter-mine = Mine
cases-filter-waiting = Waiting
cases-line = { $number } { $product } · { $kind } · { $customer }, answered{ $taken ->
    [yes] , taken by { $by }
   *[no] { "" }
}
cases-line-waits = { $number } { $product } · { $kind } · { $customer }, ⏳ since { $at }{ $taken ->
    [yes] , taken by { $by }
   *[no] { "" }
}
cases-button-templates = Ready answers
cases-button-settings = Settings
cases-settings =
    <b>Cases in { $chat }</b>
    { $minutes ->
        [0] I do not remind you of customers who wait.
       *[other] I remind you when a customer has waited for { $length }, once for each wait.
    }
    { $names ->
        [yes] Customers see who answers them.
       *[no] Customers see that the shop answers, and not who.
    }
cases-remind-button = { $minutes ->
    [0] Never
   *[other] { $length }
}
cases-names-on = Show names to customers
cases-names-off = Hide names from customers

command-templates = Answers kept ready
menu-templates = 🗂 Ready answers
usage-templates = /templates
example-templates = /templates
templates = <b>Answers that { $chat } keeps ready</b> ({ $total }). Answer on a case offers them.
templates-none = There is no ready answer here yet. Once there is one, Answer on a case offers it.
template-button-new = New
template-button-edit = Change
template-button-delete = Delete
template-ask-name = What shall the answer be called? Send a short name, such as: Needs a photo
usage-template-name = a name of 1 to 40 characters
example-template-name = Needs a photo
template-ask-text = What shall { $name } say? { $places } stand for the customer’s name, the order and the product.
usage-template-text = up to 2,000 characters, with {"{"}name{"}"}, {"{"}order{"}"} or {"{"}product{"}"} in it
example-template-text = Hello {"{"}name{"}"}, please send a photo of what {"{"}product{"}"} says.
template-delete = Delete the answer { $name }?
template-deleted = The answer { $name } is deleted.

error-unknown-case = { $reader ->
    [customer] That case is not kept any more, or is not yours, so this goes to nobody. /mykeys shows your keys; “Problem with this key” below one begins a new case.
   *[staff] This order has no such case, so nothing was done: the button is an old one. /cases shows the cases there are.
}
error-case-over = The case of { $number } is over: { $how ->
    [solved] { $reader ->
        [customer] you said that the key works
       *[staff] the customer says that the key works
    }
    [closed] it was closed
    [replaced] another key was given, { $instead }
    [reversed] the key was taken back
   *[other] it has ended just now
}. So this goes to nobody. { $reader ->
    [customer] A new problem begins with “Problem with this key”, which stands below the key; /mykeys has it.
   *[staff] A new one begins when the customer reports the key once more; /cases shows the open ones.
}
error-case-keys-changed = Your keys of { $number } are not the same any more as when you chose: some were taken back since, or came besides. Choose the key anew: /mykeys has them, with “Problem with this key” below.
error-case-answered-since = ⚠️ Nothing more was sent: since you were shown this, { $by } has answered { $name } ({ $at }). If it is still meant, choose it once more.
error-case-taken = { $name } has taken the case of { $number }. Its card offers to take it over.
error-case-not-yours = The case of { $number } is not yours, so you cannot give it back.
error-case-being-replaced = { $replacement } is being bought in place of { $number } already, or is on its way to the customer. /cases shows how the case stands.
error-case-being-taken-back = ⚠️ Nothing was bought: the shop is taking the key of { $number } back just now. The case’s card says what comes of that; should the key stay with the customer, Replace asks anew.
error-case-replaced-instead = ⚠️ Nothing was taken back: { $replacement } is being bought in place of { $number } already, or is on its way to the customer. Once the case is over, Reverse on the card of { $number } takes the old key back.
error-case-given-since = ⚠️ Nothing was bought. Since this was asked, { $count ->
    [0] the case of { $number } is about fewer keys
   *[other] { $name } has, or is getting, another key in another case: { $orders }
}. Replace asks anew with what is so now.
error-case-file = { $problem ->
    [key] That file has a key in it, or part of one, so it stays here: keys are for your eyes only. Take it out and send the file again, or write what matters as text.
   *[hidden] I cannot see whether that file has a key in it, so it stays here. Send a photo, or the words as text.
}
error-unchanged-copy = { $problem ->
    [over] The case of { $number } is over, so your edit goes to nobody; what you wrote before stays with them as it was.
    [file] I pass on edited words, but not another file in place of the first: please send that as a new message.
   *[aside] The customer has this already, so it cannot become a note among yourselves. With them it stays as it was.
}
error-case-key = That held a key, so { $name } does not get it. Keys are handed over from an order’s card, or by Replace.
error-bad-template = { $problem ->
    [name] A name has 1 to { $most } characters. Send another one, such as: Needs a photo
    [empty] An answer needs words.
    [long] An answer has at most { $most } characters.
   *[placeholder] I do not know what “{ $word }” in braces stands for. There are {"{"}name{"}"}, {"{"}order{"}"} and {"{"}product{"}"}.
}
error-template-name-taken = There is an answer called “{ $name }” already. Choose another name.
error-too-many-templates = There are { $most } ready answers here, and there is no room for more. Delete one first.
error-unknown-template = That answer is not kept any more. /templates shows those that are.
