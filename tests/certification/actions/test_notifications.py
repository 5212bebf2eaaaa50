import datetime as dt

import pytest
from django.utils import timezone

from certification.actions import notifications
from certification.actions.notifications import send_expiry_notices
from certification.actions.requests import request_action
from certification.issuing.issue import issue_certificate
from certification.sealing.seal import seal_certificate
from courses.models import Enrolment
from people.models import Message
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.any_database

NOW = timezone.now()


@pytest.fixture
def fresh(enrolment):
    return seal_certificate(issue_certificate(enrolment))


def kinds():
    return list(Message.objects.order_by("pk").values_list("kind", flat=True))


def test_a_sealed_certificate_is_told_as_ready_once(fresh):
    seal_certificate(fresh)
    assert kinds() == ["certification/ready"]
    facts = Message.objects.get().facts
    assert facts["address"] == f"https://learn.example.gov.mm/verify/{fresh.code}/"
    assert set(facts) == {"code", "titles", "certified", "address", "appeal", "renewal"}


def test_what_was_issued_long_ago_is_no_news(enrolment):
    seal_certificate(issue_certificate(enrolment, at=NOW - dt.timedelta(days=31)))
    assert kinds() == []


def test_only_whoever_has_an_address_is_worth_a_hint(
    fresh, registrar, monkeypatch, django_capture_on_commit_callbacks
):
    hints = []
    monkeypatch.setattr("people.queue.enqueue", lambda task, pk: hints.append(task))
    with django_capture_on_commit_callbacks(execute=True):
        request_action(fresh, "revoke", by=registrar, reason="error")
    assert "people.tasks.send" not in hints
    PersonFactory._meta.model.objects.filter(pk=fresh.person_id).update(email="k@example.gov.mm")
    with django_capture_on_commit_callbacks(execute=True):
        request_action(fresh, "restore", by=registrar, reason="error")
    assert "people.tasks.send" in hints


class TestExpiry:
    @pytest.fixture(autouse=True)
    def ends(self, fresh):
        Message.objects.all().delete()
        self.end = fresh.expires_on

    def day(self, before):
        return self.end - dt.timedelta(days=before)

    @pytest.mark.parametrize(("before", "told"), [(31, 0), (30, 1), (1, 1), (0, 0)])
    def test_thirty_days_ahead_and_not_after_the_end(self, before, told):
        assert send_expiry_notices(day=self.day(before)) == told

    def test_each_is_told_once(self):
        assert send_expiry_notices(day=self.day(9)) == 1
        assert send_expiry_notices(day=self.day(8)) == 0
        told = Message.objects.get()
        assert told.facts["expires_on"] == self.end.isoformat()
        assert told.facts["renewal"].endswith("/renew/")

    def test_what_no_longer_stands_is_passed_over(self, fresh, registrar):
        request_action(fresh, "revoke", by=registrar, reason="error")
        assert send_expiry_notices(day=self.day(9)) == 0

    @pytest.mark.parametrize(("days", "told"), [(None, 0), (4000, 0), (0, 1)])
    def test_who_has_renewed_is_told_nothing(self, fresh, days, told):
        renewed = Enrolment.objects.get(pk=fresh.enrolment_id)
        renewed.pk, renewed.occasion = None, renewed.occasion + 1
        # Nothing: its certificate is not made yet. No days: that was revoked.
        renewed.ends_on = None if days is None else timezone.localdate() + dt.timedelta(days=days)
        renewed.save()
        assert send_expiry_notices(day=self.day(9)) == told

    def test_the_rest_is_told_the_next_time(self, monkeypatch):
        seal_certificate(issue_certificate(completed_enrolment()))
        monkeypatch.setattr(notifications, "_BATCH_SIZE", 1)
        assert [send_expiry_notices(day=self.day(9)) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("kind", "reason", "told"), [("revoke", "error", "revoked"), ("replace", "sheet", "replaced")]
)
def test_what_was_taken_back_before_its_seal_is_never_told_as_ready(
    enrolment, registrar, kind, reason, told
):
    certificate = issue_certificate(enrolment)
    request_action(certificate, kind, by=registrar, reason=reason)
    seal_certificate(certificate)
    assert kinds() == [f"certification/{told}"]
