"""Mutations: one small defect at a time in a copy of the code, and whether a test sees it.

``python -m tests.mutations`` runs the list of ``tests/mutations.md``; no part of ``make test``.
"""
