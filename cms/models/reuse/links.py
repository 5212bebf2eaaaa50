"""Lessons that follow a lesson of another course."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Left, Length
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.catalogs import AgencyCatalogPage
from cms.models.courses import CoursePage, LessonPage
from people.models import Agency

# A lesson stands in a module, a module in a course, a course on a shelf: so many steps above it.
_MODULE, _COURSE, _SHELF = 1, 2, 3


class LessonLinkQuerySet(models.QuerySet["LessonLink"]):
    def active(self) -> Self:
        """Return those that have not been ended."""
        return self.filter(ended_at=None)

    def takes_words_from_elsewhere(self, key: UUID) -> bool:
        """Return whether the page of the key, in any language, takes its words from another."""
        return self.active().filter(page__translation_key=key).exists()

    def with_source(self) -> Self:
        """Tell of each where its source stands today, in the same statement."""
        above = Page.objects.filter(live=True)
        course = CoursePage.objects.filter(path=_path_above(_COURSE))
        shelf = AgencyCatalogPage.objects.filter(path=_path_above(_SHELF))
        return (
            self.select_related("source")
            .defer("source__body")
            .annotate(
                has_live_module=Exists(above.filter(path=_path_above(_MODULE))),
                has_live_course=Exists(above.filter(path=_path_above(_COURSE))),
                course_title=Subquery(course.values("title")[:1]),
                agency_now=Subquery(shelf.values("agency")[:1]),
            )
        )


def _path_above(steps: int) -> Left:
    path = OuterRef("source__path")
    return Left(path, Length(path) - steps * Page.steplen)


class LessonLink(models.Model):
    """That a lesson takes its words from a lesson of another course; `cms.following` writes it.

    ``taken`` are the versions that it says, by language: published ones of the source, or its own
    where it was written anew before the link was taken up again. ``offered`` are those that it
    could say, and ``refused`` those that could not be written. A link that was ended
    stays, so that it can be taken up again.
    """

    class State(models.TextChoices):
        CURRENT = "current", _("As its source")
        WAITING = "stale", _("An update is available")
        CLOSED = "closed", _("The source is not published")
        LEFT = "left", _("The source went to another agency")
        GONE = "gone", _("The source was deleted")

    page = models.OneToOneField(LessonPage, models.CASCADE, related_name="link")
    source = models.ForeignKey(LessonPage, models.SET_NULL, null=True, related_name="links")
    source_title = models.CharField(max_length=255)  # for when it is deleted
    # Whose the source was when it was followed: of another one, people here know nothing.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    taken = models.JSONField(default=dict)
    offered = models.JSONField(default=dict)
    refused = models.JSONField(default=dict, db_default={})
    ended_at = models.DateTimeField(null=True)

    objects = LessonLinkQuerySet.as_manager()

    # No use of the page that editors would be told of: they are told in words of our own.
    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("page")), name="a_lesson_does_not_follow_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.source_id}"

    def find_state(self, languages: Collection[str]) -> State:
        """Return how it stands with the source; of a row that was read `with_source`."""
        told: Any = self
        if self.source is None:
            return self.State.GONE
        if told.agency_now != self.agency_id:
            return self.State.LEFT
        is_public = self.source.live and told.has_live_module and told.has_live_course
        if not is_public or not self.offered:
            return self.State.CLOSED
        return self.State.WAITING if self.list_waiting(languages) else self.State.CURRENT

    def list_waiting(self, languages: Collection[str]) -> list[str]:
        """Return in which of the languages the source says something that the lesson does not.

        What was refused waits no longer: taken over again, it would be refused again.
        """
        return [
            code
            for code, version in self.offered.items()
            if code in languages and version not in (self.taken.get(code), self.refused.get(code))
        ]

    def may_go_back(self, before: Mapping[str, int], after: Mapping[str, int]) -> bool:
        """Return whether what was taken over is the last that came to the lesson, and a draft."""
        if self.ended_at or self.taken != after or not before:
            return False
        changed = [code for code in after if after[code] != before.get(code)]
        pages = self.page.get_translations(inclusive=True)
        written = pages.filter(locale__language_code__in=changed)
        return not written.filter(has_unpublished_changes=False).exists()
