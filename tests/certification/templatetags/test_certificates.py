import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.sealing.seal import seal_certificate
from people.text.formatting import official_date
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database

TEMPLATE = "{% load certificates %}{% certificate_list person completed %}"


def shown(person):
    completed = [*person.enrolments.completed()]
    return Template(TEMPLATE).render(Context({"person": person, "completed": completed}))


def test_a_sealed_certificate_is_linked_to_its_file_and_verdict(sealed):
    page = shown(sealed.person)
    assert f"/certificates/{sealed.code}.pdf" in page
    assert f"/verify/{sealed.code}/" in page


def test_what_is_not_sealed_is_told_as_being_prepared_without_a_link(certificate):
    page = shown(certificate.person)
    assert "status wait" in page
    assert certificate.code not in page


def test_a_completed_course_without_certificate_waits_for_one(enrolment):
    assert "status wait" in shown(enrolment.person)


@pytest.mark.parametrize(("minutes", "is_late"), [(9, False), (11, True)])
def test_after_ten_minutes_a_missing_certificate_gets_other_words(db, minutes, is_late):
    since = timezone.now() - dt.timedelta(minutes=minutes)
    waiting, unsealed = PersonFactory(), PersonFactory()
    completed_enrolment(person=waiting, completed_at=since)
    issue_certificate(completed_enrolment(person=unsealed), at=since)
    for person in (waiting, unsealed):
        with translation.override("en"):
            page = shown(person)
        assert ("longer than usual" in page) is is_late
        assert ("within a minute" in page) is not is_late


def test_revoked_replaced_and_expired_are_told_apart(db, registrar):
    person = PersonFactory()
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for change in ({}, {}, {"completed_at": past}):
        seal_certificate(issue_certificate(completed_enrolment(person=person, **change)))
    revoked, replaced, _expired = person.certificates.order_by("pk")
    revoke_certificate(revoked, by=registrar, reason="error")
    seal_certificate(reissue_certificate(replaced, by=registrar))
    with translation.override("en"):
        page = shown(person)
    assert page.count("Valid until") == 3  # what is revoked counts until no day
    for tone in ("status bad", "status neutral", "status attention", "status good"):
        assert page.count(tone) == 1


def test_who_has_none_is_shown_nothing_of_nobody_else(sealed):
    assert shown(PersonFactory()).strip() == ""


def test_a_list_costs_one_query(sealed, django_assert_num_queries):
    person = sealed.person
    with django_assert_num_queries(1 + 1):  # the other is that of what was completed
        shown(person)


def test_a_card_says_until_which_day_its_certificate_counts(certificate):
    last = certificate.expires_on - dt.timedelta(days=1)
    with translation.override("en"):
        assert f"Valid until {official_date(last)}" in shown(certificate.person)
