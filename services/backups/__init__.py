"""Backups of a running desk: made, looked through, thinned out, sealed to be sent, restored."""
