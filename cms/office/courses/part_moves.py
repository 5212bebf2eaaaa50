"""Moves parts in the outline by buttons, a list or the mouse, says where they stand, undoes it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.access.row_policy import current_person
from cms.authoring.moving import (
    MoveRefused,
    PartPlace,
    find_place,
    find_place_on,
    move_part,
)
from cms.models import BankPage, CoursePage
from people.text.formatting import number

MOVE_ACTS = ("up", "down", "drop", "undo")
_SESSION = "outline_undo"


def act_on_place(
    request: HttpRequest, course: CoursePage, page: Page, target: Page | None
) -> None:
    """Move the page as the form asks, one step or onto another part; tell where it stands."""
    if isinstance(page, BankPage) or page.pk == course.pk:
        return
    act = request.POST.get("act")
    here = find_place(page)
    if act == "drop" and target is not None and target.pk != page.pk:
        to = find_place_on(page, target)
    else:
        to = PartPlace(here.parent, here.place + {"up": -1, "down": 1}.get(act or "", 0))
    if act != "drop" and not 1 <= to.place <= here.count:
        return
    _move_and_tell(request, course, page, to, undoable=True)


def undo_move(request: HttpRequest, course: CoursePage) -> None:
    """Take the last move of the person in this course back, if its places are still there."""
    kept = _find_kept(request, course)
    page = kept and Page.objects.filter(pk=kept["page"]).first()
    if not kept or page is None:
        messages.warning(request, _("There is nothing to undo: the part is gone."))
        return
    to = PartPlace(kept["parent"], kept["place"])
    _move_and_tell(request, course, page, to, undoable=False)


def find_undoable(request: HttpRequest, course: CoursePage) -> str:
    """Return the title of the part that was moved last, or nothing."""
    kept = _find_kept(request, course)
    page = kept and Page.objects.filter(pk=kept["page"]).first()
    return page.draft_title if page else ""


def _find_kept(request: HttpRequest, course: CoursePage) -> dict[str, int] | None:
    kept = request.session.get(_SESSION)
    return kept if kept and kept["course"] == course.pk else None


def _move_and_tell(
    request: HttpRequest, course: CoursePage, page: Page, to: PartPlace, *, undoable: bool
) -> None:
    try:
        before = move_part(page, to, course=course, by=current_person(request))
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
        return
    request.session.pop(_SESSION, None)
    if undoable:
        kept = {"course": course.pk, "page": page.pk}
        request.session[_SESSION] = kept | {"parent": before.parent, "place": before.place}
    page = Page.objects.get(pk=page.pk)
    now = find_place(page)
    told = _("“%(title)s” is now part %(place)s of %(count)s in “%(parent)s”.") % {
        "title": page.draft_title,
        "place": number(now.place),
        "count": number(now.count),
        "parent": page.get_parent().draft_title,
    }
    messages.success(request, told)
