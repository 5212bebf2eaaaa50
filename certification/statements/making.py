"""Makes statements: the same content has one, and another content replaces it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from certification.facts.codes import format_code, generate_code
from certification.models import YearStatement
from certification.statements.facts import (
    YearFacts,
    digest_facts,
    find_status,
    gather_year_facts,
)
from courses.hours import LearningYear
from courses.models import YearStatus
from people.models import Person


def make_statement(person: Person, year: LearningYear) -> YearStatement:
    """Return the statement of the year as it is recorded now, made unless it exists.

    Its file may still have to be sealed.
    """
    with transaction.atomic():
        # Locked: of two that are asked for at once, the second finds the first one's.
        Person.objects.select_for_update().get(pk=person.pk)
        # This too: a year that is opened again takes no row from under its statement.
        frozen = YearStatus.objects.filter(person=person, year=year.number)
        list(frozen.select_for_update().values_list("pk"))
        status = find_status(person, year)
        facts = gather_year_facts(person, year, status=status)
        digest = digest_facts(facts)
        latest = YearStatement.objects.latest_of(person, year.number)
        if latest and latest.digest == digest:
            return latest
        if latest and latest.sealed_at is None:
            # Nobody has seen it: it says what is right now.
            return _rewrite_statement(latest, facts, digest, status)
        return _write_statement(person, year, facts, digest, status, latest)


def _write_statement(
    person: Person,
    year: LearningYear,
    facts: YearFacts,
    digest: str,
    status: YearStatus | None,
    replaced: YearStatement | None,
) -> YearStatement:
    code = generate_code()
    own = {"code": code, "stated_on": timezone.localdate().isoformat()}
    former = replaced and {
        "code": format_code(replaced.code),
        "stated_on": replaced.facts["stated_on"],
    }
    return YearStatement.objects.create(
        person=person,
        year=year.number,
        status=status,
        code=code,
        facts={**facts, **own, "replaces": former},
        digest=digest,
        replaces=replaced,
    )


def _rewrite_statement(
    row: YearStatement, facts: YearFacts, digest: str, status: YearStatus | None
) -> YearStatement:
    kept = {name: row.facts[name] for name in ("code", "replaces")}
    row.facts = {**facts, **kept, "stated_on": timezone.localdate().isoformat()}
    row.digest, row.status, row.tries = digest, status, 0
    row.save(update_fields=["facts", "digest", "status", "tries"])
    return row
