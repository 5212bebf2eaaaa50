from functools import partial

from certification.actions.requests import request_action
from certification.actions.revocation import AlreadyReplaced
from certification.issuing.issue import AlreadyRevoked, issue_certificate
from certification.models import ActionRequest, Certificate
from certification.sealing.seal import seal_certificate
from tests.certification.factories import completed_enrolment
from tests.people.factories import PersonFactory
from tests.threads import at_once

ASKED = [("revoke", "error"), ("replace", "file"), ("revoke", "fraud"), ("replace", "sheet")]


def test_of_many_acts_at_once_one_is_done(committed_db):
    certificate = seal_certificate(issue_certificate(completed_enrolment()))
    work = [
        partial(request_action, certificate, kind, by=PersonFactory(admin=True), reason=reason)
        for kind, reason in ASKED
    ]
    outcomes = at_once(*work, refusals=(AlreadyRevoked, AlreadyReplaced))
    done = ActionRequest.objects.get()
    assert [outcome for outcome in outcomes if isinstance(outcome, ActionRequest)] == [done]
    assert Certificate.objects.count() == (1 if done.kind == "revoke" else 2)
