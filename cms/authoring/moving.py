"""Moves a part of a course to another place in it; translations go along to another module."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import CoursePage
from cms.translation.cascade import translations_of_source
from people.models import Person


class MoveRefused(Exception):
    """The part cannot stand there; the words say why."""


@dataclass(frozen=True)
class PartPlace:
    """Where a part stands: the page above it, and the how-manieth of its parts it is, from 1."""

    parent: int
    place: int
    count: int = 0


def find_place(page: Page) -> PartPlace:
    """Return where the page stands now."""
    keys = list(page.get_parent().get_children().values_list("pk", flat=True))
    return PartPlace(page.get_parent().pk, keys.index(page.pk) + 1, len(keys))


def find_place_on(page: Page, target: Page) -> PartPlace:
    """Return where the page would stand if it is laid on another: last in it, or before it."""
    if _fits_below(page, target):
        return PartPlace(target.pk, target.numchild + 1)
    there = find_place(target)
    here = find_place(page)
    # Counted without the page itself, which leaves a gap in front.
    is_behind = here.parent == there.parent and here.place < there.place
    return PartPlace(there.parent, there.place - is_behind)


@transaction.atomic
def move_part(page: Page, to: PartPlace, *, course: CoursePage, by: Person) -> PartPlace:
    """Move the part of the course there, and return where it stood. Raise `MoveRefused`."""
    # Locked: of two who move parts of one course the second counts places after the first.
    course = CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    page = Page.objects.get(pk=page.pk).specific
    parent = Page.objects.descendant_of(course, inclusive=True).filter(pk=to.parent).first()
    if parent is None or page.pk == course.pk or not page.is_descendant_of(course):
        raise MoveRefused(_("The place is gone: somebody moved or deleted it meanwhile."))
    before = find_place(page)
    _require_fit(page, parent, by)
    others = list(parent.get_children().exclude(pk=page.pk))
    place = min(max(to.place, 1), len(others) + 1)
    if (parent.pk, place) == (before.parent, before.place):
        return before
    if place <= len(others):
        page.move(others[place - 1], "left", user=by)
    else:
        page.move(parent, "last-child", user=by)
    if parent.pk != before.parent:
        _move_translations(page, parent, by)
    return before


def _require_fit(page: Page, parent: Page, by: Person) -> None:
    above = page.get_parent()
    if not all(
        one.specific.permissions_for_user(by).can_reorder_children() for one in (above, parent)
    ):
        raise MoveRefused(_("You may not change the order here."))
    if not _fits_below(page, parent):
        raise MoveRefused(_("A part of this kind cannot stand there."))
    if parent.pk != above.pk and not Page._slug_is_available(page.slug, parent, page):
        told = _("Another part there has the same address: “%(slug)s”. Change it in the editor.")
        raise MoveRefused(told % {"slug": page.slug})


def _fits_below(page: Page, parent: Page) -> bool:
    return page.specific_class in parent.specific_class.allowed_subpage_models()


def _move_translations(page: Page, parent: Page, by: Person) -> None:
    for one in translations_of_source(page).specific():
        there = parent.get_translation_or_none(one.locale)
        if there:
            # Read again: each move changes the places of others.
            moved = Page.objects.get(pk=one.pk).specific
            moved.move(Page.objects.get(pk=there.pk), "last-child", user=by)
