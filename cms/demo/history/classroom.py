"""Makes the demo's classroom session: twelve people of one ministry, certified as a batch."""

from __future__ import annotations

import datetime as dt

from certification.batches import build_batch_files, lifecycle, process_batch
from certification.batches.candidates import Candidate
from certification.models import Batch, CertificateKind
from cms.demo.history.timeline import last_day
from cms.demo.organisation.roster import ACCOUNTS
from people.models import Agency, Person
from plan.models import Skill

_SESSION_MINISTRY, _SESSION_PEOPLE = "MOE", 12
_SESSION_SKILL, _SESSION_LEVEL = "DC3-4.1", 2
_SESSION_AGE = dt.timedelta(weeks=3)
_SESSION_TITLES = {
    "my": "ရုံးသုံးစက်ပစ္စည်းများ လုံခြုံစွာအသုံးပြုခြင်း စာသင်ခန်းသင်တန်း",
    "en": "Using office devices safely, a classroom course",
}
_MAX_SECONDS = 600  # of work on the batch; twelve people take less than one minute


def certify_session() -> None:
    """Prepare, start and work off the batch; continue one that was begun."""
    batch = Batch.objects.filter(titles=_SESSION_TITLES).first() or _prepare_session()
    if batch.started_at is None:
        lifecycle.start_batch(batch)
    batch.refresh_from_db()
    process_batch(batch, seconds=_MAX_SECONDS)
    build_batch_files(batch)


def _prepare_session() -> Batch:
    ministry = Agency.objects.get(code=_SESSION_MINISTRY)
    people = [
        Candidate(person, score=72 + place * 7 % 27)
        for place, person in enumerate(_list_attendants(ministry))
    ]
    batch = Batch(
        kind=CertificateKind.CLASSROOM,
        titles=_SESSION_TITLES,
        agency=ministry,
        completed_on=last_day() - _SESSION_AGE,
        validity_months=24,
    )
    skill = Skill.objects.get(code=_SESSION_SKILL)
    registrar = Person.objects.get(username="registrar")
    return lifecycle.prepare_batch(batch, people, [(skill, _SESSION_LEVEL)], by=registrar)


def _list_attendants(ministry: Agency) -> list[Person]:
    """Return people posted there on the day, without the accounts of the demo."""
    accounts = [official.staff_number for official in ACCOUNTS.values()]
    posted = Person.objects.posted_in(
        Agency.objects.under(ministry), day=last_day() - _SESSION_AGE
    )
    known = posted.exclude(staff_number=None).exclude(staff_number__in=accounts)
    return list(known.order_by("staff_number")[:_SESSION_PEOPLE])


def has_certified_session() -> bool:
    return Batch.objects.filter(titles=_SESSION_TITLES).exclude(files_at=None).exists()
