"""The sides of Gamebase, each the methods of a few protocols; :mod:`provider` puts them together."""
