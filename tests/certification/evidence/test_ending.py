"""An edition with a window ends what its completions prove; the seal says what it said."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from certification.actions.revocation import restore_certificate, revoke_certificate
from certification.models import Evidence
from courses.editions import EditionChange, open_edition, tell_of_edition, withdraw_edition
from people.models import Role
from tests.people.factories import RoleFactory

CHANGE = EditionChange("The law changed.", renewal_days=60)
DAY = dt.timedelta(days=1)


def is_held(day):
    return Evidence.objects.counted().valid(day).exists()


def test_who_does_not_renew_within_the_window_holds_it_no_longer(client, sealed, registrar):
    trainer = RoleFactory(agency=sealed.course.agency, kind=Role.Kind.TRAINER).person
    before, issued = sealed.enrolment.ends_on, sealed.expires_on
    edition = open_edition(sealed.course, CHANGE, by=trainer, at=timezone.now() + DAY)
    tell_of_edition(edition.pk)
    sealed.refresh_from_db()
    assert sealed.expires_on == issued
    assert is_held(edition.renew_by - DAY)
    assert not is_held(edition.renew_by)
    client.force_login(sealed.person, backend="people.accounts.backends.IdentifierBackend")
    page = client.get(reverse("certification:certificate", args=[sealed.code]), {"lang": "en"})
    assert page.context["renewal"].edition == edition
    assert "There is a newer edition of the course" in page.content.decode()
    # Neither a revocation that is taken back nor anything else gives more than the window.
    revoke_certificate(sealed, by=registrar, reason="error", note="n")
    restore_certificate(sealed)
    sealed.enrolment.refresh_from_db()
    assert sealed.enrolment.ends_on == edition.renew_by
    assert not is_held(edition.renew_by)
    withdraw_edition(edition, by=trainer)
    sealed.enrolment.refresh_from_db()
    assert sealed.enrolment.ends_on == before
    assert is_held(edition.renew_by)
    assert Evidence.objects.get().expires_on == issued
