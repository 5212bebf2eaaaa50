"""A table holds no formula and few rows at a time, in the reader's language."""

import csv

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.users.models import UserProfile

from certification.models import Certificate, CertificateQuerySet
from tests.cms.office.registry import (
    LISTING,
    text_of,
)

pytestmark = pytest.mark.each_database


def test_it_is_handed_out_as_a_table_without_formulas(client, registrar, own):
    Certificate.objects.update(
        facts={**own.facts, "course": {**own.facts["course"], "titles": {"my": "\x0b=1+1"}}}
    )
    answer = client.get(reverse(LISTING), {"export": "csv"})
    text = text_of(answer)
    lines = list(csv.reader(text.splitlines()))
    assert len(lines) == 2
    assert lines[1][0] == own.code
    assert "'=1+1" in lines[1]
    assert client.get(reverse(LISTING), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_few_rows_at_a_time(client, registrar, certificates, monkeypatch, kind):
    def whole(rows):
        raise AssertionError(f"All rows at once: {rows.query}")

    monkeypatch.setattr(CertificateQuerySet, "_fetch_all", whole)
    answer = client.get(reverse(LISTING), {"export": kind})
    assert len(b"".join(answer.streaming_content)) > 100


@pytest.mark.parametrize("language", ["my", "en"])
def test_a_table_is_in_the_language_that_its_reader_works_in(client, registrar, own, language):
    chosen = {"preferred_language": language}
    UserProfile.objects.update_or_create(user=registrar, defaults=chosen)
    text = text_of(client.get(reverse(LISTING), {"export": "csv"}))
    with override(language):
        assert str(own.get_kind_display()) in text
        assert gettext("Staff number") in text


@pytest.mark.any_database
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["agencies:index", "wagtailusers_users:index", "targets:index"])
def test_a_list_without_an_export_shows_itself_instead_of_an_empty_file(client, admin, name, kind):
    answer = client.get(reverse(name), {"export": kind})
    assert answer["Content-Type"].startswith("text/html")
