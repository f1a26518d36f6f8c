"""The returns store: one SQLite file that keeps what every return said, and what was decided.

What the forms say is kept as it was understood, file by file; the tidy tables beside it
are worked out from that, from the register and from the decisions, and written again
whenever one of them changes.
"""
