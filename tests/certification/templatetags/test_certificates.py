import datetime as dt

from django.template import Context, Template

from certification.actions.revocation import revoke_certificate
from certification.issuing.issue import issue_certificate, reissue_certificate
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

TEMPLATE = "{% load certificates %}{% certificate_list person %}"


def shown(person):
    return Template(TEMPLATE).render(Context({"person": person}))


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


def test_revoked_replaced_and_expired_are_told_apart(db, registrar):
    person = PersonFactory()
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for change in ({}, {}, {"completed_at": past}):
        seal_certificate(issue_certificate(completed_enrolment(person=person, **change)))
    revoked, replaced, _expired = person.certificates.order_by("pk")
    revoke_certificate(revoked, by=registrar, reason="error")
    seal_certificate(reissue_certificate(replaced, by=registrar))
    page = shown(person)
    for tone in ("status bad", "status neutral", "status attention", "status good"):
        assert page.count(tone) == 1


def test_nobody_elses_certificate_is_listed(sealed):
    assert sealed.code not in shown(PersonFactory())


def test_a_list_costs_two_queries(sealed, django_assert_num_queries):
    person = sealed.person
    with django_assert_num_queries(2):
        shown(person)
