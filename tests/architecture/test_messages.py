"""Every string a person can meet has its Burmese, and nothing is guessed."""

import ast
import importlib
import re
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from people.text.spelling import clean
from people.text.zawgyi import to_unicode

LOCALE = Path(settings.BASE_DIR) / "locale"
BURMESE = polib.pofile(str(LOCALE / "my" / "LC_MESSAGES" / "django.po"))
ENGLISH = polib.pofile(str(LOCALE / "en" / "LC_MESSAGES" / "django.po"))
EDITOR = polib.pofile(str(LOCALE / "my" / "LC_MESSAGES" / "djangojs.po"))
PLACEHOLDER = re.compile(r"%%?\([a-z_]+\)[sdir]|%[sdir]|\{[a-z_]*\}|</?[a-z]+")
UPSTREAM_NAMED = Path(settings.BASE_DIR) / "lms" / "upstream_messages"
LENDERS = [
    *("django", "django.contrib.auth", "django.contrib.humanize", "django_filters", "axes"),
    *("allauth", "wagtail", "wagtail.admin", "wagtail.documents", "wagtail.images"),
    *("wagtail.snippets", "wagtail.users", "wagtail.locales", "wagtail_localize"),
    "rest_framework",
]


def entries() -> list[polib.POEntry]:
    return [entry for entry in [*BURMESE, *EDITOR] if not entry.obsolete]


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_message_is_translated():
    assert [entry.msgid for entry in entries() if not all(said(entry))] == []


def test_no_translation_is_a_guess():
    assert [entry.msgid for entry in entries() if entry.fuzzy] == []


def test_translations_are_clean_unicode():
    texts = [text for entry in entries() for text in said(entry)]
    assert [text for text in texts if to_unicode(text) != text] == []
    assert [text for text in texts if clean(text) != " ".join(text.split())] == []


def test_a_translation_fills_in_what_the_message_fills_in():
    assert [
        (entry.msgid, text)
        for entry in entries()
        for text in said(entry)
        if filled(entry.msgid_plural or entry.msgid) != filled(text)
    ] == []


def filled(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def test_one_message_has_one_translation():
    keys = Counter((entry.msgctxt, entry.msgid) for entry in BURMESE)
    assert [key for key, count in keys.items() if count > 1] == []


def test_a_question_or_sentence_ends_as_burmese_does():
    """``?`` and ``:`` are not Burmese; the colon would be read as a visarga."""
    texts = [text for entry in entries() for text in said(entry)]
    assert [text for text in texts if re.search(r"[\u1000-\u109f][?:.]", text)] == []


def test_a_dash_stands_after_a_lead_in_word():
    """A hyphen joins; what follows a lead-in word is parted from it by a dash and spaces."""
    joined = re.compile(r"[\u1000-\u1049\u104c-\u109f] ?-(\Z|\n| ?%\()")
    texts = [text for entry in entries() for text in said(entry)]
    assert [text for text in texts if joined.search(text)] == []


def test_words_that_the_glossary_turned_down_are_not_used():
    """Targets and phases have one name each; a reader takes a second one for another thing."""
    turned_down = re.compile("ပစ်မှတ်|ပန်းတိုင်|ကာလအပိုင်းအခြား|သက်တမ်းကုန်မည့်နေ့|မော်ဂျူး|ထောက်ခံစာ")
    texts = [text for entry in entries() for text in said(entry)]
    assert [text for text in texts if turned_down.search(text)] == []


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
def test_each_registered_language_has_a_compiled_catalogue(code):
    assert (LOCALE / code / "LC_MESSAGES" / "django.mo").exists()
    assert translation.check_for_language(code)


def test_upstream_messages_are_still_said_upstream():
    assert sorted(named_upstream() - upstream()) == []


def test_our_translation_of_an_upstream_message_wins():
    ours = {(entry.msgctxt or "", entry.msgid): said(entry)[0] for entry in BURMESE}
    assert named_upstream() <= set(ours)
    with translation.override("my"):
        wrong = [key for key in named_upstream() if active(*key) not in {ours[key], ""}]
    assert wrong == []


def test_english_of_libraries_that_we_say_otherwise_is_said_upstream_and_ours_wins():
    ours = {("", entry.msgid): entry.msgstr for entry in ENGLISH}
    assert sorted(ours.keys() - upstream()) == []
    with translation.override("en"):
        assert {key: active(*key) for key in ours} == ours


def active(context: str, message: str) -> str:
    """What the running catalogue says; messages with a plural are kept under a number."""
    key = f"{context}\x04{message}" if context else message
    catalogue = translation.trans_real.catalog()._catalog  # ty: ignore
    return catalogue.get(key) or catalogue.get((key, 0)) or ""


def named_upstream() -> set[tuple[str, str]]:
    """Context and message of every call in the modules that name upstream messages."""
    calls = [
        node
        for module in UPSTREAM_NAMED.glob("*.py")
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    return {key_of(call) for call in calls}


def key_of(call: ast.Call) -> tuple[str, str]:
    texts = [ast.literal_eval(argument) for argument in call.args]
    return (texts[0], texts[1]) if call.func.id == "pgettext_lazy" else ("", texts[0])


def upstream() -> set[tuple[str, str]]:
    """Everything that the packages say, by the catalogues that they bring."""
    return {
        (entry.msgctxt or "", entry.msgid)
        for name in LENDERS
        for file in catalogues(Path(importlib.import_module(name).__path__[0]))
        for entry in (polib.mofile if file.suffix == ".mo" else polib.pofile)(str(file))
        if not entry.obsolete
    }


def catalogues(package: Path) -> list[Path]:
    """The source catalogue of a package, or one of a translation where it brings no other."""
    roots = [package / "conf" / "locale", package / "locale"]
    folders = [root / code / "LC_MESSAGES" for root in roots for code in ("en", "de")]
    # Some bring what was compiled alone.
    found = [folder / file for file in ("django.po", "django.mo") for folder in folders]
    return [file for file in found if file.exists()][:1]
