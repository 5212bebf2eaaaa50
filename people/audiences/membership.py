"""Says who is in an audience on a day, and in which audiences a person is."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.audiences.rules import PeopleRule, build_rule_condition, narrow_people
from people.models import Audience, AudienceMember, Person, Posting, list_line_paths

_MOST_TOLD = 50  # audiences on the page of a person: each is a condition of the query


def people_of(audience: Audience, *, on: dt.date | None = None) -> QuerySet[Person]:
    """Return who is in the audience on the day, else today; of a retired one nobody.

    Nobody is in it who does not serve in its agency, or below it, on that day.
    """
    day = on or timezone.localdate()
    postings = narrow_postings(Posting.objects.on(day), audience, on=day)
    people = Person.objects.filter(pk__in=postings.values("person"))
    return narrow_people(people, _rule_of(audience).asked)


def narrow_postings(
    postings: QuerySet[Posting], audience: Audience, *, on: dt.date
) -> QuerySet[Posting]:
    """Return which of the postings of the day are of people in the audience.

    What apps know of people is not asked here.
    """
    if audience.retired_at:
        return postings.none()
    found = postings.filter(build_rule_condition(_rule_of(audience), audience.agency, on=on))
    if audience.rule is not None:
        return found
    return found.filter(person__in=audience.members.values("person"))


def list_audiences_of(posting: Posting, viewer: Person) -> list[Audience]:
    """Return in which audiences the person with this posting of today is, as the viewer sees."""
    today, above = timezone.localdate(), list_line_paths(posting.agency.path)
    visible = Audience.objects.visible_to(viewer).standing().filter(agency__path__in=above)
    audiences = list(visible.select_related("agency").order_by("pk")[:_MOST_TOLD])
    if not audiences:
        return []
    # One query for all of them.
    among = [_build_membership(one, posting, today) for one in audiences]
    told = Person.objects.filter(pk=posting.person_id).values_list(*among).get()
    return [one for one, is_in in zip(audiences, told, strict=True) if is_in]


def _build_membership(audience: Audience, posting: Posting, day: dt.date) -> Exists:
    rule = _rule_of(audience)
    condition = build_rule_condition(rule, audience.agency, on=day, known=[posting.position])
    fits = Exists(Posting.objects.on(day).filter(condition, person=OuterRef("pk")))
    people = narrow_people(Person.objects.filter(fits), rule.asked)
    if audience.rule is None:
        members = AudienceMember.objects.filter(audience=audience, person=OuterRef("pk"))
        people = people.filter(Q(Exists(members)))
    return Exists(people.filter(pk=posting.person_id))


def _rule_of(audience: Audience) -> PeopleRule:
    return PeopleRule.from_json(audience.rule or {})
