# Customers' cases: the customer's side, the desk's card, /cases, /templates.

case-kind-used = Already used
case-kind-region = Wrong region
case-kind-redeem = Cannot be redeemed
case-kind-other = Other

case-which-key = Which of your { $count } keys of { $product } does not work? Choose its number.
case-button-all = All of them
case-which-kind = What is wrong with it?
ask-problem = What happens when you enter the key of { $product }? Write it here; photos and files help. The shop reads it.
button-without-words = Send without words
usage-case-words = words, a photo or a file; no stickers, voice messages or videos
example-case-words = It says “already used”, here is a photo
problem-told = Thank you. The shop has your message about { $number } and answers you here. Whatever you write now goes there too; /cancel ends that.
case-open-waits = The shop has your message about { $product } ({ $number }) and answers you here. Whatever you write now goes there too; /cancel ends that.
case-open-answered = The shop has answered you about { $product } ({ $number }). Whatever you write now goes there; /cancel ends that.
case-heard = The shop has it.
case-heard-edited = The shop reads it as it stands now.
case-ask-more = What do you want to tell the shop about { $product }? Words, photos and files all go there; /cancel ends that.
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
case-provider-says = { $provider } says of it: { $status }
case-provider-silent = { $provider } did not say how it stands with the key.
case-provider-no-books = { $provider } keeps no books that I can read, so its own word on the key is not known.
case-earlier = Earlier cases: { $customer } of this customer, { $product } of this product
case-no-earlier = No earlier case of this customer or this product
case-waits = ⏳ Waits for an answer since { $at }
case-answered = 💬 Answered
case-taken = Taken by { $name }
case-replacement = In its place: { $number } · { $status }
case-asked-first = I asked you something else before, so I do not know which you mean, and have told the customer nothing. Answer it by a reply to my message, or send /cancel; then write this once more.
case-how = Reply to this message and the customer reads it from me; photos and files too.
case-how-topic = What is written in this topic the customer reads from me, photos and files too. Begin with // for a note among yourselves.
case-end-solved = ✅ The customer says that it works now ({ $at })
case-end-closed = ✅ Closed by { $name } ({ $at })
case-end-replaced = ✅ Another key was given ({ $at })
case-end-reversed = ✅ The order was taken back ({ $at })
case-topic = { $product } · { $customer } · { $number }

button-take = Take
button-give-back = Give back
button-answer = Answer
button-replace = Replace
button-close = Close
button-send-answer = Send

case-word = 💬 { $name } about { $product } ({ $number }):
case-word-topic = 💬 { $name }:
case-answer = 💬 The shop about { $product } ({ $number }):
case-answer-by = 💬 { $name } from the shop about { $product } ({ $number }):
case-passed = ↪️ Goes to { $name }.
case-passed-edited = ✏️ { $name } reads it as it stands now.
case-edited = <i>✏️ edited</i>
case-ask-answer = Reply to this message with what { $name } shall read about { $number }: words, a photo or a file.
case-ask-answer-ready = Reply to this message with what { $name } shall read about { $number }: words, a photo or a file. Or choose an answer that is ready:
case-template-question = { $name } will read:
case-replace = In place of { $number }: as soon as its key is there, { $name } gets it from me and the case is over.
case-ask-reason = Why is the case of { $number } closed? { $name } reads it.
usage-case-close = up to 1,000 characters that the customer reads
example-case-close = The key was redeemed on the day it was bought, so we cannot replace it.
case-closed = The case of { $number } is closed. { $name } reads why.
case-reminder = ⏰ { $name } waits for an answer about { $product } ({ $number }) since { $at }.{ $taken ->
    [yes] { " " }{ $by } has taken the case.
   *[no] { " " }Nobody has taken the case.
}
notice-case-closed = The shop has closed your case about { $product } ({ $number }): “{ $reason }”
notice-case-replaced = The shop gives you another key in place of { $product } ({ $number }). It comes with the next message.
notice-case-reversed = The shop has taken { $number } back, so your case about { $product } is over. Ask the shop about your money.

command-cases = Customers’ cases
menu-cases = 🛟 Cases
usage-cases = /cases [open | mine | waiting]
example-cases = /cases waiting
cases-title-open = 🛟 <b>Open cases</b> ({ $total })
cases-title-mine = 🛟 <b>Cases you have taken</b> ({ $total })
cases-title-waiting = 🛟 <b>Customers who wait</b> ({ $total })
cases-none-open = No case is open.
cases-none-mine = You have taken no open case.
cases-none-waiting = Nobody waits for an answer.
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
       *[other] I remind you when a customer has waited for { $minutes } minutes, once for each wait.
    }
    { $names ->
        [yes] Customers see who answers them.
       *[no] Customers see that the shop answers, and not who.
    }
cases-remind-button = { $minutes ->
    [0] Never
   *[other] { $minutes } min
}
cases-names-on = Show names to customers
cases-names-off = Hide names from customers

command-templates = Answers kept ready
menu-templates = 🗂 Ready answers
usage-templates = /templates
example-templates = /templates
templates = <b>Answers that { $chat } keeps ready</b> ({ $total }). They stand behind Answer on a case.
templates-none = There is no ready answer here yet. One that is kept stands behind Answer on a case.
template-button-new = New
template-button-edit = Change
template-button-delete = Delete
template-ask-name = What shall the answer be called? Send a short name, such as: Needs a photo
usage-template-name = a name of 1 to 40 characters
example-template-name = Needs a photo
template-ask-text = What shall { $name } say? { $places } become the customer’s name, the order and the product.
usage-template-text = up to 2,000 characters, with {"{"}name{"}"}, {"{"}order{"}"} or {"{"}product{"}"} in it
example-template-text = Hello {"{"}name{"}"}, please send a photo of what {"{"}product{"}"} says.
template-delete = Delete the answer { $name }?
template-deleted = The answer { $name } is deleted.

error-unknown-case = I know no such case.
error-case-over = The case of { $number } is over, so this goes to nobody. A new problem with a key is told with its own button.
error-case-taken = { $name } has taken the case of { $number }.
error-case-not-yours = The case of { $number } is not yours, so you cannot give it back.
error-case-being-replaced = { $replacement } is being bought in place of { $number } already.
error-case-file = { $problem ->
    [key] The file holds a key, so it stays here: keys are for your eyes only.
   *[hidden] Nobody can see whether a key stands in that file, so I do not pass it on. Send a photo, or the words as text.
}
error-unchanged-copy = { $problem ->
    [over] The case of { $number } is over, so your edit goes to nobody: what you wrote before was read as it was.
    [file] I pass on edited words, and no other file in place of one: please send the new one as a message of its own.
   *[aside] The customer has this already, so it is no note among yourselves any more, and stays there as it was.
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
