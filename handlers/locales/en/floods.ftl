# People who do too much at once, and what owners are told of it

too-fast = That was too fast for me: I have not read all of it. Send it once more, a little slower.
too-fast-keys = That was too fast for me: I have deleted what I could not read of your last messages, and none of it was kept. Send those keys once more, a little slower; all may stand in one message.
too-fast-keys-there = That was too fast for me: I have not read this message and may not delete it. Please delete it yourself, and send its keys once more, a little slower.
too-fast-unread = That was too often in a short time: I deleted your message and have not read it, so nothing of it is in what I asked you before. Send it again after { $until }.
error-too-fast = That was too often in a short time. Try again after { $until }.
flood = ⚠️ <b>Somebody writes faster than I read</b>
    It began { $since }; { $dropped ->
        [one] one message was
       *[other] { $dropped } messages were
    } left unread. Everybody else is answered as always.
    Most of it came from:
flood-who = • { $name } ({ $id })
