"""A paper that two people read completes the course, which gives the certificate by its door."""

import pytest

from certification.facts.awards import award_from_enrolment
from certification.issuing.issue import issue_certificate
from certification.models import Evidence
from courses.papers import record_sheets, withdraw_record
from courses.papers.refusals import PaperRefused
from tests.certification.factories import make_skill
from tests.courses.factories import make_course
from tests.courses.paper_factories import (
    AFTER,
    confirm,
    enter,
    make_paper_test,
    make_test_session,
)
from tests.courses.session_factories import make_runner

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_from_the_sheet_to_the_certificate_and_no_way_back_but_revocation():
    session = make_test_session(course=make_course(skills=[(make_skill(), 2)]))
    trainer, second = make_runner(session.agency), make_runner(session.agency)
    paper = make_paper_test(session, trainer)
    enter(paper, paper.sheets.all()[:1], trainer)
    confirm(paper, second)
    record_sheets(paper, at=AFTER)
    sheet = paper.sheets.first()
    enrolment = sheet.attempt.enrolment
    certificate = issue_certificate(enrolment)
    award = award_from_enrolment(enrolment)
    assert (award.current_certificate(), award.score) == (certificate, 100)
    assert Evidence.objects.get(certificate=certificate).acquired_on == AFTER.date()
    with pytest.raises(PaperRefused, match="completed"):
        withdraw_record(sheet, by=trainer, reason="Wrong sheet")
