"""Tables of the catalogue, questions and the learner's record."""

import django.db.models.deletion
import uuid
from django.db import migrations, models
from django.conf import settings


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("seed", models.BigIntegerField()),
                ("language", models.CharField(max_length=10)),
                ("pass_mark", models.PositiveSmallIntegerField()),
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
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["quiz", "enrolment", "number"],
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
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                ("search_text", models.TextField(default="", editable=False)),
                ("published_at", models.DateTimeField()),
            ],
            options={"verbose_name": "course", "verbose_name_plural": "courses"},
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
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
            ],
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
                ("enrolled_at", models.DateTimeField()),
                (
                    "language",
                    models.CharField(default="my", max_length=10, verbose_name="language taken"),
                ),
                ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="score in percent"
                    ),
                ),
                ("position", models.JSONField(blank=True, default=dict)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={"verbose_name": "enrolment", "verbose_name_plural": "enrolments"},
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
                ("is_live", models.BooleanField(default=True, verbose_name="published")),
            ],
            options={"verbose_name": "question", "verbose_name_plural": "questions"},
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
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("single", "One answer"), ("multiple", "Several answers")],
                        max_length=10,
                    ),
                ),
                ("content", models.JSONField()),
                ("answer_key", models.JSONField()),
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
            ],
            options={"ordering": ["item", "-number"]},
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
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes")),
            ],
            options={"ordering": ["module__position", "position"]},
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
                ("completed_at", models.DateTimeField()),
            ],
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
                ("language", models.CharField(max_length=10)),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=255)),
                ("html", models.TextField()),
                ("media", models.JSONField(default=list)),
                ("wire_bytes", models.PositiveIntegerField()),
                ("published_at", models.DateTimeField()),
            ],
            options={"ordering": ["lesson", "language", "-number"]},
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
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={"ordering": ["course", "position"]},
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
                    "shows_answers",
                    models.BooleanField(
                        default=True, verbose_name="shows the right answers afterwards"
                    ),
                ),
            ],
            options={"verbose_name": "quiz", "verbose_name_plural": "quizzes"},
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
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"ordering": ["quiz", "position"]},
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
                ("position", models.PositiveSmallIntegerField()),
                ("option_order", models.JSONField()),
                ("answer", models.JSONField(blank=True, default=list)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "points",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
                ),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="courses.attempt",
                    ),
                ),
            ],
            options={"ordering": ["attempt", "position"]},
        ),
        migrations.AddField(
            model_name="course",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="courses",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="courseskill",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="course_skills",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="courseskill",
            name="skill",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plan.skill"),
        ),
        migrations.AddField(
            model_name="course",
            name="skills",
            field=models.ManyToManyField(
                related_name="courses", through="courses.CourseSkill", to="plan.skill"
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completions",
                to="people.agency",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="enrolment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="courses.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="itemversion",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="courses.item",
            ),
        ),
        migrations.AddField(
            model_name="attemptitem",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempt_items",
                to="courses.itemversion",
            ),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="last_lesson",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="courses.lesson",
            ),
        ),
        migrations.AddField(
            model_name="lessoncompletion",
            name="enrolment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lesson_completions",
                to="courses.enrolment",
            ),
        ),
        migrations.AddField(
            model_name="lessoncompletion",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completions",
                to="courses.lesson",
            ),
        ),
        migrations.AddField(
            model_name="lessonversion",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="courses.lesson",
            ),
        ),
        migrations.AddField(
            model_name="lessoncompletion",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="completions",
                to="courses.lessonversion",
            ),
        ),
        migrations.AddField(
            model_name="module",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="modules",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="lesson",
            name="module",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lessons",
                to="courses.module",
            ),
        ),
        migrations.AddField(
            model_name="quiz",
            name="course",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quizzes",
                to="courses.course",
            ),
        ),
        migrations.AddField(
            model_name="quiz",
            name="module",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="quizzes",
                to="courses.module",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="quiz",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="courses.quiz",
            ),
        ),
        migrations.AddField(
            model_name="quizitem",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, to="courses.item"
            ),
        ),
        migrations.AddField(
            model_name="quizitem",
            name="quiz",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiz_items",
                to="courses.quiz",
            ),
        ),
        migrations.AddField(
            model_name="quiz",
            name="items",
            field=models.ManyToManyField(
                related_name="quizzes", through="courses.QuizItem", to="courses.item"
            ),
        ),
        migrations.AddConstraint(
            model_name="courseskill",
            constraint=models.UniqueConstraint(
                fields=("course", "skill"), name="a_course_teaches_a_skill_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_live", True)),
                fields=("slug",),
                name="one_live_course_a_slug",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemversion",
            constraint=models.UniqueConstraint(
                fields=("item", "number"), name="an_item_version_is_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attemptitem",
            constraint=models.UniqueConstraint(
                fields=("attempt", "position"), name="a_question_has_one_place_in_its_attempt"
            ),
        ),
        migrations.AddIndex(
            model_name="enrolment",
            index=models.Index(fields=["completed_at"], name="courses_enr_complet_9a4a1e_idx"),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("completed_at", None), ("withdrawn_at", None)),
                fields=("person", "course"),
                name="one_open_enrolment_a_person_and_course",
            ),
        ),
        migrations.AddConstraint(
            model_name="lessonversion",
            constraint=models.UniqueConstraint(
                fields=("lesson", "language", "number"),
                name="a_lesson_version_is_numbered_once_in_its_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="lessoncompletion",
            constraint=models.UniqueConstraint(
                fields=("enrolment", "lesson"), name="a_lesson_is_completed_once_an_enrolment"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                fields=("quiz", "enrolment", "number"), name="an_attempt_is_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submitted_at", None)),
                fields=("quiz", "enrolment"),
                name="one_open_attempt_a_quiz_and_enrolment",
            ),
        ),
        migrations.AddConstraint(
            model_name="quizitem",
            constraint=models.UniqueConstraint(
                fields=("quiz", "item"), name="a_quiz_lists_an_item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="quiz",
            constraint=models.CheckConstraint(
                condition=models.Q(("pass_mark__lte", 100)), name="a_pass_mark_is_a_percentage"
            ),
        ),
    ]
