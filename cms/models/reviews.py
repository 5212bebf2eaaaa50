"""What waits for a reviewer, and what was decided of it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from people.models import Agency, Person


class ReviewRules(models.Model):
    """How the reviews of an agency go on: by when, and who has the last word.

    Without a row, or without an editor, its own reviewers publish. Only `cms.reviews` writes here.
    """

    agency = models.OneToOneField(Agency, models.CASCADE, related_name="review_rules")
    # Always an agency above: its reviewers review here too.
    editor = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="+")
    days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )

    def __str__(self) -> str:
        return str(self.agency)


class PageReviewQuerySet(models.QuerySet["PageReview"]):
    def waiting(self) -> Self:
        """Return those that nobody has decided or taken back."""
        return self.filter(closed_at=None)

    def overdue(self, day: dt.date) -> Self:
        """Return those whose day is over and that nobody was reminded of."""
        return self.waiting().filter(due_on__lt=day, reminded_at=None)

    def visible_to(self, viewer: Person) -> Self:
        """Return those of pages that the viewer writes, translates or reviews."""
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(viewer, ["change", "publish"])
        return self.filter(page__in=pages.values("pk"))


class PageReview(models.Model):
    """A version of a page that somebody handed in; a page that comes again has another row.

    Only `cms.reviews` writes here.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Waits for a reviewer")
        PUBLISHED = "published", _("Published")
        SENT_BACK = "sent_back", _("Sent back")
        WITHDRAWN = "withdrawn", _("Taken back")

    page = models.ForeignKey(Page, models.CASCADE, related_name="reviews")
    version = models.CharField(max_length=64, editable=False)  # digest of what was handed in
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    # None beside a day: it was published at an hour that somebody set, or its closer is not known.
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)
    told_at = models.DateTimeField(null=True)  # when reviewers had their letter
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # The reviewer who found it good, where editors of an agency above have the last word.
    passed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField(null=True)

    objects = PageReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=Q(closed_at=None), name="one_review_waits_on_a_page"
            ),
            models.CheckConstraint(
                condition=Q(outcome="waiting", closed_at=None)
                | (~Q(outcome="waiting") & Q(closed_at__isnull=False)),
                name="a_review_waits_until_it_is_closed",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="sent_back") | ~Q(reason=""),
                name="a_page_is_sent_back_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(passed_by=None, passed_at=None)
                | Q(passed_by__isnull=False, passed_at__isnull=False),
                name="a_review_is_passed_on_by_somebody_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} · {self.get_outcome_display()}"

    @property
    def kind(self) -> str:
        """Return what kind of page it is, as a reader calls it."""
        return str(self.page.specific_class._meta.verbose_name)

    @property
    def is_waiting(self) -> bool:
        return self.closed_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_waiting and self.due_on is not None and self.due_on < timezone.localdate()


class ReviewComment(models.Model):
    """What authors and reviewers say to one another while a page waits.

    Only `cms.reviews` writes here.
    """

    review = models.ForeignKey(PageReview, models.CASCADE, related_name="comments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=1000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words
