"""Who is on duty: the rota, stand-ins, and the calendar."""
