"""Says which banks a copy takes along, draws from where they are, or leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wagtail.models import Page

from cms.models import AgencyCatalogPage, BankPage, CoursePage, QuizPage
from people.models import Agency, Person


def list_banks_of(pages: Iterable[Page]) -> list[BankPage]:
    """Return the banks that the quizzes among the pages draw from, as they are written now."""
    drafts = [one.get_latest_revision_as_object() for one in pages if isinstance(one, QuizPage)]
    rows = [row for quiz in drafts for row in quiz.banks.all()]
    return list(BankPage.objects.filter(pk__in={row.bank_id for row in rows}).order_by("pk"))


def list_copied_banks(
    banks: Iterable[BankPage], course: CoursePage, *, by: Person
) -> list[BankPage]:
    """Return the banks that the person reads: their own, and those that come with the course.

    Whoever offers a course as a template offers the questions of its own shelf with it. Those of a
    third agency, from which only their own people may draw, are no one's here to give.
    """
    shelf = course.get_parent()
    return [
        one for one in banks if one.is_child_of(shelf) or one.permissions_for_user(by).can_write()
    ]


def list_left_banks(
    banks: Iterable[BankPage], agency: Agency, taken: Collection[int]
) -> list[int]:
    """Return the numbers of banks that are neither taken nor shared with the agency.

    Shared are those of the agency and of agencies above it.
    """
    return [one.pk for one in banks if one.pk not in taken and not _is_shared(one, agency)]


def _is_shared(bank: BankPage, agency: Agency) -> bool:
    shelf = AgencyCatalogPage.objects.select_related("agency").parent_of(bank).get()
    return agency.path.startswith(shelf.agency.path)
