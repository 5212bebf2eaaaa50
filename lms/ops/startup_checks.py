"""Refuses to start production with accounts or keys of the demo."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def demo_accounts() -> list[str]:
    """Return sign-in names of demo accounts that still have the demo's password."""
    people = get_user_model().objects.filter(username__in=settings.DEMO_ACCOUNTS, is_active=True)
    return [p.username for p in people if p.check_password(settings.DEMO_PASSWORD)]


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, in production only, where something of the demo is left."""
    if settings.LMS_DEMO or not settings.REFUSE_DEMO:
        return
    if found := _find_demo_remains():
        raise ImproperlyConfigured("Not safe to start: " + "; ".join(found))


def _find_demo_remains() -> list[str]:
    """Return a sentence about each account and key of the demo that must be removed."""
    found = [f"account {name} has the demo's password" for name in demo_accounts()]
    # A path in settings, because apps are named by string here: see decision 0001.
    found += [f"{path} is a demo key" for path in import_string(settings.DEMO_KEYS)()]
    return found
