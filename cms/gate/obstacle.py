"""Holds one reason why a page is not published."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import Page


@dataclass(frozen=True)
class Obstacle:
    """A sentence for the author, and where it is mended; without ``url`` on the page itself."""

    words: str
    url: str = ""
    link: str = ""


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
