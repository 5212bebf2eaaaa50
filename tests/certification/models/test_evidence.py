"""Which rows of evidence count on a day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from certification.models import Evidence
from tests.certification.factories import import_evidence, make_skill
from tests.people.factories import PersonFactory

DAY = dt.date(2026, 3, 1)


def test_a_valid_day_is_before_the_end_and_before_the_revocation(db):
    end = dt.date(2026, 9, 1)
    import_evidence(PersonFactory(), make_skill(), 2, ends=end)
    counted = [Evidence.objects.valid(day).count() for day in (DAY, end - dt.timedelta(1), end)]
    assert counted == [1, 1, 0]


@pytest.fixture
def of_each_kind(certificate):
    """Evidence of every kind that there is, of one person."""
    person, skill = certificate.person, make_skill("DC3-4.1")
    for kind in set(Evidence.Kind.values) - {"certificate"}:
        Evidence.objects.create(person=person, skill=skill, level=2, kind=kind, acquired_on=DAY)


def kinds(rows):
    return set(rows.values_list("kind", flat=True))


def test_what_people_say_of_themselves_and_diagnostics_do_not_count(of_each_kind):
    assert kinds(Evidence.objects.all()) == set(Evidence.Kind.values)
    assert kinds(Evidence.objects.counted()) == {"certificate", "test", "sign_off", "imported"}


def test_completed_training_is_what_a_certificate_here_or_elsewhere_says(of_each_kind):
    assert kinds(Evidence.objects.completions()) == {"certificate", "imported"}


def test_evidence_that_ends_before_it_begins_is_refused_by_the_database(of_each_kind):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(kind="test").update(expires_on=DAY)
