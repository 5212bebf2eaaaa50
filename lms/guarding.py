"""Refuses to start where what belongs to the demo would meet the public."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string


def demo_accounts() -> list[str]:
    """Sign-in names of demo accounts that still have the demo's password."""
    people = get_user_model().objects.filter(username__in=settings.DEMO_ACCOUNTS, is_active=True)
    return [p.username for p in people if p.check_password(settings.DEMO_PASSWORD)]


def remains_of_the_demo() -> list[str]:
    """What must go before the public may come, in words for the operator."""
    found = [f"account {name} has the demo's password" for name in demo_accounts()]
    found += [f"{path} is a demo key" for path in import_string(settings.DEMO_KEYS)()]
    return found


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, in production only, where something of the demo is left."""
    if settings.LMS_DEMO or not settings.REFUSE_DEMO:
        return
    if found := remains_of_the_demo():
        raise ImproperlyConfigured("Not safe to start: " + "; ".join(found))
