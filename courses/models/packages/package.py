"""Rows of packages: a name of an agency, and each file that was brought under it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.models.catalogue import LessonVersion
from people.access import agencies_for
from people.models import Agency, Person, Role
from people.text.languages import in_language


class PackageQuerySet(models.QuerySet["Package"]):
    def on_shelf(self) -> Self:
        """Return packages that were not removed."""
        return self.filter(removed_at=None)

    def managed_by(self, person: Person) -> Self:
        """Return packages of the agencies for which the person is a trainer."""
        return self.filter(agency__in=agencies_for(person, Role.Kind.TRAINER))

    def visible_to(self, person: Person) -> Self:
        return self.managed_by(person)


class Package(models.Model):
    """SCORM or H5P content of an agency, by the name that its trainers gave it.

    ``titles`` are what learners read, by language; without one they read the name. Removed, it is
    deleted some weeks later, unless somebody's record rests on it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="packages")
    title = models.CharField(_("title"), max_length=150)
    titles: Any = models.JSONField(_("titles for learners"), default=dict, db_default={})
    removed_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "title"],
                condition=Q(removed_at=None),
                name="a_package_has_its_title_alone_in_an_agency",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown_title(self) -> str:
        """Return what learners read in the active language."""
        return in_language(self.titles) or self.title

    def newest_ready(self) -> PackageVersion | None:
        """Return the version that lessons published from now on show; removed it has none."""
        if self.removed_at:
            return None
        return self.versions.in_use().order_by("-number").first()


class PackageKind(models.TextChoices):
    SCORM_12 = "scorm12", _("SCORM 1.2")
    SCORM_2004 = "scorm2004", _("SCORM 2004")
    H5P = "h5p", _("H5P")


class PackageState(models.TextChoices):
    WAITING = "waiting", _("being read")
    READY = "ready", _("ready")
    REFUSED = "refused", _("refused")


class PackageVersionQuerySet(models.QuerySet["PackageVersion"]):
    def ready(self) -> Self:
        return self.filter(state=PackageState.READY)

    def in_use(self) -> Self:
        """Return versions that lessons may show: ready, and not set aside."""
        return self.ready().filter(set_aside_at=None)

    def claimable(self, at: dt.datetime) -> Self:
        """Return versions to be unpacked that no living worker has claimed."""
        unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
        return self.filter(unclaimed, state=PackageState.WAITING)


class PackageVersion(models.Model):
    """One file of a package, by its digest; ready, it never changes.

    ``parts`` are what is opened and tracked by itself, in order: ``[{"id", "title", "href"}]``
    with ``mastery`` and ``launch_data`` where the manifest gives them.
    """

    MOST_TRIES = 3

    package = models.ForeignKey(Package, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file as it was brought
    name = models.CharField(max_length=150)  # of the file
    bytes = models.PositiveBigIntegerField()
    # As it was brought; of a refused one, and of those from before it was kept, there is none.
    upload = models.FileField(max_length=150, blank=True)
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PackageState, default=PackageState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    # What the refusal is about: the name of a file, or a number.
    detail = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=PackageKind, blank=True)
    parts: Any = models.JSONField(default=list)
    files = models.PositiveIntegerField(default=0)
    unpacked_bytes = models.PositiveBigIntegerField(default=0)
    left_out: Any = models.JSONField(default=list)  # names of files of other types, some of them
    # What will not be as its author meant it: ``[[kind, detail]]``.
    warnings: Any = models.JSONField(default=list, db_default=[])
    set_aside_at = models.DateTimeField(null=True)  # lessons published from then on do not show it

    objects = PackageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a package")
        verbose_name_plural = _("versions of packages")
        constraints = [
            models.UniqueConstraint(
                fields=["package", "number"], name="a_package_version_has_a_number_once"
            ),
            models.UniqueConstraint(
                fields=["package", "digest"], name="a_package_has_a_file_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=PackageState.READY) | ~Q(kind=""),
                name="a_ready_package_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(state=PackageState.REFUSED, refusal__gt="")
                | ~Q(state=PackageState.REFUSED) & Q(refusal=""),
                name="a_refused_package_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PackageState.WAITING) | ~Q(upload=""),
                name="a_waiting_package_has_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} · {self.number}"


class LessonPackageQuerySet(models.QuerySet["LessonPackage"]):
    def live(self) -> Self:
        """Return packages of published lessons of published modules of published courses."""
        return self.filter(
            lesson_version__lesson__is_live=True,
            lesson_version__lesson__module__is_live=True,
            lesson_version__lesson__module__course__is_live=True,
        )

    def current(self) -> Self:
        """Return packages of lessons as they are read now."""
        newer = LessonVersion.objects.filter(
            lesson=OuterRef("lesson_version__lesson"),
            language=OuterRef("lesson_version__language"),
            number__gt=OuterRef("lesson_version__number"),
        )
        return self.live().filter(~Exists(newer))


class LessonPackage(models.Model):
    """States that a version of a lesson shows a version of a package."""

    lesson_version = models.ForeignKey(LessonVersion, models.PROTECT, related_name="packages")
    package_version = models.ForeignKey(PackageVersion, models.PROTECT, related_name="lessons")

    objects = LessonPackageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson_version", "package_version"],
                name="a_lesson_version_shows_a_package_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_version_id} · {self.package_version_id}"
