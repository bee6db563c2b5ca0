"""What raises incidents: one file a kind of alert, each tells what lasts now.

A file has the detection, which reads no clock and no database and is told all it needs, and a runner
(:class:`services.schedules.due.KindRunner`) that reads for it, a bounded number of statements a round.
What of it is new, told otherwise or over is found out in one place, standing.py.
"""
