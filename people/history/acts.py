"""Lets the history of the back office hear what offices do outside of it."""

from django.dispatch import Signal

# Keyword arguments: action (a name of the history), people, by, data (JSON for all of them).
# Sent within the transaction, so that nothing is done of which no trace is kept.
office_acted = Signal()

# Of agencies: action, agency, by (None: the machine, on the day that somebody chose), data.
agency_acted = Signal()
