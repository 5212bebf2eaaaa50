"""Letters to holders about what was done with their certificates."""

import pytest
from django.core import mail

from certification.actions.requests import request_action
from certification.sealing.seal import seal_certificate
from people.messaging import send_due_messages
from people.models import Message

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Protecting personal data"), ("my", "ရုံးတွင်")]
)
def test_the_letter_is_in_the_language_of_the_holder_and_leaks_no_note(
    sealed, registrar, language, word
):
    person = sealed.person
    person.language, person.email = language, "khin@example.gov.mm"
    person.save()
    Message.objects.all().delete()
    request_action(sealed, "revoke", by=registrar, reason="fraud", note="The secret note.")
    assert send_due_messages() == 1
    letter = mail.outbox[0]
    assert word in letter.subject
    assert f"/certificates/{sealed.code}/appeal/" in letter.body
    assert f"/{language}/courses/{sealed.course.slug}/renew/" in letter.body
    assert "secret" not in letter.body + letter.subject
    assert "&" not in letter.body


@pytest.mark.parametrize(
    ("kind", "reason", "changes"),
    [("replace", "file", {}), ("correct", "place", {"position": {"en": "Director"}})],
)
def test_the_letter_about_a_new_one_names_both_codes(sealed, registrar, kind, reason, changes):
    sealed.person.email = "khin@example.gov.mm"
    sealed.person.save()
    Message.objects.all().delete()
    new = request_action(sealed, kind, by=registrar, reason=reason, changes=changes).result
    assert send_due_messages() == 1
    assert {code in mail.outbox[0].body for code in (sealed.code, new.code)} == {True}
    seal_certificate(new)
    assert send_due_messages() == 0
