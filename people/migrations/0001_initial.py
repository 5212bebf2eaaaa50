"""Tables of people, and the rule that postings do not overlap.

Nobody serves in two places on one day: PostgreSQL excludes it, SQLite by triggers. SQLite loses
the triggers when a later migration rebuilds ``people_posting``; such a migration ends with
`forbid` again (tests/people/test_postings.py notices if it does not).
"""

import datetime
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

NAME = "postings_do_not_overlap"

# The overlap cannot be said as a Django constraint for both databases.
EXCLUSION = f"""
    ALTER TABLE people_posting ADD CONSTRAINT {NAME}
    EXCLUDE USING gist (person_id WITH =, daterange(valid_from, valid_to) WITH &&)
"""

TRIGGER = """
    CREATE TRIGGER postings_do_not_overlap_{event} BEFORE {when} ON people_posting
    WHEN EXISTS (
        SELECT 1 FROM people_posting other
        WHERE other.person_id = NEW.person_id AND other.id IS NOT NEW.id
          AND (NEW.valid_to IS NULL OR other.valid_from < NEW.valid_to)
          AND (other.valid_to IS NULL OR other.valid_to > NEW.valid_from)
    )
    BEGIN SELECT RAISE(ABORT, 'postings_do_not_overlap'); END
"""
EVENTS = {"insert": "INSERT", "update": "UPDATE OF person_id, valid_from, valid_to"}


# Django's own operation for extensions is of django.contrib.postgres, which SQLite lacks.
def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(EXCLUSION)
        return
    for event, when in EVENTS.items():
        schema_editor.execute(TRIGGER.format(event=event, when=when))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE people_posting DROP CONSTRAINT {NAME}")
        return
    for event in EVENTS:
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(max_length=150, unique=True, verbose_name="sign-in name"),
                ),
                (
                    "staff_number",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        null=True,
                        unique=True,
                        verbose_name="staff number",
                    ),
                ),
                (
                    "honorific",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("u", "ဦး · U"),
                            ("daw", "ဒေါ် · Daw"),
                            ("ko", "ကို · Ko"),
                            ("ma", "မ · Ma"),
                            ("maung", "မောင် · Maung"),
                            ("dr", "ဒေါက်တာ · Dr"),
                            ("saw", "စော · Saw"),
                            ("naw", "နော် · Naw"),
                            ("nang", "နန်း · Nang"),
                            ("sai", "စိုင်း · Sai"),
                        ],
                        max_length=10,
                        verbose_name="honorific",
                    ),
                ),
                (
                    "name_my",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Burmese"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name in English"),
                ),
                ("name_key", models.CharField(db_index=True, editable=False, max_length=250)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("other", "Other")],
                        max_length=10,
                        verbose_name="gender",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="my", max_length=10, verbose_name="preferred language"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("official", "Official"), ("citizen", "Citizen")],
                        default="official",
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                ("subject_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "is_staff",
                    models.BooleanField(default=False, verbose_name="may open the back office"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="joined"),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={"verbose_name": "person", "verbose_name_plural": "people"},
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=255, unique=True)),
                ("depth", models.PositiveIntegerField()),
                ("numchild", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                (
                    "kind",
                    models.CharField(
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
                        verbose_name="kind",
                    ),
                ),
                ("names", models.JSONField(default=dict, verbose_name="names")),
                ("sector", models.CharField(blank=True, max_length=40, verbose_name="sector")),
                (
                    "township_pcode",
                    models.CharField(blank=True, max_length=20, verbose_name="township p-code"),
                ),
                (
                    "setting",
                    models.CharField(
                        blank=True,
                        choices=[("urban", "Urban"), ("rural", "Rural")],
                        max_length=10,
                        verbose_name="setting",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=datetime.date(2021, 1, 1), verbose_name="valid from"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="people.agency",
                    ),
                ),
            ],
            options={"verbose_name": "agency", "verbose_name_plural": "agencies"},
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("subject", models.CharField(max_length=60, verbose_name="subject")),
                ("facts", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="people.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "ordering": ["valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hr", "HR manager"),
                            ("trainer", "Trainer"),
                            ("translator", "Translator"),
                            ("registrar", "Registrar"),
                            ("secretariat", "Plan secretariat"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=datetime.date(2021, 1, 1), verbose_name="valid from"),
                ),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="people.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "role", "verbose_name_plural": "roles"},
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("email", ""), _negated=True),
                fields=("email",),
                name="one_person_an_email",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phone", ""), _negated=True),
                fields=("phone",),
                name="one_person_a_phone",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="agency_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("next_try_at__isnull", False), ("sent_at", None)),
                fields=["next_try_at"],
                name="letters_that_wait",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("person", "kind", "subject"), name="a_person_is_told_a_thing_once"
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                fields=["agency", "valid_from", "valid_to"], name="people_post_agency__2e62fd_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="posting_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_to", None)),
                fields=("person",),
                name="one_open_posting_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(
                fields=("person", "agency", "kind"), name="a_role_is_given_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                ),
                name="role_ends_after_it_starts",
            ),
        ),
        migrations.RunPython(forbid, allow),
    ]
