"""A sweep issues and seals what nobody told it of, and no trouble holds up the rest."""

import datetime as dt

import pytest
from django.utils import timezone

from certification import rendering, sweeps
from certification.batches import worker
from certification.batches.worker import claim_next_line
from certification.issuing.issue import issue_certificate, issue_for_award
from certification.models import Certificate
from certification.sweeps import MAX_TRIES, run_sweep
from courses.models import Enrolment
from tests.certification.batch_factories import make_batch, started
from tests.certification.conftest import AT
from tests.certification.factories import completed_enrolment
from tests.courses.factories import make_course

pytestmark = pytest.mark.django_db


def test_the_sweep_issues_and_seals_what_nobody_told_it_of(enrolment):
    run_sweep()
    assert Certificate.objects.get().sealed_at


def test_the_sweep_gives_up_after_five_tries_and_shows_the_dead_letter(certificate, monkeypatch):
    monkeypatch.setattr(rendering, "render_pdf", lambda *a: 1 / 0)
    for _ in range(MAX_TRIES + 2):
        sweeps.cache.clear()
        run_sweep()
    certificate.refresh_from_db()
    assert certificate.tries == MAX_TRIES
    assert certificate.tries == MAX_TRIES


def test_one_that_fails_does_not_hold_up_the_others(db, monkeypatch):
    bad = issue_certificate(completed_enrolment(), at=AT)
    good = issue_certificate(completed_enrolment())
    whole = rendering.render_pdf
    monkeypatch.setattr(
        rendering,
        "render_pdf",
        lambda facts, *rest: 1 / 0 if facts["code"] == bad.code else whole(facts, *rest),
    )
    run_sweep()
    good.refresh_from_db()
    assert good.sealed_at


def test_many_that_cannot_be_issued_do_not_hold_up_the_one_behind_them(db, monkeypatch):
    monkeypatch.setattr(sweeps, "_BATCH_SIZE", 2)
    early = AT - dt.timedelta(days=400)
    course = make_course(titles={"my": "က" * 900, "en": "W" * 900})
    for _ in range(3):
        completed_enrolment(course=course, completed_at=early)
    one = completed_enrolment()
    for _ in range(3):
        run_sweep()
    assert one.certificates.get().sealed_at


def test_a_sweep_looks_at_old_completions_once_an_hour_until_there_is_no_more(db, monkeypatch):
    monkeypatch.setattr(sweeps, "_BATCH_SIZE", 2)
    early = timezone.now() - dt.timedelta(days=400)
    old = [completed_enrolment(completed_at=early) for _ in range(3)]
    for left in (1, 0):
        run_sweep()
        assert sum(not one.certificates.exists() for one in old) == left
    missed, late = completed_enrolment(completed_at=early), completed_enrolment()
    Enrolment.objects.filter(pk=late.pk).update(completed_at=timezone.now())
    run_sweep()
    assert (late.certificates.exists(), missed.certificates.exists()) == (True, False)
    sweeps.cache.delete(sweeps.FULL_SWEEP_KEY)
    run_sweep()
    assert missed.certificates.exists()


def test_the_sweep_seals_what_a_batch_left_behind_but_not_what_it_is_at():
    batch = started(make_batch(1))
    context = worker.BatchContext.load(batch)
    issue_for_award(worker.build_line_award(claim_next_line(batch), context))
    run_sweep()
    assert not Certificate.objects.get().sealed_at
    Certificate.objects.update(issued_at=timezone.now() - worker.CLAIM_DURATION)
    run_sweep()
    assert Certificate.objects.get().sealed_at


def test_who_completed_a_course_without_certificate_gets_none(db):
    completed_enrolment(is_certified=False)
    run_sweep()
    assert not Certificate.objects.exists()
