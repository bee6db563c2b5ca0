"""Campaigns: the whole desk through what can go wrong, and a judge who looks at the sellers' books.

Each has a short form, which runs with every other test, and many a long one, which ``make campaigns`` runs:
it sets CAMPAIGNS=long, which a campaign reads as ``length.LONG``. What chance decides comes of a seed that
stands in the campaign, so that a finding can be had again.

A campaign says what it tried and saw with the fixture ``figure``, in one line such as
``figure("power cut: 625 cuts at 125 points …")``; all lines are printed together at the end.
"""
