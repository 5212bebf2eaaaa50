"""A design is published, discarded and retired, or told why not."""

import pytest

from certification.models import Design
from tests.cms.office.designs.screens import address, write
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_a_draft_is_published_edited_discarded_and_retired(client, registrar, design):
    write(client, design)
    assert client.get(address("publish", design)).status_code == 200
    assert not design.versions.published().exists()
    client.post(address("publish", design))
    first = design.versions.get()
    assert first.published_at
    write(client, design, paper="a4-portrait")
    assert design.versions.count() == 2
    client.post(address("discard", design))
    assert design.versions.get() == first
    client.post(address("retire", design))
    assert Design.objects.get(pk=design.pk).retired_at
    client.post(address("bring_back", design))
    assert Design.objects.get(pk=design.pk).retired_at is None


def test_publishing_what_no_longer_fits_says_why(client, registrar, design, country):
    write(client, design)
    person = PersonFactory(name_my="ခင်မျိုးသန္တာ" * 9, name_en="Khin")
    PostingFactory(agency=country["MOE-1"], person=person)
    make_course(titles={"my": "ရုံးသုံးစာ " * 200, "en": "Office"})
    page = client.post(address("publish", design), follow=True).content.decode()
    assert "ခင်မျိုးသန္တာခင်မျိုးသန္တာ" in page
    assert not design.versions.published().exists()


def test_publishing_without_a_draft_is_told(client, registrar, design):
    assert client.post(address("publish", design), follow=True).status_code == 200
    assert not design.versions.exists()
