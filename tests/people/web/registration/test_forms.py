"""The forms: what cannot be is said in words at its field, and nothing is written."""

import pytest

from people.models import Agency, ServiceClaim
from people.registration import ServiceWish, claim_service
from people.web.registration.forms import AgencyCodeForm, ServiceClaimForm
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
CLERK = {"my": "စာရေး"}


def claim(person):
    sent = {"unit": "GAD", "position_my": "စာရေး", "grade": "၉", "note": " GAD-123 "}
    form = ServiceClaimForm(sent, units=Agency.objects.all())
    assert form.is_valid(), form.errors
    return form, form.claim(person)


def test_a_claim_holds_what_was_typed(tree):
    form, made = claim(PersonFactory())
    assert (made.agency, made.position) == (tree["GAD"], CLERK)
    assert (made.grade, made.note) == (9, "GAD-123")
    assert not form.errors


def test_whoever_serves_or_waits_is_told_so(tree):
    serving, waiting = PostingFactory(agency=tree["MOE"]).person, PersonFactory()
    claim_service(waiting, ServiceWish(tree["MOE"], CLERK))
    for person in (serving, waiting):
        form, made = claim(person)
        assert made is None
        assert form.non_field_errors()
    assert ServiceClaim.objects.get().agency == tree["MOE"]


@pytest.mark.parametrize(
    ("uses", "days", "wrong"),
    [
        ("၅၀၀", "၉၀", set()),
        ("၅၀၁", "91", {"uses", "days"}),
        ("0", "၀", {"uses", "days"}),
        ("many", "", {"uses", "days"}),
    ],
)
def test_a_code_is_for_so_many_people_and_days_at_most(tree, uses, days, wrong):
    sent = {"unit": "GAD", "uses": uses, "days": days}
    assert {*AgencyCodeForm(sent, units=Agency.objects.all()).errors} == wrong
