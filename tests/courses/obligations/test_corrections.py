"""A frozen year stays as it was; a second manager lets a correction stand beside it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.hours.years import LearningYear
from courses.models import YearCorrection, YearState, YearStatus
from courses.obligations.corrections import (
    CorrectionDecided,
    CorrectionWaits,
    CorrectionWithoutReason,
    YearReopened,
    YearStateUnchanged,
    approve_correction,
    ask_correction,
    decline_correction,
    withdraw_correction,
)
from courses.obligations.exemptions import NotTheirOffice, exempt_person
from courses.obligations.prescribing import YearIsClosed
from tests.courses.obligations.factories import (
    close_after,
    make_member,
    make_obligation,
    make_office,
)
from tests.people.factories import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def second(office):
    return RoleFactory(agency=office[0], kind="hr").person


@pytest.fixture
def status(office):
    make_member(office[0])
    close_after(make_obligation(office[0]))
    return YearStatus.objects.get()


def ask(status, by, state=YearState.FULFILLED):
    return ask_correction(status, state=state, reason="Completed on paper", by=by)


def current(status):
    return YearStatus.objects.with_state().get(pk=status.pk).current_state


def test_a_correction_counts_once_a_second_person_approves(status, office, second):
    asked = ask(status, office[1])
    assert current(status) == YearState.NOT_FULFILLED
    with pytest.raises(PermissionDenied):
        approve_correction(asked, by=office[1])
    approve_correction(asked, by=second)
    assert current(status) == YearState.FULFILLED
    status.refresh_from_db()
    assert status.state == YearState.NOT_FULFILLED
    assert YearStatus.objects.count_states() == {"fulfilled": 1}
    with pytest.raises(CorrectionDecided):
        decline_correction(asked, by=second, answer="No")


def test_the_last_approved_correction_counts(status, office, second):
    approve_correction(ask(status, office[1]), by=second)
    with pytest.raises(YearStateUnchanged):
        ask(status, office[1])
    approve_correction(ask(status, second, YearState.PARTLY), by=office[1])
    assert current(status) == YearState.PARTLY
    assert YearCorrection.objects.approved().count() == 2


def test_a_deputy_is_no_second_person(status, office):
    deputy = RoleFactory(
        agency=office[0],
        kind="hr",
        acting_for=office[1],
        valid_to=timezone.localdate() + timezone.timedelta(days=9),
    ).person
    with pytest.raises(PermissionDenied):
        approve_correction(ask(status, office[1]), by=deputy)


def test_nobody_corrects_or_decides_on_their_own_year(office, second):
    official = make_member(office[0])
    RoleFactory(agency=office[0], kind="hr", person=official)
    close_after(make_obligation(office[0]))
    status = YearStatus.objects.get(person=official)
    with pytest.raises(NotTheirOffice):
        ask(status, official)
    asked = ask(status, office[1])
    with pytest.raises(PermissionDenied):
        approve_correction(asked, by=official)


def test_one_waits_and_may_be_withdrawn_or_declined(status, office, second):
    asked = ask(status, office[1])
    with pytest.raises(CorrectionWaits):
        ask(status, second)
    with pytest.raises(PermissionDenied):
        withdraw_correction(asked, by=second)
    withdraw_correction(asked, by=office[1])
    again = ask(status, second)
    with pytest.raises(CorrectionWithoutReason):
        decline_correction(again, by=office[1], answer=" \u200b")
    decline_correction(again, by=office[1], answer="The paper is of another year")
    assert current(status) == YearState.NOT_FULFILLED


def test_a_reason_and_an_office_are_needed(status, office):
    with pytest.raises(CorrectionWithoutReason):
        ask_correction(status, state="fulfilled", reason="\u200b", by=office[1])
    with pytest.raises(NotTheirOffice):
        ask(status, make_office()[1])


def test_the_database_wants_two_people(status, office):
    asked = ask(status, office[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        YearCorrection.objects.filter(pk=asked.pk).update(
            answer_state="approved", decided_by=office[1], decided_at=timezone.now()
        )


def test_a_closed_year_is_corrected_and_exempts_no_more(status, office):
    with pytest.raises(YearIsClosed):
        exempt_person(status.person, LearningYear(2025), reason="leave", by=office[1])


def test_an_office_exempts_its_own_people_once(office):
    person = make_member(office[0])
    year = LearningYear(2025)
    first = exempt_person(person, year, reason="leave", by=office[1])
    assert exempt_person(person, year, reason="other", by=office[1]) == first
    with pytest.raises(NotTheirOffice):
        exempt_person(person, LearningYear(2024), reason="leave", by=make_office()[1])
    with pytest.raises(ValueError, match="short"):
        exempt_person(person, year, reason="short", by=office[1])


def test_of_a_year_that_was_opened_again_nothing_is_corrected(status, office):
    # Long after its cut-off day: the row as somebody read it before.
    YearStatus.objects.all().delete()
    with pytest.raises(YearReopened):
        ask(status, office[1])
    assert not YearCorrection.objects.exists()
