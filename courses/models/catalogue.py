"""Rows of the catalogue: published content by its key; no row knows a page."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from people.models import Agency, Person
from people.text.languages import in_language
from plan.models import Skill

if TYPE_CHECKING:
    from courses.models.media import LessonVersionFile
    from courses.models.packages.package import PackageVersion


class PublishedModel(models.Model):
    """Identifies published content: the key is the translation key of the trainer's page."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    slug = models.SlugField(max_length=100)
    titles = models.JSONField(_("titles"), default=dict)  # {language: title}
    # Never deleted, only retired: records of learners refer to the row.
    is_live = models.BooleanField(_("published"), default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Return the title in the active language."""
        return in_language(self.titles)


class CertifiedModel(PublishedModel):
    """Published content that leads to a certificate, and what renews it."""

    validity_months = models.PositiveSmallIntegerField(
        _("months a certificate is valid"), null=True, blank=True
    )
    # None: not renewed by points. A point is an hour learnt in courses of the same skills.
    renewal_points = models.PositiveSmallIntegerField(
        _("points that renew the certificate"), null=True, blank=True
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace to renew by points"), default=0, db_default=0
    )

    class Meta:
        abstract = True


# So long before its day the owner of a course is reminded, and it is flagged.
REVIEW_NOTICE = dt.timedelta(days=30)


_TONES = 5  # as many as css/pictures.css has


class CourseQuerySet(models.QuerySet["Course"]):
    def live(self) -> Self:
        return self.filter(is_live=True)

    def with_duration(self) -> Self:
        """Annotate the minutes that each takes: as its author says, else those of its lessons."""
        lessons = Lesson.objects.asked().filter(module__course=OuterRef("pk"))
        # order_by() first: a default ordering would join the GROUP BY.
        total = lessons.order_by().values("module__course").annotate(total=Sum("minutes"))
        said = Coalesce(
            "minutes", Subquery(total.values("total")), output_field=models.PositiveIntegerField()
        )
        return self.annotate(takes=said)

    def to_be_reviewed(self, day: dt.date) -> Self:
        """Return courses whose day of review is near or over, and those being reviewed."""
        return self.filter(
            Q(review_by__lte=day + REVIEW_NOTICE) | Q(review_begun_on__isnull=False)
        )


class Course(CertifiedModel):
    """A published course; ``languages`` are those it has a title in."""

    summaries = models.JSONField(_("summaries"), default=dict)
    outcomes = models.JSONField(default=dict, db_default={})  # {language: [what one can do]}
    audience = models.CharField(  # empty: for everyone
        _("audience"), max_length=10, choices=Person.Audience.choices, blank=True
    )
    # Whom of the audience it is held to, and what is to be learnt before: `courses.entry` reads
    # both. Empty: nothing is asked, which costs no page a query.
    entry_rule = models.JSONField(default=dict, db_default={})
    prerequisites = models.JSONField(default=list, db_default=[])
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="courses")
    skills: models.ManyToManyField[Skill, CourseSkill] = models.ManyToManyField(
        Skill, through="CourseSkill", related_name="courses"
    )
    languages = models.JSONField(_("languages"), default=list)  # in the order of the settings
    # The database's defaults too: processes of the release before do not write these.
    gives_certificate = models.BooleanField(
        _("gives a certificate"), default=True, db_default=True
    )
    # The key of a design of certificates; empty, or retired: that of the nearest agency.
    certificate_design = models.CharField(max_length=40, blank=True, default="", db_default="")
    renews_by_final_test = models.BooleanField(
        _("renewal by the final test only"), default=False, db_default=False
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, db_default=1)
    # None: completed without a class session.
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance asked at a class session, in percent"), null=True, blank=True
    )
    # None: no rule of its own. Copied from the newest version, which every page would look for.
    pass_rule = models.ForeignKey(
        "courses.PassRule", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # By this day somebody looks at it again; None: nobody has to.
    review_by = models.DateField(_("review by"), null=True, blank=True)
    review_begun_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("course owner"),
    )
    # Learners may take its lessons along as a book.
    allows_download = models.BooleanField(
        _("may be kept for reading offline"), default=False, db_default=False
    )
    # How long it takes as its author says; None: as long as its lessons say.
    minutes = models.PositiveIntegerField(_("duration in minutes"), null=True, blank=True)
    # Whether who completed it is asked, months later, how it is used at work.
    asks_feedback = models.BooleanField(_("asks for feedback"), default=True, db_default=True)
    # What stands for it in lists, and in previews of links.
    picture = models.ForeignKey(
        "courses.LessonFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    preview = models.ForeignKey(
        "courses.LessonFile", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # {language: what is read aloud in its place}; empty where it only decorates.
    picture_words = models.JSONField(default=dict, db_default={})
    # Written by `courses.search.index`. Plain text: SQLite and PostgreSQL find the same in it.
    search_text = models.TextField(editable=False, default="")
    published_at = models.DateTimeField()

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.UniqueConstraint(
                # Retired courses keep their slug, and a new one may take it.
                fields=["slug"],
                condition=Q(is_live=True),
                name="one_live_course_a_slug",
            ),
            models.CheckConstraint(
                condition=Q(attendance_percent=None)
                | Q(attendance_percent__gte=1, attendance_percent__lte=100),
                name="attendance_is_asked_in_percent",
            ),
        ]

    @property
    def summary(self) -> str:
        """Return the summary in the active language."""
        return in_language(self.summaries)

    @property
    def picture_alt(self) -> str:
        """Return what is read aloud in the place of the picture, in the active language."""
        return in_language(self.picture_words) if self.picture_words else ""

    @property
    def tone(self) -> int:
        """Return the number of the colour that stands where there is no picture."""
        return self.key.int % _TONES

    @property
    def outcome_lines(self) -> list[str]:
        """Return what one can do afterwards, in the active language or the one there is."""
        written = {code: "\n".join(lines) for code, lines in self.outcomes.items() if lines}
        return in_language(written).splitlines() if written else []

    def is_outdated(self, day: dt.date) -> bool:
        """Return whether it is being reviewed, or should have been by now."""
        is_late = self.review_by is not None and self.review_by < day
        return is_late or self.review_begun_on is not None


class CourseSkill(models.Model):
    """States that a course teaches a skill up to a level."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="course_skills")
    skill = models.ForeignKey(Skill, models.PROTECT)
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "skill"], name="a_course_teaches_a_skill_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} · {self.level}"


class CourseSector(models.Model):
    """States that a course serves the field of a sector, named as agencies name theirs."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="course_sectors")
    sector = models.CharField(_("sector"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["course", "sector"], name="a_course_serves_a_sector_once"
            )
        ]
        indexes = [models.Index(fields=["sector"])]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.sector}"


class Module(PublishedModel):
    """A part of a course: lessons, and quizzes at its end."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="modules")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["course", "position"]


class LessonQuerySet(models.QuerySet["Lesson"]):
    def live(self) -> Self:
        """Return published lessons of published modules."""
        return self.filter(is_live=True, module__is_live=True)

    def asked(self) -> Self:
        """Return published lessons without which the course is not completed."""
        return self.live().filter(is_optional=False)


class Lesson(PublishedModel):
    """Identifies a lesson; its text is in its versions."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    # The database's default too: processes of the release before do not write it.
    is_optional = models.BooleanField(_("optional"), default=False, db_default=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["module__position", "position"]


class FormerSlug(models.Model):
    """Remembers where a course, module or lesson had its address before."""

    # Keys and not rows: of three tables, none of which ever deletes a row.
    parent = models.UUIDField(null=True)  # of the course or module it stood in; a course in none
    slug = models.SlugField(max_length=100, allow_unicode=True)
    key = models.UUIDField()  # of the row that had the address last

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "slug"], name="a_former_slug_leads_to_one_row"
            ),
            # A database takes two rows without a parent for different ones.
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(parent=None),
                name="a_former_slug_leads_to_one_course",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class LessonVersion(models.Model):
    """Keeps a lesson as read in one language; written once, never changed. The newest counts."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    html = models.TextField()
    media = models.JSONField(default=list)
    # Counted once at publishing: the course page sums it for every reader.
    wire_bytes = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["lesson", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language", "number"],
                name="a_lesson_version_is_numbered_once_in_its_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.language} · {self.number}"

    def list_files(self) -> models.QuerySet[LessonVersionFile]:
        """Return what the version shows, each with its file."""
        return self.version_files.select_related("file")

    def list_packages(self) -> list[PackageVersion]:
        """Return the versions of packages that it shows."""
        rows = self.packages.select_related("package_version__package").order_by("pk")
        return [row.package_version for row in rows]


class LessonText(models.Model):
    """Holds the words of a lesson as now read in one language, to search by."""

    # Apart from the version, which pages load, and from the course, which lists load.
    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=10)
    search_text = models.TextField(editable=False)  # written by `courses.search.index`

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "language"], name="a_lesson_has_one_text_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} · {self.language}"
