"""Decides whom an office finds in its directory: its people of the day, and those who left it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.access import has_global_access, roles_of
from people.models import AdditionalPosting, Agency, Person, Posting, Role

# A list of so many is read faster whole than each of all people is asked for their postings:
# measured with 100,000 people on SQLite.
FEW_POSTINGS = 10_000
# Who lists people and opens their pages, in the agencies on which they have the role.
DIRECTORY_READERS = (
    Role.Kind.HR,
    Role.Kind.VIEWER,
    Role.Kind.LINE_MANAGER,
    Role.Kind.SECRETARIAT,
)


def postings_in_reach(viewer: Person) -> QuerySet[Posting]:
    """Return the postings that hold today in agencies the viewer may read."""
    reach = Agency.objects.visible_to(viewer)
    return Posting.objects.on(timezone.localdate()).filter(agency__in=reach)


def charges_in_reach(viewer: Person) -> QuerySet[AdditionalPosting]:
    """Return the additional charges of today or to come in agencies the viewer may read."""
    reach = Agency.objects.visible_to(viewer)
    return AdditionalPosting.objects.lasting_beyond(timezone.localdate()).filter(agency__in=reach)


def people_who_left(people: QuerySet[Person], agencies: QuerySet[Agency]) -> QuerySet[Person]:
    """Return those whose last posting that has begun was in one of the agencies and is over."""
    today = timezone.localdate()
    later = Posting.objects.filter(
        person=OuterRef("person"), valid_from__gt=OuterRef("valid_from"), valid_from__lte=today
    )
    # From the postings that ended, which have an index of their own: asked for the agencies first,
    # or each person for their last posting, a database reads all those of a nation.
    ended = Posting.objects.filter(
        Exists(agencies.order_by().filter(pk=OuterRef("agency"))),
        valid_to__lte=today,
    )
    return people.filter(pk__in=ended.filter(~Exists(later)).values("person"))


def people_to_come(people: QuerySet[Person], agencies: QuerySet[Agency]) -> QuerySet[Person]:
    """Return those who serve nowhere today, and in one of the agencies from a later day on."""
    today = timezone.localdate()
    coming = Posting.objects.filter(valid_from__gt=today, agency__in=agencies)
    serving = Posting.objects.on(today).filter(person=OuterRef("pk"))
    return people.filter(~Exists(serving), pk__in=coming.values("person"))


def can_read_unposted(viewer: Person) -> bool:
    """Return whether officials without any posting are the viewer's: nobody's are the root's."""
    kinds = (Role.Kind.HR, Role.Kind.VIEWER, Role.Kind.SECRETARIAT)
    return has_global_access(viewer) or any(
        role.agency.is_root() for role in roles_of(viewer, *kinds)
    )


def people_never_posted(people: QuerySet[Person]) -> QuerySet[Person]:
    """Return officials who were never posted anywhere; citizens are of no office."""
    officials = people.filter(audience=Person.Audience.OFFICIAL, is_active=True)
    return officials.filter(~Exists(Posting.objects.filter(person=OuterRef("pk"))))


def people_in_reach(viewer: Person) -> QuerySet[Person]:
    """Return everyone whose page the viewer may open.

    Posted there today or with an additional charge there, gone from there, to come, or of nobody
    where those are the viewer's too.
    """
    agencies = Agency.objects.visible_to(viewer)
    left = people_who_left(Person.objects.all(), agencies)
    coming = people_to_come(Person.objects.all(), agencies)
    # For the page of one person each is asked for theirs.
    posted = Q(Exists(postings_in_reach(viewer).filter(person=OuterRef("pk"))))
    if can_read_unposted(viewer):
        left |= people_never_posted(Person.objects.all())
    charged = Q(Exists(charges_in_reach(viewer).filter(person=OuterRef("pk"))))
    return Person.objects.filter(posted | charged) | left | coming
