"""Lets the history of the back office hear what offices do to people outside of it."""

from django.dispatch import Signal

# Keyword arguments: action (a name of the history), people, by, data (JSON for all of them).
# Sent within the transaction, so that nothing is done of which no trace is kept.
office_acted = Signal()
