"""Everybody's first steps, groups that are set up, and who may do what."""
