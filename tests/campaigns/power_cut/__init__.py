"""The power is cut at any point of a real day's writes, and the desk is opened on what is left.

``recording``: what the real process wrote, synced and told, in order, as strace saw it.
``disk``: which bytes a cut at some point may leave: all that was synced, and any of the rest.
``day``: what people do meanwhile. ``judge``: what must hold of what is left.
"""
