"""Lets one person of the demo ask for a copy of their data, and who retired for its erasure."""

from __future__ import annotations

from people.models import DataRequest, ErasureRequest, Person
from people.privacy.erasure_requests import ask_for_erasure
from people.privacy.own_data import ask_for_data, write_own_data


def ask_about_data() -> None:
    """Write a copy for the learner; a former official waits for the administrators."""
    write_own_data(ask_for_data(Person.objects.get(username="learner"), language="my"))
    if retired := _find_retired():
        ask_for_erasure(retired)


def has_asked_about_data() -> bool:
    return DataRequest.objects.exists() or ErasureRequest.objects.exists()


def _find_retired() -> Person | None:
    served = Person.objects.filter(postings__isnull=False, roles=None, is_superuser=False)
    return served.exclude(postings__valid_to=None).order_by("pk").first()
