"""A second person ticks what agrees with the paper, and one sheet tells what became of it."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.papers import record_sheets
from courses.papers.confirming import mark_entry
from courses.web.papers.listing import _find_work
from people.models import Role
from tests.courses.addresses import address
from tests.courses.paper_factories import enter, make_paper_test, make_test_session
from tests.courses.session_factories import make_runner, part

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def session():
    begins = timezone.now().replace(microsecond=0) - dt.timedelta(hours=3)
    return make_test_session(parts=[part(begins)], at=begins - dt.timedelta(days=3))


@pytest.fixture
def trainer(session):
    return make_runner(session.agency)


@pytest.fixture
def second(client, session):
    person = make_runner(session.agency, Role.Kind.REGISTRAR)
    client.force_login(person)
    return person


@pytest.fixture
def paper(session, trainer):
    paper = make_paper_test(session, trainer)
    enter(paper, paper.sheets.all(), trainer, at=timezone.now())
    return paper


def test_what_is_ticked_is_confirmed_and_then_in_the_record(client, paper, second):
    sheet = paper.sheets.first()
    page = address("check_papers", paper.pk)
    assert f'name="sheet-{sheet.pk}"' in client.get(page).text
    given = {f"sheet-{sheet.pk}": mark_entry(sheet.entries.get())}
    assert "1 sheet confirmed." in client.post(page, given, follow=True).text
    record_sheets(paper)
    html = client.get(address("paper_sheet", sheet.pk)).text
    assert "In the record" in html
    assert "On paper" in html


def test_who_entered_finds_nothing_to_tick(client, paper, trainer):
    client.force_login(trainer)
    html = client.get(address("check_papers", paper.pk)).text
    assert "Another person confirms this one." in html
    assert 'type="checkbox"' not in html


def test_nothing_ticked_says_what_to_do(client, paper, second):
    html = client.post(address("check_papers", paper.pk), follow=True).text
    assert "Tick the sheets that agree with the paper." in html


def test_the_learner_sees_that_it_was_on_paper(client, paper, second):
    sheet = paper.sheets.first()
    enter(paper, [sheet], second, at=timezone.now())
    record_sheets(paper)
    client.force_login(sheet.seat.person)
    assert "On paper" in client.get(address("attempt", paper.quiz.key, 1)).text
    assert "On paper" in client.get(address("quiz", paper.quiz.key)).text


def test_a_lost_sheet_is_voided_by_the_trainer_with_a_reason(client, paper, trainer):
    client.force_login(trainer)
    page = address("paper_sheet", paper.sheets.first().pk)
    assert "Say why" in client.post(page, {"act": "void"}, follow=True).text
    html = client.post(page, {"act": "void", "reason": "Lost on the way"}, follow=True).text
    assert "Lost on the way" in html
    assert paper.sheets.first().is_void


def test_a_sheet_leads_to_entering_until_it_is_void(client, paper, trainer):
    client.force_login(trainer)
    sheet = paper.sheets.first()
    page, way = address("paper_sheet", sheet.pk), address("enter_papers", paper.pk)
    assert way in client.get(page).text
    client.post(page, {"act": "void", "reason": "Lost"})
    html = client.get(page).text
    assert way not in html
    assert "What to do" not in html


def test_what_waits_is_counted_for_the_second_person_only(client, paper, trainer, second):
    requests = "/en/office/requests/"
    assert "Test sheets that wait for a second person" in client.get(requests).text
    assert (_find_work(second).count(), _find_work(trainer).count()) == (2, 0)
