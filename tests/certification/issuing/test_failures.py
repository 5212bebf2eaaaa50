"""A completion that cannot be certified is a row with its reason and tries, until it can."""

import pytest

from certification.designs.drafts import publish_draft, save_draft
from certification.issuing.failures import retry_issuing
from certification.issuing.issue import issue_certificate
from certification.models import UncertifiedCompletion
from certification.rendering import style
from certification.rendering.style import SheetOverflow, UnprintableName
from certification.sweeps import run_sweep
from tests.certification.design_factories import make_design, make_draft
from tests.certification.factories import completed_enrolment
from tests.courses.factories import make_course
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
Reason = UncertifiedCompletion.Reason


def fail(enrolment, error):
    with pytest.raises(error):
        issue_certificate(enrolment)
    return UncertifiedCompletion.objects.get(enrolment=enrolment)


def test_words_that_do_not_fit_are_told_with_place_and_tries():
    enrolment = completed_enrolment(course=make_course(titles={"my": "က" * 900, "en": "W" * 900}))
    row = fail(enrolment, SheetOverflow)
    assert (row.reason, row.tries, row.agency) == (Reason.WORDS, 1, enrolment.agency)
    assert "words" in row.last_error
    again = fail(enrolment, SheetOverflow)
    assert (again.pk, again.tries) == (row.pk, 2)
    assert again.first_tried_at < again.last_tried_at


def test_a_name_too_long_is_told_and_the_row_goes_when_it_is_shortened():
    person = PersonFactory(name_my="", name_en="W" * 70)
    enrolment = completed_enrolment(person=person)
    assert fail(enrolment, SheetOverflow).reason == Reason.NAME
    person.name_en = "Short Name"
    person.save()
    enrolment.refresh_from_db()
    assert issue_certificate(enrolment)
    assert not UncertifiedCompletion.objects.exists()


def test_a_name_in_letters_that_the_fonts_lack_is_told_before_the_seal():
    person = PersonFactory(name_my="", name_en="小龙")
    enrolment = completed_enrolment(person=person)
    assert fail(enrolment, UnprintableName).reason == Reason.NAME


def test_a_missing_picture_of_the_design_is_told(monkeypatch):
    enrolment, design = completed_enrolment(), make_design()
    save_draft(design, make_draft(has_emblem=True), by=None)
    publish_draft(design)

    def missing(name):
        raise FileNotFoundError(name)

    monkeypatch.setattr(style, "read_stored_image", missing)
    assert fail(enrolment, FileNotFoundError).reason == Reason.DESIGN


def test_the_sweep_leaves_a_row_too_and_goes_on_with_the_next():
    bad = completed_enrolment(course=make_course(titles={"my": "က" * 900, "en": "W" * 900}))
    good = completed_enrolment()
    run_sweep()
    assert UncertifiedCompletion.objects.get().enrolment == bad
    assert good.certificates.get().sealed_at


def test_trying_again_queues_the_issue(django_capture_on_commit_callbacks, monkeypatch):
    queued = []
    monkeypatch.setattr("people.queue.enqueue", lambda *message: queued.append(message))
    row = fail(
        completed_enrolment(person=PersonFactory(name_my="", name_en="W" * 70)), SheetOverflow
    )
    with django_capture_on_commit_callbacks(execute=True):
        retry_issuing(row)
    assert queued == [("certification.tasks.issue", row.enrolment_id)]
