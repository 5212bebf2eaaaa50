"""Offers to translate a page to those whose request is not refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from cms.translation.guards import may_translate
from people.models import Person

_PLACES = ("register_page_header_buttons", "register_page_listing_more_buttons")


def replace_translation_buttons() -> None:
    """Put our buttons in the place of upstream's, which ask for a right on no page."""
    for place in _PLACES:
        # Wagtail has no way to take back what an app has registered.
        hooks._hooks[place].remove((page_listing_more_buttons, 0))
        hooks.register(place, _list_translation_buttons)


def _list_translation_buttons(page: Page, user: Person, **context: Any) -> Iterable[Button]:
    buttons = list(page_listing_more_buttons(page, user, **context))
    # Asked last: most pages are translated already and offer nothing.
    return buttons if buttons and may_translate(user, page) else []
