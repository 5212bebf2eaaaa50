"""Ends and forgets sessions, with the addresses and browsers noted for them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from people.models import Person


def forget_sessions() -> None:
    """Delete sessions whose time is over, and what allauth noted of sessions that are gone.

    allauth forgets its notes when their person signs in again; others would stay for good.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    open_ones = Session.objects.filter(expire_date__gt=timezone.now())
    UserSession.objects.exclude(session_key__in=open_ones.values("session_key")).delete()


def end_other_sessions(*, request: HttpRequest, user: Person, **signal: Any) -> None:
    """End the person's sessions but this one: they were opened without the new second step.

    Whoever had the password before would go on where a second step is required.
    """
    others = UserSession.objects.filter(user=user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()


def end_all_sessions(person: Person) -> None:
    """End all sessions of the person, who signs in anew."""
    for session in UserSession.objects.filter(user=person):
        session.end()
