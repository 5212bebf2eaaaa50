"""Series: runs of a course that were planned together."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.access import agencies_for, has_global_access
from people.models import Agency, Person, Role
from people.text.languages import in_language


class SessionSeriesQuerySet(models.QuerySet["SessionSeries"]):
    def kept_by(self, viewer: Person) -> Self:
        """Return series of the offices of which the viewer plans the sessions."""
        if has_global_access(viewer):
            return self.all()
        return self.filter(agency__in=agencies_for(viewer, Role.Kind.TRAINER, Role.Kind.HR))


class SessionSeries(models.Model):
    """Sessions that one form made; ``key`` is that of the form, so that it makes them once."""

    key = models.UUIDField(unique=True, editable=False)
    titles = models.JSONField(_("titles"), default=dict)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="session_series", verbose_name=_("office")
    )
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = SessionSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of sessions")
        verbose_name_plural = _("series of sessions")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="somebody_undoes_a_series",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        return in_language(self.titles)
