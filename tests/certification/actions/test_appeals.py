"""Holders appeal; an appeal is answered by what puts it right, or refused in words."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.actions import requests
from certification.actions.requests import (
    approve_action,
    reject_action,
    request_action,
    submit_appeal,
)
from certification.models import ActionRequest
from tests.certification.conftest import AT
from tests.people.factories import PersonFactory, RoleFactory

LATER = AT + dt.timedelta(days=9)


def test_the_holder_appeals_once_at_a_time(revoked):
    action = submit_appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
    assert (action.state, action.asked_by) == ("waiting", revoked.person)
    with pytest.raises(requests.AlreadyRequested):
        submit_appeal(revoked, by=revoked.person, reason="revocation", text="Again.")


def test_nobody_else_appeals_and_not_without_words(revoked, registrar):
    with pytest.raises(requests.OutOfScope):
        submit_appeal(revoked, by=registrar, reason="revocation", text="For her.")
    with pytest.raises(requests.ExplanationMissing):
        submit_appeal(revoked, by=revoked.person, reason="revocation", text=" ")


def test_an_appeal_is_answered_by_what_puts_it_right(revoked, registrar):
    action = submit_appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
    with pytest.raises(requests.NotApprovable):
        approve_action(action, by=registrar)
    request_action(revoked, "restore", by=registrar, reason="appeal")
    action.refresh_from_db()
    assert (action.state, action.decided_by) == ("done", registrar)


def test_a_refusal_is_told_to_the_holder_with_the_answer(revoked, registrar):
    action = submit_appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
    reject_action(action, by=registrar, note="The list says no.")
    message = revoked.person.messages.get(kind="certification/appeal_refused")
    assert message.facts["answer"] == "The list says no."


def test_the_one_who_revoked_does_not_refuse_where_a_second_person_is_asked_for(
    revoked, registrar, other, settings
):
    settings.DUAL_CONTROL_FOR = ["appeal"]
    action = submit_appeal(revoked, by=revoked.person, reason="revocation", text="I was there.")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    lent = {"kind": "registrar", "acting_for": registrar, "valid_to": tomorrow}
    deputy = RoleFactory(agency=revoked.agency, **lent).person
    for involved in (registrar, deputy):
        with pytest.raises(requests.SelfApproval):
            reject_action(action, by=involved, note="No.")
    assert reject_action(action, by=other, note="No.").state == "refused"


def test_nor_does_the_one_who_asked_for_the_revocation_that_another_approved(
    sealed, registrar, other, settings
):
    settings.DUAL_CONTROL_FOR = ["revoke", "appeal"]
    approve_action(request_action(sealed, "revoke", by=registrar, reason="fraud"), by=other)
    action = submit_appeal(sealed, by=sealed.person, reason="revocation", text="I was there.")
    for involved in (registrar, other):
        with pytest.raises(requests.SelfApproval):
            reject_action(action, by=involved, note="No.")
    third = PersonFactory(admin=True)
    assert reject_action(action, by=third, note="No.").state == "refused"


def test_what_is_undone_answers_no_appeal_about_something_else(sealed, registrar, other):
    action = submit_appeal(sealed, by=sealed.person, reason="name", text="It is Thanda.")
    request_action(sealed, "revoke", by=registrar, reason="error")
    request_action(sealed, "restore", by=other, reason="error")
    action.refresh_from_db()
    assert action.state == "waiting"
    request_action(sealed, "replace", by=other, reason="file")
    action.refresh_from_db()
    assert action.state == "done"


def test_a_fourth_appeal_within_a_month_is_refused(revoked, registrar):
    for number in range(3):
        at = AT + dt.timedelta(days=number)
        action = submit_appeal(
            revoked, by=revoked.person, reason="revocation", text="Please.", at=at
        )
        reject_action(action, by=registrar, note="No.", at=at)
    again = {"by": revoked.person, "reason": "revocation", "text": "Please."}
    with pytest.raises(requests.TooManyAppeals):
        submit_appeal(revoked, **again, at=LATER)
    assert ActionRequest.objects.filter(kind="appeal").count() == 3
    assert submit_appeal(revoked, **again, at=AT + dt.timedelta(days=40))
