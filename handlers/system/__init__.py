"""How the desk itself is: its providers' health."""
