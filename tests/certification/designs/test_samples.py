import pytest

from certification.designs.samples import find_longest_words
from tests.certification.design_factories import (
    make_design,
)
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory

pytestmark = [pytest.mark.any_database, pytest.mark.django_db]


def test_names_of_other_agencies_are_not_shown():
    ours, theirs = AgencyFactory(code="OURS"), AgencyFactory(code="THEIRS")
    PostingFactory(agency=ours, person=PersonFactory(name_en="Mya Mya Aye"))
    PostingFactory(agency=theirs, person=PersonFactory(name_en="Khin Khin Win Myint Aung Htun"))
    names = find_longest_words(make_design(agency=ours)).name
    assert "Mya Mya Aye" in names["en"]
