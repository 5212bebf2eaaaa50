"""Counts what questionnaires of international indices ask and this service can know."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count

from certification.models import Certificate, Evidence
from courses.models import Course
from people.models import Person, Posting


def gather_index_facts(day: dt.date) -> dict[str, Any]:
    """Return the facts by name: of people on the day, of courses as they are offered now."""
    serving = Posting.objects.counted_on(day).order_by()
    # Counted by the worker, once a month: pages and files read what was kept of it.
    people = Count("person_id", distinct=True)
    held = Evidence.objects.counted().valid(day).exclude(skill__area=None)
    trained = held.filter(person__in=serving.values("person")).order_by()
    certified = Evidence.objects.valid(day).filter(kind=Evidence.Kind.CERTIFICATE).order_by()
    issued = Certificate.objects.sealed().filter(issued_at__date__lte=day)
    offered = list(Course.objects.live().values_list("audience", "languages"))
    for_citizens = [
        langs for audience, langs in offered if audience in ("", Person.Audience.CITIZEN)
    ]
    return {
        "officials": serving.aggregate(n=people)["n"],
        "officials_trained": trained.aggregate(n=people)["n"],
        "people_certified": certified.aggregate(n=people)["n"],
        "certificates_issued": issued.count(),
        "courses": len(offered),
        "courses_for_citizens": len(for_citizens),
        "languages": list(settings.OFFERED_LANGUAGES),
        "courses_by_language": _count_languages(langs for _audience, langs in offered),
        "accessibility_statement": settings.ACCESSIBILITY_STATEMENT,
    }


def _count_languages(offered: Iterable[list[str]]) -> dict[str, int]:
    """Return how many courses there are in each language."""
    counts = Counter(language for languages in offered for language in languages)
    return {language: counts[language] for language in settings.OFFERED_LANGUAGES}
