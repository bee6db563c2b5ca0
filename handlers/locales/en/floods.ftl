# People who do too much at once, and what owners are told of it

too-fast = That was too fast for me: I have not read all of it. Send it once more, a little slower.
error-too-fast = That was too often in a short time. Try again after { $until }.
flood = ⚠️ <b>Somebody writes faster than I read</b>
    It began { $since }; { $dropped ->
        [one] one message was
       *[other] { $dropped } messages were
    } left unread. Everybody else is answered as always.
    Most of it came from:
flood-who = • { $name } ({ $id })
