"""Adds to every template what the frame of a page needs of the person and the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.accounts.sending import can_send_texts
from people.web.navigation import count_waiting_work, list_waiting_work, menu_sections


def add_site_context(request: HttpRequest) -> dict[str, Any]:
    """Return the names of the site and the sections of the person's menu (``doors``),
    and how much waits for them.
    """
    # Lazy: a page without the menu, such as an error page, must not touch session and database.
    return {
        "is_demo": settings.LMS_DEMO,
        "can_text": can_send_texts(),
        "site_names": settings.SITE_NAMES,
        "doors": SimpleLazyObject(lambda: menu_sections(request)),
        "waiting_work": SimpleLazyObject(lambda: list_waiting_work(request)),
        "waiting_count": SimpleLazyObject(lambda: count_waiting_work(request)),
    }
