"""Lets the language of a phrase survive translation: wagtail-localize knows no such mark."""

from __future__ import annotations

from bs4 import NavigableString, Tag
from django.utils.translation import gettext as _
from wagtail_localize import strings

from cms.rich_text import is_phrase_language

_TAG = "span"
_validate_element = strings.validate_element


def _validate_phrase(element: Tag | NavigableString) -> None:
    """Check a text as upstream does, and take phrases in a language that is known.

    The source's own mark arrives as ``<span id="span1">``; a translator may also write
    ``<span lang="en">``, or leave either out.
    """
    if not isinstance(element, Tag) or element.name != _TAG:
        _validate_element(element)
        return
    is_known = element.attrs.keys() <= {"id"} or (
        element.attrs.keys() == {"lang"} and is_phrase_language(str(element["lang"]))
    )
    if not is_known:
        raise ValueError(_("A phrase is marked with a language that is not known here."))
    for child in element.children:
        strings.validate_element(child)


def allow_phrase_languages() -> None:
    """Put our check in the place of upstream's, once: it has no setting for tags."""
    if _TAG not in strings.INLINE_TAGS:
        strings.INLINE_TAGS.append(_TAG)
        strings.validate_element = _validate_phrase
