"""Lets the history of the back office hear what offices do to rows of the plan."""

from django.dispatch import Signal

# Keyword arguments: action (a name of the history), row, by, data. Sent within the transaction,
# so that nothing is done of which no trace is kept.
plan_acted = Signal()
