"""The rules of the desk. Plain calls in, plain results out; mistakes are :mod:`services.errors`."""
