"""Conversations: parse, call one service, render.

How to write a handler
----------------------
Tasks lie in folders by topic (orders, games, products, …); beneath them are :mod:`handlers.frame`,
which runs a conversation, and :mod:`handlers.words`, which knows how people read and write. A task is
one module with ``routes = Routes()`` in it, named in the tuple of :mod:`handlers.tasks`, and its texts
in ``locales/en/``::

    from handlers.frame.cards import Button, Card
    from handlers.frame.routes import Routes
    from handlers.frame.turn import Turn
    from handlers.frame.usage import UsageError
    from handlers.taps import ORDER_LOOK, STOCK_SHOW

    routes = Routes()

    @routes.command("stock", permission="stock.view")  # also: where=PRIVATE | GROUP | ANYWHERE
    async def stock(turn: Turn) -> None:
        if not turn.args:
            await turn.ask("stock.words", Card(turn.t.get("stock-which")))
            return
        await find(turn, turn.args)

    @routes.answer("stock.words", permission="stock.view")  # turn.args: the reply
    async def answered(turn: Turn) -> None:                  # turn.facts: what ask() was given
        await find(turn, turn.args)

    @routes.tap(STOCK_SHOW, permission="stock.view", slow=True)  # slow: will ask a provider
    async def shown(turn: Turn) -> None:
        product = turn.values.number(0)  # the button's arguments: anybody can send any, so by a way to read
        await show(turn, product)

    async def show(turn: Turn, product: int) -> None:
        found = turn.services.catalog.product(product)   # a DeskError becomes its text by itself
        again = Button(turn.t.plain("button-refresh"), STOCK_SHOW, found.id)
        await turn.show(Card(turn.t.get("stock-card", product=found.name), [[again]]))

    @routes.tap(ORDER_LOOK, permission="orders.view", of_order=True)  # asked for in the order's own chat
    async def looked(turn: Turn) -> None:
        view = await turn.services.orders.view(turn.admitted)

- What a button leads to is a constant of :mod:`handlers.taps`, where it stands under the module that
  serves it; a string is not taken (mypy), and one that nobody serves is found by a test.
- ``permission`` is a word of ``services.access.roles`` or ``OPEN``; a step without one stops the
  start. It is checked before the handler runs, at taps and answers too. ``turn.may(word)`` is for
  leaving buttons out.
- ``of_order=True``: the step is about one order (the button's first argument, the question's fact
  ``order``, what is typed after the command), and its permission is asked for in the order's own chat,
  before the handler runs, by the one door (:mod:`services.orders.door`). What is done with an order
  takes ``turn.admitted``; no handler fetches one by its number. A notice does, by ``orders.told``.
- ``@routes.number_tap(ALERT_PAUSE, …)`` hands the number on the button to ``async (turn, number)``, which
  commands may call as well, or be stacked on where the number has a default.
- ``turn.show(card)`` sends on a command and edits on a tap; ``turn.reply`` always sends; ``turn.edit``
  also edits what this turn sent before (progress). ``turn.toast`` / ``turn.alert`` answer the tap;
  one that nothing answers is answered within 0.7 seconds by itself.
- Menus obey only their opener. ``Card(…, shared=True)`` lets everybody with the permission press;
  ``Card(…, opener=id)`` names another owner (cards made from notices have none by themselves);
  ``tap(…, opener_only=False)`` serves others' menus as well.
- ``raise UsageError("order")`` shows ``usage-order`` and ``example-order`` (in an answer:
  ``usage-order-number``, and the question stays open, as after a DeskError).
- ``turn.t.get(id, **args)`` for messages (escapes its arguments; ``markup`` has safe pieces),
  ``turn.t.plain(id, **args)`` for buttons, toasts and alerts. Amounts (``Money``) and moments
  (``datetime``) are handed in as they are, numbers as ``int`` (they choose plurals), ids as text.
  Every command has the texts ``command-<name>`` and ``menu-<name>`` (unless ``in_menu=False``),
  every error ``error-<code>``.
  Ids made up from parts are f-strings that begin with the fixed part: ``f"order-status-{word}"``.
- ``@routes.notice("digest")`` makes the card of a notice: ``async (notice, services, t)``, gives a ``Card``,
  an ``EditOf(message_id, card, posted)`` or None. ``@routes.start_payload(permission=OPEN)`` serves
  ``/start <payload>`` with ``turn.args``.
- A command about a game, ``/name [app] …``, goes under ``@game_command`` of :mod:`handlers.games.apps`,
  which finds the app and asks for what is missing. ``secret=True`` deletes what was typed.
- ``command(…, secret=holds)`` and ``answer(…, secret=holds)``: where ``holds(turn)`` says that what was
  typed may hold a secret, it is deleted before anything else, whether the person may go on or not.
- What spends, changes or deletes asks first: ``confirming.question(turn, text, TAP, what)`` holds
  ``what``, a frozen dataclass, sealed in a row until Confirm; the tap has it done by
  ``carry_out(turn, Kind)``, once. It becomes a row of work: a worker does it by the function under
  ``@routes.deed(Kind)``, ``async (turn, what)``, which calls one service and gives the card of what came of
  it; that card is put in place of the question, and told until it has arrived. ``resumes=True``: the
  service knows what to do where an earlier process was cut off in it (services/deeds/steps.py).
  ``Kind.deed`` names its words, ``deed-<deed>`` and ``deed-look-<deed>``, and ``about`` gives what these
  need, without any secret. ``secret=True``: in memory only until Confirm, and a restart forgets it. A
  button with more than 64 bytes to say carries the key that ``holding.hold(turn, what)`` gives.
- A question about our own books that holds nothing has ``confirm_button(label, TAP, *args, asked=...)``, and
  at its tap ``if not await as_asked(turn, question): return`` asks it again where it is another by now.
- ``raise StaleButtonError`` answers a button that leads nowhere any more; ``turn.values.number(0)``,
  ``.texts(2)``, ``.one_of(0, words)``, ``look`` and ``carry_out`` raise it by themselves.
- ``turn.send_file`` sends a document, ``documents.text_of_document(turn)`` reads one; a step that
  does so is registered with ``brings=Brings.DOCUMENT``, else messages with files are not taken.
- ``arguments.words(text)`` splits arguments and keeps what is in quotes together;
  ``lists.pager(turn.t, TAP, page, *args)`` is the row of Previous and Next.
"""

from handlers import lazy_models

lazy_models.put_off()  # before anything here imports aiogram
