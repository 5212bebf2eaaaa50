"""Every string a person can meet has its Burmese, and nothing is guessed."""

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from people.names import clean, zawgyi_probability

LOCALE = Path(settings.BASE_DIR) / "locale"
BURMESE = polib.pofile(str(LOCALE / "my" / "LC_MESSAGES" / "django.po"))
PLACEHOLDER = r"%(?:\([a-z_]+\))?[a-z]|\{[a-z_]*\}"


def entries() -> list[polib.POEntry]:
    return [entry for entry in BURMESE if not entry.obsolete]


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_is_translated():
    assert [entry.msgid for entry in entries() if not all(said(entry))] == []


def test_no_translation_is_a_guess():
    assert [entry.msgid for entry in entries() if entry.fuzzy] == []


def test_translations_are_clean_unicode():
    texts = [text for entry in entries() for text in said(entry)]
    assert [text for text in texts if zawgyi_probability(text) > 0.5] == []
    assert [text for text in texts if clean(text) != " ".join(text.split())] == []


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
def test_each_registered_language_has_a_compiled_catalogue(code):
    assert (LOCALE / code / "LC_MESSAGES" / "django.mo").exists()
    assert translation.check_for_language(code)
