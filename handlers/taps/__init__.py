"""Every tap there is: what a button leads to, by a name that cards and who serves it share.

A button takes one of these, and the function under ``@routes.tap`` (or ``number_tap``) of the same serves it.
They stand in a module for each folder of ``handlers``, called like it, under the name of the file that serves
them, and all are imported from here: who serves a button mostly imports who draws it. A name stands in the
buttons of old cards, so it never changes. The buttons for an app, ``<command>.app``, are made with their
command (handlers/games/apps.py).
"""

from handlers.taps.accounts import *
from handlers.taps.cases import *
from handlers.taps.catalog import *
from handlers.taps.delivery import *
from handlers.taps.duty import *
from handlers.taps.games import *
from handlers.taps.incidents import *
from handlers.taps.orders import *
from handlers.taps.people import *
from handlers.taps.products import *
from handlers.taps.reports import *
from handlers.taps.system import *
