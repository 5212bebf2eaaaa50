"""Rosters as proposals: what a file would change, who decided about it, and what became of it."""

from __future__ import annotations

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models.agency import Agency
from people.models.imports.proposed_file import ProposedFile
from people.models.person import Person
from people.models.role import Role


class RosterProposalQuerySet(models.QuerySet["RosterProposal"]):
    def visible_to(self, person: Person | AnonymousUser) -> Self:
        """Return proposals for units where the person is HR manager: they hold contacts."""
        if not isinstance(person, Person) or not person.is_active:
            return self.none()
        if person.is_superuser:
            return self.all()
        offices = [role.agency for role in person.current_roles if role.kind == Role.Kind.HR]
        return self.filter(unit__in=Agency.objects.under(*offices))

    def at_work(self) -> Self:
        """Return those that a worker has something to do for."""
        return self.filter(state__in=RosterProposal.WORKING_STATES)

    def without_content(self) -> Self:
        """Leave out what may be megabytes a row, for lists."""
        return self.defer("content", "notes")


class RosterProposal(ProposedFile):
    """A roster that somebody brought for a unit; `people.roster.proposals` is the only writer.

    ``complete_from`` declares the file complete: who is posted in the unit or below and not in
    the file has left on that day. ``operator`` is an account of the machine, for imports by
    command, which nobody approves. ``columns`` is what the headings of the file were taken for;
    ``heading`` what is to be named, with the first lines.
    """

    class State(models.TextChoices):
        PLANNING = "planning", _("Being compared")
        UNREADABLE = "unreadable", _("Cannot be read")
        NAMING = "naming", _("Columns to be named")
        OPEN = "open", _("Waits for approval")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        STALE = "stale", _("Out of date")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    class Source(models.TextChoices):
        FILE = "file", _("A file at the desk")
        API = "api", _("A program, by the API")
        SCIM = "scim", _("An identity system, by SCIM")

    # As an import is called in the history of the back office.
    kind = "roster"
    CHANGING_GROUPS = ("moved", "changed", "left", "returned")
    WORKING_STATES = (State.PLANNING, State.APPLYING, State.UNDOING)
    DECIDED_STATES = (State.UNREADABLE, State.APPLIED, State.WITHDRAWN, State.STALE, State.UNDONE)

    unit = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("unit"))
    source = models.CharField(
        max_length=10, choices=Source.choices, default=Source.FILE, db_default=Source.FILE
    )
    content = models.BinaryField(null=True)
    columns = models.JSONField(null=True)
    heading = models.JSONField(null=True)
    complete_from = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    operator = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNING
    )
    # What the plan found of the whole file, and a digest of all that its lines do.
    notes = models.JSONField(default=list)
    outcome = models.CharField(max_length=64, blank=True)
    approved_at = models.DateTimeField(null=True)
    # A worker owns the row until then, and how often one began without an end.
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = RosterProposalQuerySet.as_manager()

    class Meta(ProposedFile.Meta):
        verbose_name = _("roster")
        verbose_name_plural = _("rosters")
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | ~Q(operator=""), name="somebody_brings_a_roster"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(by=None)
                | ~Q(approved_by=F("by"))
                | Q(is_by_one=True),
                name="a_second_person_approves_a_roster",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("applying", "applied", "undoing", "undone"),
                    approved_at__isnull=False,
                )
                | Q(
                    state__in=("planning", "unreadable", "naming", "open", "withdrawn", "stale"),
                    approved_by=None,
                    approved_at=None,
                ),
                name="a_roster_is_approved_before_it_is_applied",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("applied", "undoing", "undone"), applied_at__isnull=False)
                | (~Q(state__in=("applied", "undoing", "undone")) & Q(applied_at=None)),
                name="an_applied_roster_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", closed_by__isnull=False, closed_at__isnull=False)
                | Q(state="stale", closed_by=None, closed_at__isnull=False)
                | (~Q(state__in=("withdrawn", "stale")) & Q(closed_by=None, closed_at=None)),
                name="a_roster_is_closed_by_somebody_or_out_of_date",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_by__isnull=False, undone_at__isnull=False)
                | Q(state="undoing", undone_by__isnull=False, undone_at=None)
                | (~Q(state__in=("undoing", "undone")) & Q(undone_by=None, undone_at=None)),
                name="somebody_undoes_a_roster",
            ),
        ]


class RosterProposalLineQuerySet(models.QuerySet["RosterProposalLine"]):
    def undecided(self) -> Self:
        return self.exclude(question="").filter(decision="")

    def written(self) -> Self:
        """Return the lines whose change is recorded, and was not undone."""
        return self.filter(batch__isnull=False, is_undone=False)


class RosterProposalLine(models.Model):
    """What a line of the file would do; one without a number is somebody who is not in the file.

    ``changes`` are triples of field, recorded and new; ``undo`` is what is written back when the
    proposal is undone, and ``batch`` the transaction that wrote the line.
    """

    class Group(models.TextChoices):
        NEW = "new", pgettext_lazy("lines of a roster", "New")
        MOVED = "moved", pgettext_lazy("lines of a roster", "Moved")
        CHANGED = "changed", pgettext_lazy("lines of a roster", "Changed")
        LEFT = "left", pgettext_lazy("lines of a roster", "Left")
        RETURNED = "returned", pgettext_lazy("lines of a roster", "Returned")
        AMBIGUOUS = "ambiguous", pgettext_lazy("lines of a roster", "To be decided")
        REFUSED = "refused", pgettext_lazy("lines of a roster", "Refused")
        UNCHANGED = "unchanged", pgettext_lazy("lines of a roster", "Unchanged")

    class Question(models.TextChoices):
        OTHER_NAME = "other_name", _("The number is recorded with another name")
        LOST_ZERO = "lost_zero", _("The number may have lost its zeros")
        NAMESAKE = "namesake", _("Somebody of the same name is posted there")
        TAKEN_CONTACT = "taken_contact", _("The e-mail or phone is somebody else's")

    class Decision(models.TextChoices):
        SAME = "same", _("The same person: take the posting only")
        ASK = "ask", _("The same person: take the posting, and ask them how they write their name")
        ANOTHER = "another", _("Another person: record somebody new")
        WITHOUT = "without", _("Take the line without the e-mail or phone")
        OTHER_NUMBER = "other_number", _("Another person, who needs another number: leave it out")
        LEAVE_OUT = "leave_out", _("Leave the line out")

    WRITING_GROUPS = (Group.NEW, Group.MOVED, Group.CHANGED, Group.LEFT, Group.RETURNED)

    proposal = models.ForeignKey(RosterProposal, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField(null=True)
    group = models.CharField(max_length=10, choices=Group.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    staff_number = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=250, blank=True)
    stated = models.JSONField(default=dict)
    changes = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    question = models.CharField(max_length=15, choices=Question.choices, blank=True)
    # Whom the line may mean too, beside the person of the number.
    other = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=15, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    batch = models.PositiveSmallIntegerField(null=True)
    undo = models.JSONField(null=True)
    is_undone = models.BooleanField(default=False)

    objects = RosterProposalLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a roster")
        verbose_name_plural = _("lines of rosters")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "line"], name="a_line_of_a_roster_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(group="ambiguous") & ~Q(question="")
                | (~Q(group="ambiguous") & Q(question="")),
                name="an_ambiguous_line_asks_something",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (
                    ~Q(decision="")
                    & ~Q(question="")
                    & Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="somebody_decides_an_ambiguous_line",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=False) | Q(is_undone=False, undo=None),
                name="what_was_not_written_is_not_undone",
            ),
        ]
        indexes = [models.Index(fields=["proposal", "group", "position"], name="roster_lines")]

    def __str__(self) -> str:
        return f"{self.line or '–'} · {self.staff_number} · {self.name}"
