"""Forgets sessions that are over, with the addresses and browsers noted for them."""

from __future__ import annotations

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone


def forget_sessions() -> None:
    """Delete sessions whose time is over, and what allauth noted of sessions that are gone.

    allauth forgets its notes when their person signs in again; others would stay for good.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    open_ones = Session.objects.filter(expire_date__gt=timezone.now())
    UserSession.objects.exclude(session_key__in=open_ones.values("session_key")).delete()
