"""Translates a copied page as its original is, where that translation says what it should."""

from __future__ import annotations

from wagtail.models import Page

from cms.translation.adoption import StructureMismatch, adopt_translation
from cms.translation.staleness import is_behind
from people.models import Person


def copy_words(old: Page, new: Page, *, by: Person) -> bool:
    """Translate a copied page as its original is, as drafts; return whether nothing was left out.

    A translation that is behind its source says something else and is left out.
    """
    is_whole = True
    for written in old.get_translations().filter(alias_of=None).specific():
        above = new.get_parent().get_translation_or_none(written.locale)
        if above is None or is_behind(old, written.locale) or is_behind(old, old.locale):
            is_whole = False
            continue
        try:
            adopt_translation(new, written, written.locale, publish=False, user=by)
        except StructureMismatch:
            is_whole = False
    return is_whole
