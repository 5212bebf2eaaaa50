"""Tables of the catalogue, and of what people learn, answer and attend."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
    ]

    operations = create_tables(
        migrations.CreateModel(
            name="LessonFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("bytes", models.PositiveBigIntegerField()),
                ("file", models.FileField(max_length=120, upload_to="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest", "name"), name="a_lesson_file_has_a_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("slug", models.SlugField(max_length=100)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                (
                    "renewal_points",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="points that renew the certificate"
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="days of grace to renew by points"
                    ),
                ),
                ("summaries", models.JSONField(default=dict, verbose_name="summaries")),
                ("outcomes", models.JSONField(db_default={}, default=dict)),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[("official", "Official"), ("citizen", "Citizen")],
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                ("entry_rule", models.JSONField(db_default={}, default=dict)),
                ("prerequisites", models.JSONField(db_default=[], default=list)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courses",
                        to="people.agency",
                    ),
                ),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                (
                    "gives_certificate",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="gives a certificate"
                    ),
                ),
                (
                    "certificate_design",
                    models.CharField(blank=True, db_default="", default="", max_length=40),
                ),
                (
                    "renews_by_final_test",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="renewal by the final test only",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="edition"
                    ),
                ),
                (
                    "attendance_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="attendance asked at a class session, in percent",
                    ),
                ),
                (
                    "pass_rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.passrule",
                    ),
                ),
                ("review_by", models.DateField(blank=True, null=True, verbose_name="review by")),
                ("review_begun_on", models.DateField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="course owner",
                    ),
                ),
                (
                    "allows_download",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="may be kept for reading offline",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="duration in minutes"
                    ),
                ),
                (
                    "asks_feedback",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="asks for feedback"
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lessonfile",
                    ),
                ),
                (
                    "preview",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lessonfile",
                    ),
                ),
                ("picture_words", models.JSONField(db_default={}, default=dict)),
                ("search_text", models.TextField(default="", editable=False)),
                ("published_at", models.DateTimeField()),
                (
                    "skills",
                    models.ManyToManyField(
                        related_name="courses", through="courses.CourseSkill", to="plan.skill"
                    ),
                ),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_live", True)),
                        fields=("slug",),
                        name="one_live_course_a_slug",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attendance_percent", None),
                            models.Q(
                                ("attendance_percent__gte", 1), ("attendance_percent__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="attendance_is_asked_in_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="course_skills",
                        to="courses.course",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="plan.skill"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "skill"), name="a_course_teaches_a_skill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseSector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="course_sectors",
                        to="courses.course",
                    ),
                ),
                ("sector", models.CharField(max_length=40, verbose_name="sector")),
            ],
            options={
                "indexes": [models.Index(fields=["sector"], name="courses_cou_sector_3924af_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "sector"), name="a_course_serves_a_sector_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("slug", models.SlugField(max_length=100)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="modules",
                        to="courses.course",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["course", "position"],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("slug", models.SlugField(max_length=100)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="courses.module",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
                (
                    "is_optional",
                    models.BooleanField(db_default=False, default=False, verbose_name="optional"),
                ),
            ],
            options={
                "ordering": ["module__position", "position"],
            },
        ),
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parent", models.UUIDField(null=True)),
                ("slug", models.SlugField(allow_unicode=True, max_length=100)),
                ("key", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parent", "slug"), name="a_former_slug_leads_to_one_row"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)),
                        fields=("slug",),
                        name="a_former_slug_leads_to_one_course",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="courses.lesson",
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=255)),
                ("html", models.TextField()),
                ("media", models.JSONField(default=list)),
                ("wire_bytes", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["lesson", "language", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson", "language", "number"),
                        name="a_lesson_version_is_numbered_once_in_its_language",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="courses.lesson",
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("search_text", models.TextField(editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson", "language"), name="a_lesson_has_one_text_a_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="word")),
                ("meanings", models.JSONField(default=dict, verbose_name="meaning")),
                (
                    "retired_on",
                    models.DateField(
                        blank=True,
                        help_text="From this day no lesson takes it any more; those that have it keep it.",
                        null=True,
                        verbose_name="retired on",
                    ),
                ),
            ],
            options={
                "verbose_name": "word of the glossary",
                "verbose_name_plural": "glossary",
                "ordering": ["names__en", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("names", {}), _negated=True),
                        name="a_glossary_term_has_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("meanings", {}), _negated=True),
                        name="a_glossary_term_has_a_meaning",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReflectionNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reflection_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lesson",
                    ),
                ),
                ("block", models.UUIDField()),
                ("words", models.CharField(max_length=4000, verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["-written_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "lesson", "block"),
                        name="a_question_has_one_note_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="a_note_is_not_empty",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonVersionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version_files",
                        to="courses.lessonversion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lessonfile",
                    ),
                ),
                ("source", models.CharField(max_length=100)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "source"), name="a_version_shows_a_source_as_one_file"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("bank", models.UUIDField(blank=True, db_index=True, null=True)),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                ("tags", models.JSONField(blank=True, db_default=[], default=list)),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level"),
                ),
                (
                    "difficulty",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("middle", "Middling"), ("hard", "Hard")],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="difficulty",
                    ),
                ),
                ("option_order", models.JSONField(blank=True, db_default=[], default=list)),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
            },
        ),
        migrations.CreateModel(
            name="ItemVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="courses.item",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "One answer"),
                            ("multiple", "Several answers"),
                            ("true_false", "True or false"),
                            ("matching", "Matching"),
                            ("ordering", "Putting in order"),
                            ("categorise", "Sorting into groups"),
                            ("numeric", "A number"),
                            ("short_text", "Short answer"),
                            ("cloze", "Gaps in a text"),
                            ("select_text", "Words in a text"),
                            ("essay", "Essay"),
                        ],
                        max_length=16,
                    ),
                ),
                ("content", models.JSONField()),
                ("answer_key", models.JSONField()),
                ("fixed_places", models.JSONField(blank=True, default=dict)),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
                (
                    "withdrawal_note",
                    models.TextField(blank=True, verbose_name="why it was withdrawn"),
                ),
                ("remarked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["item", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "number"), name="an_item_version_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemVersionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="version_files",
                        to="courses.itemversion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_version_files",
                        to="courses.lessonfile",
                    ),
                ),
                ("source", models.CharField(max_length=150)),
            ],
            options={
                "indexes": [models.Index(fields=["source"], name="question_file_source")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "source"), name="a_question_shows_a_source_as_one_file"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Quiz",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("slug", models.SlugField(max_length=100)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quizzes",
                        to="courses.course",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quizzes",
                        to="courses.module",
                    ),
                ),
                (
                    "draw_count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all of them.",
                        null=True,
                        verbose_name="questions drawn",
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        default=70, verbose_name="pass mark in percent"
                    ),
                ),
                (
                    "attempt_limit",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="attempts allowed"
                    ),
                ),
                (
                    "time_limit",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minutes allowed"
                    ),
                ),
                (
                    "answers_shown",
                    models.CharField(
                        choices=[
                            ("never", "Never"),
                            ("after_pass", "After passing"),
                            ("after_last", "After passing or the last attempt"),
                            ("always", "After each attempt"),
                        ],
                        db_default="always",
                        default="always",
                        max_length=10,
                        verbose_name="right answers are shown",
                    ),
                ),
                (
                    "shuffles_questions",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="shuffles the questions"
                    ),
                ),
                (
                    "shuffles_options",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        verbose_name="shuffles the answers to choose from",
                    ),
                ),
                (
                    "rest_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minutes of rest between attempts"
                    ),
                ),
                (
                    "retry_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="days of waiting once all attempts are used",
                    ),
                ),
                (
                    "supervision",
                    models.CharField(
                        choices=[
                            ("never", "Never"),
                            ("may", "May be"),
                            ("must", "Must be: no other attempt counts"),
                        ],
                        db_default="never",
                        default="never",
                        max_length=10,
                        verbose_name="taken under supervision",
                    ),
                ),
                (
                    "is_first_test",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="first test of the course"
                    ),
                ),
                (
                    "grading_rule",
                    models.CharField(
                        choices=[
                            ("all_or_nothing", "Nothing unless all of it is right"),
                            ("partial", "The share that is right"),
                        ],
                        db_default="all_or_nothing",
                        default="all_or_nothing",
                        max_length=16,
                        verbose_name="an answer that is right in part gets",
                    ),
                ),
                (
                    "marker_count",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="people who mark an essay"
                    ),
                ),
                (
                    "marker_threshold",
                    models.PositiveSmallIntegerField(
                        db_default=20,
                        default=20,
                        verbose_name="difference in percent that a third one decides",
                    ),
                ),
                (
                    "items",
                    models.ManyToManyField(
                        related_name="quizzes", through="courses.QuizItem", to="courses.item"
                    ),
                ),
            ],
            options={
                "verbose_name": "quiz",
                "verbose_name_plural": "quizzes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pass_mark__lte", 100)),
                        name="a_pass_mark_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_first_test", False),
                            models.Q(("answers_shown", "never"), ("module", None)),
                            _connector="OR",
                        ),
                        name="a_first_test_is_of_a_course_and_keeps_its_answers",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("marker_count__in", (1, 2)), ("marker_threshold__lte", 100)
                        ),
                        name="an_essay_is_marked_by_one_or_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quiz_items",
                        to="courses.quiz",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="courses.item"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["quiz", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "item"), name="a_quiz_lists_an_item_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="courses.quiz",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("count", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("bank", models.UUIDField(blank=True, null=True)),
                ("tag", models.CharField(blank=True, max_length=60)),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "difficulty",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("middle", "Middling"), ("hard", "Hard")],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["quiz", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "position"), name="a_section_has_one_place_in_its_quiz"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count", None), ("count__gte", 1), _connector="OR"),
                        name="a_section_draws_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PassRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pass_rules",
                        to="courses.course",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("rule", models.JSONField(null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "rule of passing",
                "verbose_name_plural": "rules of passing",
                "ordering": ["course", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "number"), name="a_pass_rule_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="courses.course",
                    ),
                ),
                ("occasion", models.PositiveSmallIntegerField(db_default=1, default=1)),
                ("enrolled_at", models.DateTimeField()),
                (
                    "language",
                    models.CharField(default="my", max_length=10, verbose_name="language taken"),
                ),
                (
                    "last_lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="courses.lesson",
                    ),
                ),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "pass_rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="courses.passrule",
                    ),
                ),
                ("spares_lessons", models.BooleanField(db_default=False, default=False)),
                (
                    "is_by_points",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="renewed by points"
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="score in percent"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="people.agency",
                    ),
                ),
                ("position", models.JSONField(blank=True, default=dict)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="edition"
                    ),
                ),
                (
                    "is_certified",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="with a certificate"
                    ),
                ),
                (
                    "hurried_percent",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="lessons done in haste, in percent"
                    ),
                ),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "indexes": [
                    models.Index(fields=["completed_at"], name="courses_enr_complet_9a4a1e_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "course", "occasion"),
                        name="one_enrolment_a_person_course_and_occasion",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("completed_at", None), ("withdrawn_at", None)),
                        fields=("person", "course"),
                        name="one_open_enrolment_a_person_and_course",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_series",
                        to="people.agency",
                        verbose_name="office",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "series of sessions",
                "verbose_name_plural": "series of sessions",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_undoes_a_series",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClassSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("classroom", "In a classroom"),
                            ("online", "Online"),
                            ("blended", "In a classroom and online"),
                        ],
                        default="classroom",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_sessions",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_sessions",
                        to="people.agency",
                        verbose_name="office",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="courses.sessionseries",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("link", models.URLField(blank=True, verbose_name="link to the meeting")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="seats",
                    ),
                ),
                (
                    "opens_to",
                    models.CharField(
                        choices=[
                            ("unit", "People of the office and below it"),
                            ("all", "Everybody"),
                            ("nominated", "Only who is nominated"),
                        ],
                        default="unit",
                        max_length=10,
                        verbose_name="who may join",
                    ),
                ),
                (
                    "late_percent",
                    models.PositiveSmallIntegerField(
                        default=50,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="how much of a part counts for who came late, in percent",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("begins_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("revision", models.PositiveSmallIntegerField(default=0)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("most_parts", models.PositiveSmallIntegerField(default=0)),
                ("untold", models.JSONField(null=True)),
                ("is_told", models.BooleanField(default=False)),
                (
                    "trainers",
                    models.ManyToManyField(
                        blank=True,
                        related_name="taught_sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="trainers",
                    ),
                ),
            ],
            options={
                "verbose_name": "class session",
                "verbose_name_plural": "class sessions",
                "ordering": ["begins_at", "pk"],
                "indexes": [
                    models.Index(
                        fields=["state", "begins_at"], name="courses_cla_state_46d03c_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__gte", 1),
                            ("capacity__lte", 1000),
                            ("late_percent__lte", 100),
                        ),
                        name="a_session_has_seats",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                ("begins_at__isnull", False),
                                ("ends_at__gt", models.F("begins_at")),
                            ),
                            ("state", "cancelled"),
                            _connector="OR",
                        ),
                        name="an_open_session_has_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                ("closed_by", None),
                                ("state__in", ["draft", "open"]),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state__in", ["finished", "cancelled"]),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_closes_a_session",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="courses.quiz",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="courses.classsession",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sittings",
                        to="people.agency",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("planned_at", models.DateTimeField()),
                (
                    "entry_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes in which one may begin",
                    ),
                ),
                ("extra_minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("started_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "supervised test",
                "verbose_name_plural": "supervised tests",
                "ordering": ["planned_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("entry_minutes__gte", 1), ("entry_minutes__lte", 240)),
                        name="a_sitting_is_entered_for_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_at", None), ("started_by", None)),
                            models.Q(("started_at__isnull", False), ("started_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_starts_a_sitting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("started_at__isnull", False),
                            ("closed_by__isnull", False),
                            _connector="OR",
                        ),
                        name="somebody_cancels_a_sitting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SittingSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sitting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="courses.sitting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sitting_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="seat")),
                ("passages", models.PositiveSmallIntegerField(default=1)),
                ("wrong_codes", models.PositiveSmallIntegerField(default=0)),
                ("device", models.CharField(blank=True, max_length=43)),
                ("is_shared", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(null=True)),
                ("let_in_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "seat in a supervised test",
                "verbose_name_plural": "seats in supervised tests",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sitting", "person"), name="one_seat_a_sitting_and_person"
                    ),
                    models.UniqueConstraint(
                        fields=("sitting", "number"), name="a_seat_of_a_sitting_is_numbered_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="courses.quiz",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="courses.enrolment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("seed", models.BigIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("pass_mark", models.PositiveSmallIntegerField()),
                (
                    "grading_rule",
                    models.CharField(
                        choices=[
                            ("all_or_nothing", "Nothing unless all of it is right"),
                            ("partial", "The share that is right"),
                        ],
                        db_default="all_or_nothing",
                        default="all_or_nothing",
                        max_length=16,
                    ),
                ),
                ("shuffles_questions", models.BooleanField(db_default=True, default=True)),
                ("shuffles_options", models.BooleanField(db_default=True, default=True)),
                ("started_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="score in percent"
                    ),
                ),
                ("passed", models.BooleanField(blank=True, null=True)),
                (
                    "taken",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("supervised", "Supervised"),
                            ("paper", "On paper"),
                        ],
                        db_default="online",
                        default="online",
                        max_length=16,
                        verbose_name="how it was taken",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="courses.sittingseat",
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["quiz", "enrolment", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "enrolment", "number"), name="an_attempt_is_numbered_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("submitted_at", None)),
                        fields=("quiz", "enrolment"),
                        name="one_open_attempt_a_quiz_and_enrolment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seat", None), ("taken", "supervised"), _connector="OR"
                        ),
                        name="a_seat_is_of_a_supervised_attempt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttemptItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="courses.attempt",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("section", models.PositiveSmallIntegerField(db_default=0, default=0)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt_items",
                        to="courses.itemversion",
                    ),
                ),
                ("option_order", models.JSONField()),
                ("answer", models.JSONField(blank=True, default=list)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "points",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
                ),
            ],
            options={
                "ordering": ["attempt_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "position"),
                        name="a_question_has_one_place_in_its_attempt",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="courses.course",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
                ("why", models.CharField(max_length=300, verbose_name="what was changed and why")),
                ("notes", models.JSONField(default=dict)),
                ("renew_by", models.DateField(null=True)),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("told_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["course", "-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("course", "number"),
                        name="an_edition_is_numbered_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 2)), name="the_first_edition_has_no_row"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionRenewal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewals",
                        to="courses.courseedition",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edition_renewals",
                        to="courses.enrolment",
                    ),
                ),
                ("ended_before", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "enrolment"), name="an_edition_asks_a_completion_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PrerequisiteWaiver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="courses.course",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prerequisite_waivers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("wish", models.CharField(max_length=300, verbose_name="what you know already")),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waiting"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "waiver of prerequisites",
                "verbose_name_plural": "waivers of prerequisites",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "granted"])),
                        fields=("course", "person"),
                        name="one_standing_waiver_a_course_and_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["granted", "declined"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_waiver_is_decided_with_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson_openings",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="courses.lesson",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "lesson"),
                        name="a_lesson_is_first_opened_once_an_enrolment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonCompletion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lesson_completions",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="courses.lesson",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="completions",
                        to="courses.lessonversion",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("least_seconds", models.PositiveIntegerField(blank=True, null=True)),
                ("completed_at", models.DateTimeField()),
                ("credited_minutes", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "lesson"),
                        name="a_lesson_is_completed_once_an_enrolment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_corrections",
                        to="courses.itemversion",
                    ),
                ),
                ("key_before", models.JSONField()),
                ("answer_key", models.JSONField()),
                ("reason", models.CharField(max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "answer_state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("regraded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "correction of an answer key",
                "verbose_name_plural": "corrections of answer keys",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer_state", "waiting")),
                        fields=("version",),
                        name="one_waiting_key_a_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "waiting"), ("decided_at", None)),
                            models.Q(
                                models.Q(("answer_state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_correction_of_a_key_is_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_second_person_corrects_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="courses.attempt",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="courses.itemversion",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="courses.keycorrection",
                    ),
                ),
                (
                    "points_before",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
                ),
                (
                    "score_before",
                    models.PositiveSmallIntegerField(verbose_name="score before, in percent"),
                ),
                ("passed_before", models.BooleanField()),
                ("remarked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "paper marked again",
                "verbose_name_plural": "papers marked again",
                "ordering": ["-remarked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("correction", None)),
                        fields=("attempt", "version"),
                        name="an_attempt_is_marked_again_once_a_withdrawal",
                    ),
                    models.UniqueConstraint(
                        fields=("attempt", "correction"),
                        name="an_attempt_is_marked_again_once_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttemptRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt_requests",
                        to="courses.quiz",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt_requests",
                        to="courses.enrolment",
                    ),
                ),
                ("wish", models.CharField(max_length=300, verbose_name="why one more attempt")),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "request for an attempt",
                "verbose_name_plural": "requests for attempts",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("quiz", "enrolment"),
                        name="one_waiting_request_a_quiz_and_enrolment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                models.Q(("answered_at", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_is_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttemptGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt_grants",
                        to="courses.quiz",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt_grants",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="attempt"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="more minutes"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "grant of an attempt",
                "verbose_name_plural": "grants of attempts",
                "ordering": ["-granted_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("quiz", "enrolment", "number"),
                        name="an_attempt_is_granted_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("minutes__gt", 0), ("minutes__isnull", False), ("number", None)
                            ),
                            models.Q(
                                ("minutes", None), ("number__gt", 0), ("number__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="a_grant_is_of_an_attempt_or_of_minutes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="courses.attemptitem",
                    ),
                ),
                ("words", models.CharField(max_length=300, verbose_name="what is wrong")),
                ("reported_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("right", "the question was wrong"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "report of a question",
                "verbose_name_plural": "reports of questions",
                "ordering": ["reported_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("attempt_item",),
                        name="one_waiting_report_a_question_and_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_of_a_question_is_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Essay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt_item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="essay",
                        to="courses.attemptitem",
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="essays",
                        to="courses.quiz",
                    ),
                ),
                ("handed_in_at", models.DateTimeField()),
                ("marker_count", models.PositiveSmallIntegerField()),
                ("marker_threshold", models.PositiveSmallIntegerField()),
                ("difference", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "essay",
                "verbose_name_plural": "essays",
                "ordering": ["handed_in_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)),
                        fields=["quiz", "handed_in_at"],
                        name="essays_that_wait",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EssayMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "essay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="courses.essay",
                    ),
                ),
                (
                    "marker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("choices", models.JSONField(default=dict)),
                (
                    "comment",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="comment to the learner"
                    ),
                ),
                (
                    "share",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True),
                ),
                ("held_until", models.DateTimeField()),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is corrected"
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of an essay",
                "verbose_name_plural": "marks of essays",
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reason", "")),
                        fields=("essay", "marker"),
                        name="nobody_marks_an_essay_twice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("share", None)),
                            models.Q(
                                ("given_at__isnull", False),
                                ("share__gte", 0),
                                ("share__isnull", False),
                                ("share__lte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="a_given_mark_has_its_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""), ("given_at__isnull", False), _connector="OR"
                        ),
                        name="a_correction_of_a_mark_is_given_at_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizStatistics",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statistics",
                        to="courses.quiz",
                    ),
                ),
                ("closed", models.PositiveIntegerField()),
                ("attempts", models.PositiveIntegerField(verbose_name="papers counted")),
                ("passed", models.PositiveIntegerField()),
                ("scores", models.JSONField(default=list)),
                ("counted_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "statistics of a quiz",
                "verbose_name_plural": "statistics of quizzes",
            },
        ),
        migrations.CreateModel(
            name="ItemStatistics",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="item_statistics",
                        to="courses.quiz",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statistics",
                        to="courses.itemversion",
                    ),
                ),
                ("asked", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("facility", models.FloatField(verbose_name="share of the points")),
                ("discrimination", models.FloatField(null=True)),
                ("seconds", models.PositiveIntegerField(null=True)),
                ("upper", models.PositiveIntegerField()),
                ("lower", models.PositiveIntegerField()),
                ("answers", models.JSONField(default=dict)),
                ("languages", models.JSONField(default=dict)),
                ("ways", models.JSONField(default=dict)),
                ("weaknesses", models.JSONField(default=list)),
                ("is_poor", models.BooleanField(db_index=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "statistics of a question",
                "verbose_name_plural": "statistics of questions",
                "ordering": ["quiz", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "version"), name="a_question_is_counted_once_a_quiz"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_tests",
                        to="courses.classsession",
                        verbose_name="class session",
                    ),
                ),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_tests",
                        to="courses.quiz",
                        verbose_name="test",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("drawn", "Sheets drawn from the questions of the test"),
                            ("outside", "A test that is marked elsewhere: points only"),
                        ],
                        default="drawn",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "language",
                    models.CharField(max_length=10, verbose_name="language of the sheets"),
                ),
                ("pass_mark", models.PositiveSmallIntegerField()),
                (
                    "most_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="most points",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("print_list", models.JSONField(default=list)),
                ("print_done", models.PositiveSmallIntegerField(default=0)),
                ("print_folder", models.CharField(blank=True, max_length=100)),
                ("print_claimed_until", models.DateTimeField(null=True)),
                (
                    "print_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("printed_at", models.DateTimeField(null=True)),
                ("file", models.FileField(blank=True, max_length=150, upload_to="")),
            ],
            options={
                "verbose_name": "test on paper",
                "verbose_name_plural": "tests on paper",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "quiz"), name="one_paper_test_a_session_and_quiz"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "drawn"), ("most_points", None)),
                            models.Q(
                                ("kind", "outside"),
                                ("most_points__gt", 0),
                                ("most_points__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="points_are_of_tests_marked_elsewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="courses.classsession",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="session_seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Nominated, waits for approval"),
                            ("waiting", "On the waiting list"),
                            ("seated", "Has a seat"),
                            ("withdrawn", "Gave the seat up"),
                            ("declined", "Declined"),
                        ],
                        max_length=10,
                    ),
                ),
                ("queued_at", models.DateTimeField()),
                ("seated_at", models.DateTimeField(null=True)),
                (
                    "nominated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="nominated by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("share", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "verbose_name": "seat in a session",
                "verbose_name_plural": "seats in sessions",
                "ordering": ["queued_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="one_seat_a_session_and_person"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "seated"), _negated=True),
                            ("seated_at__isnull", False),
                            _connector="OR",
                        ),
                        name="a_seat_is_taken_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share", None), ("share__lte", 100), _connector="OR"),
                        name="a_share_is_of_a_hundred",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "test",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="courses.papertest",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_sheets",
                        to="courses.sessionseat",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=8, unique=True)),
                ("seed", models.BigIntegerField(null=True)),
                ("drawn", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ready", "Nothing entered"),
                            ("entered", "Waits for a second person"),
                            ("differs", "The two entries differ"),
                            ("confirmed", "Confirmed"),
                            ("recorded", "In the record"),
                            ("void", "Void"),
                        ],
                        default="ready",
                        max_length=10,
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "attempt",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_sheet",
                        to="courses.attempt",
                    ),
                ),
                ("refusal", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "test sheet",
                "verbose_name_plural": "test sheets",
                "ordering": ["test", "number"],
                "indexes": [models.Index(fields=["state"], name="courses_pap_state_9ae940_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("test", "number"), name="a_test_sheet_is_numbered_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "void"), _negated=True),
                        fields=("test", "seat"),
                        name="one_standing_sheet_a_test_and_seat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("entered_by__isnull", False),
                                ("state__in", ["confirmed", "recorded"]),
                            ),
                            models.Q(
                                models.Q(("state__in", ["confirmed", "recorded"]), _negated=True),
                                ("confirmed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_confirms_a_sheet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_person_confirms_a_sheet",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attempt__isnull", False), ("state", "recorded")),
                            models.Q(
                                models.Q(("state", "recorded"), _negated=True), ("attempt", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_recorded_sheet_has_its_attempt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="courses.papersheet",
                    ),
                ),
                ("is_second", models.BooleanField(default=False)),
                ("answers", models.JSONField(default=list)),
                ("points", models.PositiveSmallIntegerField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "entry of a test sheet",
                "verbose_name_plural": "entries of test sheets",
                "ordering": ["sheet", "is_second"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "is_second"), name="a_sheet_is_entered_twice_at_most"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="courses.course",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="courses.lesson",
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("epub", "Book for reading offline (EPUB 3)"),
                            ("scorm12", "Package for another learning system (SCORM 1.2)"),
                        ],
                        max_length=10,
                        verbose_name="format",
                    ),
                ),
                (
                    "has_media",
                    models.BooleanField(default=False, verbose_name="with films and recordings"),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "being made"),
                            ("ready", "ready"),
                            ("failed", "failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                ("file", models.FileField(blank=True, max_length=150, upload_to="")),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                ("losses", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "file of a course",
                "verbose_name_plural": "files of courses",
                "indexes": [
                    models.Index(fields=["used_at"], name="courses_cou_used_at_89fc21_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__gt", ""), ("made_at__isnull", False), ("state", "ready")
                            ),
                            models.Q(models.Q(("state", "ready"), _negated=True), ("file", "")),
                            _connector="OR",
                        ),
                        name="a_ready_export_has_its_file",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Package",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="people.agency",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "titles",
                    models.JSONField(
                        db_default={}, default=dict, verbose_name="titles for learners"
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "package",
                "verbose_name_plural": "packages",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("agency", "title"),
                        name="a_package_has_its_title_alone_in_an_agency",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="courses.package",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=150)),
                ("bytes", models.PositiveBigIntegerField()),
                ("upload", models.FileField(blank=True, max_length=150, upload_to="")),
                (
                    "brought_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("brought_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "being read"),
                            ("ready", "ready"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("refusal", models.CharField(blank=True, max_length=20)),
                ("detail", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("scorm12", "SCORM 1.2"),
                            ("scorm2004", "SCORM 2004"),
                            ("h5p", "H5P"),
                        ],
                        max_length=10,
                    ),
                ),
                ("parts", models.JSONField(default=list)),
                ("files", models.PositiveIntegerField(default=0)),
                ("unpacked_bytes", models.PositiveBigIntegerField(default=0)),
                ("left_out", models.JSONField(default=list)),
                ("warnings", models.JSONField(db_default=[], default=list)),
                ("set_aside_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "version of a package",
                "verbose_name_plural": "versions of packages",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("package", "number"), name="a_package_version_has_a_number_once"
                    ),
                    models.UniqueConstraint(
                        fields=("package", "digest"), name="a_package_has_a_file_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            models.Q(("kind", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_ready_package_has_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refusal__gt", ""), ("state", "refused")),
                            models.Q(
                                models.Q(("state", "refused"), _negated=True), ("refusal", "")
                            ),
                            _connector="OR",
                        ),
                        name="a_refused_package_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            models.Q(("upload", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_waiting_package_has_its_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonPackage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to="courses.lessonversion",
                    ),
                ),
                (
                    "package_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="courses.packageversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lesson_version", "package_version"),
                        name="a_lesson_version_shows_a_package_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PackageRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="package_records",
                        to="courses.enrolment",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="courses.packageversion",
                    ),
                ),
                ("part", models.CharField(max_length=200)),
                ("data", models.JSONField(default=dict)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("opened", "opened"),
                            ("completed", "completed"),
                            ("passed", "passed"),
                            ("failed", "failed"),
                        ],
                        default="opened",
                        max_length=10,
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(null=True, verbose_name="score in percent"),
                ),
                ("location", models.CharField(blank=True, max_length=200)),
                ("seconds", models.PositiveIntegerField(default=0)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "record of a package",
                "verbose_name_plural": "records of packages",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrolment", "version", "part"),
                        name="one_package_record_an_enrolment_and_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score", None), ("score__lte", 100), _connector="OR"),
                        name="a_reported_score_is_a_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up",
                        to="courses.enrolment",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("closes_on", models.DateField()),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("often", "Yes, often"),
                            ("sometimes", "Sometimes"),
                            ("not_yet", "Not yet"),
                            ("declined", "I would rather not say"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="in one sentence"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "question about use at work",
                "verbose_name_plural": "questions about use at work",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answer", ""), ("reminded_at", None)),
                        fields=["asked_at"],
                        name="follow_ups_to_remind",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("words", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_answer_about_use_has_its_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "declined"), _negated=True),
                            ("words", ""),
                            _connector="OR",
                        ),
                        name="who_declines_to_tell_of_use_tells_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("slug", models.SlugField(max_length=100)),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                (
                    "renewal_points",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="points that renew the certificate"
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, verbose_name="days of grace to renew by points"
                    ),
                ),
                ("summaries", models.JSONField(default=dict, verbose_name="summaries")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[("official", "Official"), ("citizen", "Citizen")],
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="people.agency",
                    ),
                ),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                ("search_text", models.TextField(default="", editable=False)),
                ("published_at", models.DateTimeField()),
                (
                    "skills",
                    models.ManyToManyField(
                        related_name="programmes",
                        through="courses.ProgrammeSkill",
                        to="plan.skill",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_live", True)),
                        fields=("slug",),
                        name="one_live_programme_a_slug",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme_skills",
                        to="courses.programme",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "skill"), name="a_programme_proves_a_skill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="courses.programme",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["programme", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "number"), name="a_programme_version_is_numbered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sets",
                        to="courses.programmeversion",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("titles", models.JSONField(default=dict, verbose_name="titles")),
                ("required", models.PositiveSmallIntegerField(verbose_name="courses required")),
                (
                    "in_order",
                    models.BooleanField(default=False, verbose_name="one course after the other"),
                ),
                (
                    "waits",
                    models.BooleanField(default=False, verbose_name="opens after the sets before"),
                ),
            ],
            options={
                "ordering": ["version", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "position"),
                        name="a_programme_set_has_a_place_of_its_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("required__gte", 1)),
                        name="a_programme_set_asks_for_a_course",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeCourse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="courses.programmeset",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_entries",
                        to="courses.course",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["set", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("set", "course"), name="a_course_is_once_in_a_set"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEnrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="courses.programme",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="courses.programmeversion",
                    ),
                ),
                ("occasion", models.PositiveSmallIntegerField(default=1)),
                ("enrolled_at", models.DateTimeField()),
                (
                    "language",
                    models.CharField(default="my", max_length=10, verbose_name="language taken"),
                ),
                ("counts_beyond", models.DateField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "is_by_points",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="renewed by points"
                    ),
                ),
                (
                    "is_certified",
                    models.BooleanField(default=True, verbose_name="with a certificate"),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_completions",
                        to="people.agency",
                    ),
                ),
                ("position", models.JSONField(blank=True, default=dict)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "programme taken",
                "verbose_name_plural": "programmes taken",
                "indexes": [
                    models.Index(fields=["completed_at"], name="courses_pro_complet_7ebfb1_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "programme", "occasion"),
                        name="one_programme_enrolment_a_person_and_occasion",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("completed_at", None), ("withdrawn_at", None)),
                        fields=("person", "programme"),
                        name="one_open_programme_enrolment_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SessionPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="courses.classsession",
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins at")),
                ("ends_at", models.DateTimeField(verbose_name="ends at")),
            ],
            options={
                "verbose_name": "part of a session",
                "verbose_name_plural": "parts of sessions",
                "ordering": ["begins_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "begins_at"), name="parts_of_a_session_begin_apart"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="a_part_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="courses.sessionpart",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="courses.sessionseat",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("code", "by the code on the screen"),
                            ("name", "by the code, with number and name"),
                            ("list", "by the trainer's list"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "seat"), name="one_attendance_a_part_and_seat"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="courses.attendance",
                    ),
                ),
                (
                    "was",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "became",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("excused", "Excused"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "correction of an attendance",
                "verbose_name_plural": "corrections of attendances",
                "ordering": ["at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("became")), _negated=True),
                        name="a_correction_changes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.agency",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="courses.course",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="courses.programme",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="courses.classsession",
                    ),
                ),
                ("rule", models.JSONField(blank=True, null=True)),
                (
                    "audience",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.audience",
                    ),
                ),
                ("is_mandatory", models.BooleanField(default=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("due_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("starts_on", models.DateField()),
                ("takes_until", models.DateField(blank=True, null=True)),
                ("expected", models.PositiveIntegerField(default=0)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "agency"), name="one_assignment_a_key_and_agency"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("course__isnull", False), ("programme", None), ("session", None)
                            ),
                            models.Q(
                                ("course", None), ("programme__isnull", False), ("session", None)
                            ),
                            models.Q(
                                ("course", None), ("programme", None), ("session__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="one_thing_is_assigned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_days", None),
                                ("due_on__isnull", False),
                                ("is_mandatory", True),
                            ),
                            models.Q(
                                ("due_days__isnull", False),
                                ("due_on", None),
                                ("is_mandatory", True),
                            ),
                            models.Q(
                                ("due_days", None), ("due_on", None), ("is_mandatory", False)
                            ),
                            _connector="OR",
                        ),
                        name="what_is_mandatory_is_due_in_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule__isnull", True), ("audience", None), _connector="OR"
                        ),
                        name="an_assignment_has_a_rule_or_an_audience",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_days", None),
                            models.Q(("due_days__gte", 1), ("due_days__lte", 3650)),
                            _connector="OR",
                        ),
                        name="an_assignment_is_due_in_possible_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("takes_until", None),
                            ("takes_until__gt", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="an_assignment_takes_people_for_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_ends_an_assignment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="courses.assignment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reached_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("let_go_on", models.DateField(blank=True, null=True)),
                ("exempted_on", models.DateField(blank=True, null=True)),
                ("remind_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "assigned person",
                "verbose_name_plural": "assigned people",
                "indexes": [
                    models.Index(
                        condition=models.Q(("remind_on__isnull", False)),
                        fields=["remind_on"],
                        name="assigned_to_be_reminded",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("let_go_on", None)),
                        fields=("assignment", "person"),
                        name="an_assignment_reaches_a_person_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on", None),
                            ("due_on__gte", models.F("reached_on")),
                            _connector="OR",
                        ),
                        name="nothing_is_due_before_it_is_assigned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assigned",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="courses.assignedperson",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("extension", "More time"),
                            ("exemption", "Not having to take it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("granted", "granted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "request about an assignment",
                "verbose_name_plural": "requests about assignments",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("assigned",),
                        name="one_waiting_request_an_assigned_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "extension"), ("until__isnull", False)),
                            models.Q(("kind", "exemption"), ("until", None)),
                            _connector="OR",
                        ),
                        name="an_extension_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_request_about_an_assignment_is_decided_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours_requirements",
                        to="people.agency",
                    ),
                ),
                (
                    "lowest_grade",
                    models.PositiveSmallIntegerField(default=0, verbose_name="lowest grade"),
                ),
                (
                    "highest_grade",
                    models.PositiveSmallIntegerField(default=99, verbose_name="highest grade"),
                ),
                ("hours", models.PositiveSmallIntegerField(verbose_name="hours a year")),
                ("since", models.PositiveSmallIntegerField(verbose_name="from the year")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "learning hours required",
                "verbose_name_plural": "learning hours required",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "since", "lowest_grade", "highest_grade"),
                        name="learning_hours_are_required_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lowest_grade__lte", models.F("highest_grade"))),
                        name="grades_of_required_hours_rise",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnStudy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_studies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("online", "Online courses"),
                            ("class", "Classroom sessions"),
                            ("workshop", "Workshops"),
                            ("mentoring", "Mentoring"),
                            ("own", "Study on one's own"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("minutes", models.PositiveIntegerField(verbose_name="minutes")),
                ("subject", models.CharField(max_length=200, verbose_name="what was learnt")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "study on one's own",
                "verbose_name_plural": "studies on one's own",
                "ordering": ["-day", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 1440)),
                        name="a_study_fits_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_study_is_answered_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearlyObligation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="yearly_obligations",
                        to="people.agency",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "lowest_grade",
                    models.PositiveSmallIntegerField(default=0, verbose_name="lowest grade"),
                ),
                (
                    "highest_grade",
                    models.PositiveSmallIntegerField(default=99, verbose_name="highest grade"),
                ),
                (
                    "unit_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("government", "Government"),
                            ("ministry", "Union ministry"),
                            ("union_body", "Union body"),
                            ("department", "Department"),
                            ("state_region", "State or region office"),
                            ("district", "District office"),
                            ("township", "Township office"),
                            ("partner", "Private partner"),
                        ],
                        max_length=20,
                        verbose_name="kind of unit",
                    ),
                ),
                (
                    "position",
                    models.CharField(blank=True, max_length=100, verbose_name="position"),
                ),
                (
                    "asks_hours",
                    models.BooleanField(default=False, verbose_name="learning hours of the year"),
                ),
                ("cut_off_on", models.DateField(verbose_name="cut-off day")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField()),
                ("expected", models.PositiveIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("remind_on", models.DateField(blank=True, null=True)),
                ("reminded_upto", models.BigIntegerField(default=0)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "courses",
                    models.ManyToManyField(blank=True, related_name="+", to="courses.course"),
                ),
                (
                    "programmes",
                    models.ManyToManyField(blank=True, related_name="+", to="courses.programme"),
                ),
            ],
            options={
                "verbose_name": "yearly obligation",
                "verbose_name_plural": "yearly obligations",
                "ordering": ["-year", "-agency__depth", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "agency",
                            "year",
                            "lowest_grade",
                            "highest_grade",
                            "unit_kind",
                            "position",
                        ),
                        name="a_level_of_post_has_one_obligation_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lowest_grade__lte", models.F("highest_grade"))),
                        name="grades_of_an_obligation_rise",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearStatus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_statuses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "obligation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statuses",
                        to="courses.yearlyobligation",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("position", models.JSONField(default=dict)),
                ("grade", models.PositiveSmallIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("fulfilled", "Fulfilled"),
                            ("partly", "Partly fulfilled"),
                            ("not", "Not fulfilled"),
                            ("exempt", "Exempt from the year"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "exempt_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("short", "In service for less than half of the time"),
                            ("nothing", "No hours are asked of this grade"),
                            ("leave", "On leave"),
                            ("study", "Away for studies or on secondment"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("cut_off_on", models.DateField()),
                ("frozen_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "frozen year of a person",
                "verbose_name_plural": "frozen years of people",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "year"), name="a_year_is_frozen_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "exempt"), models.Q(("exempt_reason", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("state", "exempt"), _negated=True), ("exempt_reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="who_is_exempt_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="courses.yearstatus",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("fulfilled", "Fulfilled"),
                            ("partly", "Partly fulfilled"),
                            ("not", "Not fulfilled"),
                            ("exempt", "Exempt from the year"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "answer_state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "correction of a frozen year",
                "verbose_name_plural": "corrections of frozen years",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answer_state", "waiting")),
                        fields=("status",),
                        name="one_waiting_correction_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "waiting"), ("decided_at", None)),
                            models.Q(
                                models.Q(("answer_state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_correction_of_a_year_is_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_state", "approved"), _negated=True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_second_person_corrects_a_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearExemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_exemptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("leave", "On leave"),
                            ("study", "Away for studies or on secondment"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, default="", max_length=300, verbose_name="note"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "exemption from a year",
                "verbose_name_plural": "exemptions from years",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("person", "year"),
                        name="one_exemption_a_person_and_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Accommodation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accommodations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "time_percent",
                    models.PositiveSmallIntegerField(
                        default=100,
                        validators=[
                            django.core.validators.MinValueValidator(100),
                            django.core.validators.MaxValueValidator(400),
                        ],
                        verbose_name="time, in percent of the usual",
                    ),
                ),
                (
                    "break_minutes",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="minutes of breaks in a test",
                    ),
                ),
                (
                    "other",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what else is needed"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "accommodation",
                "verbose_name_plural": "accommodations",
                "ordering": ["-valid_from", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "valid_from"),
                        name="one_accommodation_begins_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("break_minutes__lte", 120),
                            ("time_percent__gte", 100),
                            ("time_percent__lte", 400),
                        ),
                        name="an_accommodation_is_bounded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("time_percent__gt", 100),
                            ("break_minutes__gt", 0),
                            models.Q(("other", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_accommodation_gives_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="an_accommodation_lasts_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_ends_an_accommodation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoidedAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "attempt",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="void",
                        to="courses.attempt",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "voided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("voided_at", models.DateTimeField()),
                ("passed_before", models.BooleanField()),
            ],
            options={
                "verbose_name": "voided attempt",
                "verbose_name_plural": "voided attempts",
            },
        ),
    )
