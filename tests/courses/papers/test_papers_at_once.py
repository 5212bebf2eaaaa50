"""Two at once over one sheet: one record, and the other is told."""

import pytest

from courses.models import Attempt, PaperEntry
from courses.papers import record_sheets
from people.models import Message
from tests.courses.factories import make_quiz
from tests.courses.paper_factories import (
    AFTER,
    confirm,
    enter,
    make_paper_test,
    make_test_session,
)
from tests.courses.session_factories import make_runner
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_paper_that_two_confirm_at_once_is_recorded_once():
    session = make_test_session()
    trainer, *others = [make_runner(session.agency) for _ in range(3)]
    paper = make_paper_test(session, trainer, quiz=make_quiz(session.course))
    enter(paper, paper.sheets.all(), trainer)
    came = at_once(*[lambda by=by: confirm(paper, by) for by in others])
    assert sum(one.confirmed for one in came) == 2
    at_once(*[lambda: record_sheets(paper, at=AFTER)] * 3)
    assert Attempt.objects.count() == 2
    assert set(paper.sheets.values_list("state", flat=True)) == {"recorded"}
    assert Message.objects.filter(kind__contains="paper").count() == 2


def test_a_grid_that_two_save_at_once_is_one_entry_and_one_comparison():
    session = make_test_session(seats=4)
    trainers = [make_runner(session.agency) for _ in range(2)]
    paper = make_paper_test(session, trainers[0])
    sheets = list(paper.sheets.all())
    came = at_once(*[lambda by=by: enter(paper, sheets, by) for by in trainers])
    assert not [one.refusal for outcomes in came for one in outcomes if one.refusal]
    assert set(paper.sheets.values_list("state", flat=True)) == {"confirmed"}
    for sheet in paper.sheets.all():
        assert sheet.entered_by != sheet.confirmed_by
    assert PaperEntry.objects.count() == 8
