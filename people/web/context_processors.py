"""What every page's frame needs to know about the person and the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people.web.navigation import menu_sections


def add_site_context(request: HttpRequest) -> dict[str, Any]:
    return {
        "is_demo": settings.LMS_DEMO,
        "site_names": settings.SITE_NAMES,
        "doors": SimpleLazyObject(lambda: menu_sections(request)),
    }
