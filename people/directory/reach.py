"""Decides whom an office finds in its directory: its people of the day, and those who left it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from people.models import Agency, Person, Posting

# A list of so many is read faster whole than each of all people is asked for their postings:
# measured with 100,000 people on SQLite.
_FEW_POSTINGS = 10_000


def postings_in_reach(viewer: Person) -> QuerySet[Posting]:
    """Return the postings that hold today in agencies the viewer may read."""
    reach = Agency.objects.visible_to(viewer)
    return Posting.objects.on(timezone.localdate()).filter(agency__in=reach)


def is_posted(postings: QuerySet[Posting], count: int) -> Q:
    """Return the condition that a person has one of so many postings."""
    if count <= _FEW_POSTINGS:
        return Q(pk__in=postings.values("person"))
    # Asked for each person: a page in the order of an index reads no further than it shows.
    return Q(Exists(postings.filter(person=OuterRef("pk"))))


def people_who_left(people: QuerySet[Person], agencies: QuerySet[Agency]) -> QuerySet[Person]:
    """Return those whose last posting was in one of the agencies and is over."""
    last = Posting.objects.filter(person=OuterRef("pk")).order_by("-valid_from")
    people = people.alias(
        last_agency=Subquery(last.values("agency")[:1]),
        last_day=Subquery(last.values("valid_to")[:1]),
    )
    return people.filter(last_agency__in=agencies, last_day__lte=timezone.localdate())


def people_in_reach(viewer: Person) -> QuerySet[Person]:
    """Return everyone whose page the viewer may open: posted there today, or gone from there."""
    left = people_who_left(Person.objects.all(), Agency.objects.visible_to(viewer))
    # For the page of one person each is asked for theirs.
    posted = Q(Exists(postings_in_reach(viewer).filter(person=OuterRef("pk"))))
    return Person.objects.filter(posted) | left
