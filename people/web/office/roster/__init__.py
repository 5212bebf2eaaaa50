"""Answers HTTP about rosters: brought, looked at line by line, decided, approved and undone."""

from people.web.office.roster import acts, views

__all__ = ["acts", "views"]
