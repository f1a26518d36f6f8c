"""Tidy tables in, tidy tables out: what the returns say, over teams.

A module for each question: its columns, how they are worked out, what they say in words, and
what of it is public, as a :class:`~trip_analytics.analysis.questions.Question`. Pure functions
on :class:`trip_analytics.returns.Returns`. Teams are the unit, each with the same weight; no
result names a team beside a rating.
"""
