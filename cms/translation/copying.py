"""Makes a copied course complete: with banks of its own, and translated as its original is."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Page

from cms.models import AgencyCatalogPage, BankPage, CoursePage, QuizPage
from cms.models.base import LONGEST_SLUG
from cms.translation.adoption import StructureMismatch, adopt_translation
from cms.translation.staleness import is_behind
from people.models import Person

_LONGEST_TITLE = 255


@transaction.atomic
def copy_banks(course: CoursePage, *, by: Person) -> dict[int, BankPage]:
    """Give the quizzes of a copied course copies of their banks; return these by the originals.

    Whoever changes a question of one course must not change it in the other.
    """
    copies: dict[int, BankPage] = {}
    for quiz in QuizPage.objects.descendant_of(course):
        for row in quiz.banks.select_related("bank"):
            if row.bank_id not in copies:
                copies[row.bank_id] = _copy_bank(row.bank, course, by=by)
            row.bank = copies[row.bank_id]
            row.save()
        for section in quiz.sections.exclude(bank=None):
            section.bank = copies[section.bank_id]
            section.save()
        revision = QuizPage.objects.get(pk=quiz.pk).save_revision(user=by)
        if quiz.live:
            revision.publish(user=by)
    return copies


def _copy_bank(bank: BankPage, course: CoursePage, *, by: Person) -> BankPage:
    shelf = AgencyCatalogPage.objects.parent_of(course).get()
    title = f"{course.title} · {bank.title}"[:_LONGEST_TITLE]
    slug = f"{course.slug}-{bank.slug}"[:LONGEST_SLUG]
    return bank.copy(
        to=shelf,
        update_attrs={"title": title, "slug": slug},
        copy_revisions=False,
        keep_live=course.live,
        user=by,
    )


def copy_translations(
    original: CoursePage, copy: CoursePage, banks: dict[int, BankPage], *, by: Person
) -> list[Page]:
    """Translate the copy with the words of the original's translations; return what was not.

    A translation that is behind its source says something else and is left out.
    """
    pairs = (*_pair_banks(banks), *_pair_pages(original, copy))
    return [new for old, new in pairs if not copy_words(old, new, by=by)]


def copy_words(old: Page, new: Page, *, by: Person) -> bool:
    """Translate a copied page as its original is; return whether nothing was left out."""
    is_whole = True
    for written in old.get_translations().filter(alias_of=None).specific():
        above = new.get_parent().get_translation_or_none(written.locale)
        if above is None or is_behind(old, written.locale) or is_behind(old, old.locale):
            is_whole = False
            continue
        try:
            there = adopt_translation(new, written, written.locale, publish=False, user=by)
        except StructureMismatch:
            is_whole = False
            continue
        if new.live and written.live:
            _publish_ready(there, by=by)
    return is_whole


def _publish_ready(page: Page, *, by: Person) -> None:
    """Publish the translation unless the gate keeps it back, which it tells in the editor."""
    draft = page.latest_revision.as_object()
    if not draft.list_problems():
        page.latest_revision.publish(user=by)


def _pair_banks(banks: dict[int, BankPage]) -> Iterator[tuple[Page, Page]]:
    for pk, new in banks.items():
        yield BankPage.objects.get(pk=pk), BankPage.objects.get(pk=new.pk)


def _pair_pages(original: CoursePage, copy: CoursePage) -> Iterator[tuple[Page, Page]]:
    """Yield the pages of both courses side by side, parents first."""
    sides = [
        Page.objects.descendant_of(page, inclusive=True).order_by("path").specific()
        for page in (original, copy)
    ]
    # A copy without what is below pairs the course alone.
    yield from zip(*sides, strict=False)
