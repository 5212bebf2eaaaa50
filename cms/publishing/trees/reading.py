"""Reads a page with all pages of its course, in few queries however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from cms.models import CoursePage


class PageTree:
    """A page and what is below it; around it its course in all languages, drafts too.

    The pages are as the database had them at the first question. They are rows: what they say
    is read where it is asked for.
    """

    def __init__(self, root: Page) -> None:
        self._root = root

    def list_live(self) -> Iterator[Page]:
        """Yield the live pages below the root with it, those above before those below."""
        reached = {self._root.path[: -Page.steplen]}
        for path, page in self._pages.items():
            # What is below a page that is not live waits for it.
            if page.live and path.startswith(self._root.path) and self.above(path) in reached:
                reached.add(path)
                yield page

    def find_origin(self, page: Page) -> Page | None:
        """Return the oldest live page of the key, if it stands in the same course."""
        return self._by_pk.get(self._origins.get(page.translation_key, 0))

    def find_parent(self, page: Page) -> Page | None:
        return self._pages.get(self.above(page.path))

    def find_place(self, page: Page) -> int:
        """Return the page's number among its siblings, from 1."""
        return self._places[page.path]

    @staticmethod
    def above(path: str) -> str:
        return path[: -Page.steplen]

    @cached_property
    def _pages(self) -> dict[str, Page]:
        """The pages of the course by path, in their order; without a course those of the root."""
        course = CoursePage.objects.ancestor_of(self._root, inclusive=True)
        keys = course.values("translation_key")
        roots = CoursePage.objects.filter(translation_key__in=keys).values_list("path", flat=True)
        within = Q(path__startswith=self._root.path)
        for path in roots:
            within |= Q(path__startswith=path)
        rows = Page.objects.filter(within).select_related("locale", "content_type")
        return {page.path: page for page in rows.order_by("path")}

    @cached_property
    def _by_pk(self) -> dict[int, Page]:
        return {page.pk: page for page in self._pages.values()}

    @cached_property
    def _origins(self) -> dict[UUID, int]:
        # Of all trees: a page may have been moved to another course without its translations.
        keys = {page.translation_key for page in self._pages.values()}
        live = Page.objects.live().filter(translation_key__in=keys, alias_of=None)
        # The oldest last, over those after it.
        return dict(live.order_by("-pk").values_list("translation_key", "pk"))

    @cached_property
    def _places(self) -> dict[str, int]:
        counted: dict[str, int] = {}
        places = {}
        for path in self._pages:
            above = self.above(path)
            counted[above] = places[path] = counted.get(above, 0) + 1
        return places
