"""A word of the glossary has its meaning in both languages, and stands there once."""

import pytest
from django.urls import reverse

from courses.models import GlossaryTerm
from tests.people.sign_in import CLOSED

pytestmark = pytest.mark.django_db


def term(**changes):
    form = {"names_my": "ဆာဗာ", "names_en": "Server", "retired_on": ""}
    form |= {"meanings_my": "ဖိုင်များ သိမ်းသော ကွန်ပျူတာ", "meanings_en": "Keeps files."}
    return form | changes


def test_a_word_is_written_whole_found_in_either_language_and_taken_out(client, secretariat):
    add = reverse("terms:add")
    for missing in ("names_en", "meanings_my"):
        answer = client.post(add, term(**{missing: " "}))
        assert (answer.status_code, GlossaryTerm.objects.count()) == (200, 0), missing
    assert client.post(add, term()).status_code == 302
    row = GlossaryTerm.objects.get()
    assert row.meanings == {"my": "ဖိုင်များ သိမ်းသော ကွန်ပျူတာ", "en": "Keeps files."}
    assert client.post(add, term(names_en="Computer")).status_code == 200, "it is there already"
    for words, count in (("SERV", 1), ("ဆာ", 1), ("router", 0)):
        found = client.get(reverse("terms:index"), {"q": words}).context["object_list"]
        assert len(found) == count, words
    edit = reverse("terms:edit", args=[row.pk])
    assert client.post(edit, term(retired_on="2026-11-01")).status_code == 302
    assert not GlossaryTerm.objects.offered().exists()
    # What is retired leaves its name to another one.
    assert client.post(add, term()).status_code == 302


def test_one_ministry_does_not_change_the_words_of_all(client, of_education):
    assert client.get(reverse("terms:add")).status_code in CLOSED
