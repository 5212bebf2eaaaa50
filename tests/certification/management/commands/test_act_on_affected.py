"""The command acts on every certificate that a cause affects, and may be started again."""

import pytest
from django.core.management import CommandError, call_command

from certification.models import Certificate
from courses.items.withdrawal import withdraw_item_version
from courses.models import ItemVersion
from tests.certification.factories import certify, make_skill
from tests.courses.factories import make_course, make_quiz
from tests.people.factories import PersonFactory


@pytest.fixture
def affected(db):
    """Three certificates that rest on withdrawn questions."""
    course = make_course(skills=[(make_skill(), 2)])
    quiz = make_quiz(course)
    rows = [certify(course, quiz) for _ in range(3)]
    for version in ItemVersion.objects.all():
        withdraw_item_version(version, note="Wrong.")
    return rows


def run(by, *asked, **options):
    call_command("act_on_affected", *asked, by=by.username, **options)


def test_it_acts_on_all_and_started_again_finds_nothing_left(affected, registrar, monkeypatch):
    monkeypatch.setattr("certification.management.commands.act_on_affected.CHUNK_SIZE", 2)
    run(registrar, "withdrawn", "revoke", reason="withdrawn")
    assert Certificate.objects.filter(revocation_reason="withdrawn").count() == 3
    run(registrar, "withdrawn", "revoke", reason="withdrawn")
    assert registrar.certificate_requests.count() == 3


def test_those_replaced_are_not_replaced_again_when_it_is_started_again(affected, registrar):
    for _ in range(2):
        run(registrar, "withdrawn", "replace", reason="withdrawn")
    assert Certificate.objects.count() == 6


@pytest.mark.parametrize(("cause", "reason"), [("withdrawn", "file"), ("older", "sheet")])
def test_a_new_one_that_would_rest_as_the_old_did_is_not_asked_for(
    affected, registrar, cause, reason
):
    with pytest.raises(CommandError, match="rest on the same"):
        run(registrar, cause, "replace", reason=reason)
    assert Certificate.objects.count() == 3


def test_out_of_scope_nothing_happens(affected):
    run(PersonFactory(), "withdrawn", "revoke", reason="withdrawn")
    assert not Certificate.objects.exclude(revoked_at=None).exists()


def test_what_is_not_known_is_told(affected, registrar):
    with pytest.raises(CommandError, match="Reasons: "):
        run(registrar, "withdrawn", "revoke", reason="whim")
    registrar.username = "nobody"
    with pytest.raises(CommandError, match="nobody"):
        run(registrar, "withdrawn", "revoke", reason="withdrawn")
