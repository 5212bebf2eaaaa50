"""Holds one reason why a page is not published."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page


@dataclass(frozen=True)
class Obstacle:
    """A sentence for the author, and where it is mended; without ``url`` on the page itself.

    ``awaits`` has the kinds of pages of which one that is published takes it away.
    """

    words: str
    url: str = ""
    link: str = ""
    awaits: tuple[str, ...] = ()


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
