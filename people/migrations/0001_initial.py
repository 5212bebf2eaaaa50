"""Tables of agencies, people, postings, roles and what the desks keep of them."""

import datetime
import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
import people.models.person
import uuid
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = create_tables(
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
                    "publishing",
                    models.CharField(
                        choices=[
                            ("authors", "Trainers and translators publish their own work"),
                            (
                                "trainers",
                                "Trainers publish their own work and that of translators",
                            ),
                            (
                                "second",
                                "A second trainer publishes; nobody publishes their own work",
                            ),
                            (
                                "reviewer",
                                "A reviewer publishes what trainers and translators submit",
                            ),
                        ],
                        db_default="authors",
                        default="authors",
                        max_length=10,
                        verbose_name="who publishes courses",
                    ),
                ),
                (
                    "has_sign_in_cards",
                    models.BooleanField(db_default=False, default=False, editable=False),
                ),
                (
                    "has_text_reminders",
                    models.BooleanField(db_default=False, default=False, editable=False),
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
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="agency_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyVersion",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="people.agency",
                    ),
                ),
                ("until", models.DateField(verbose_name="until")),
                ("names", models.JSONField(default=dict, verbose_name="names")),
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
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("step", models.CharField(db_default="", default="", max_length=4)),
            ],
            options={
                "verbose_name": "former state of an agency",
                "verbose_name_plural": "former states of agencies",
                "ordering": ["until"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "until"), name="an_agency_changes_once_on_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent", None),
                            models.Q(("parent", models.F("agency")), _negated=True),
                            _connector="OR",
                        ),
                        name="no_agency_stood_under_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__gte", datetime.date(1950, 1, 1)),
                            ("until__lte", datetime.date(2100, 1, 1)),
                        ),
                        name="agencies_change_on_possible_days",
                    ),
                ],
            },
        ),
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
                    models.CharField(
                        max_length=150,
                        unique=True,
                        validators=[people.models.person.validate_sign_in_name],
                        verbose_name="sign-in name",
                    ),
                ),
                (
                    "staff_number",
                    models.CharField(
                        blank=True,
                        max_length=20,
                        null=True,
                        unique=True,
                        validators=[people.models.person.validate_staff_number],
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
                (
                    "is_name_confirmed",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Somebody compared it with a document. Else certificates say so.",
                        verbose_name="the name is confirmed",
                    ),
                ),
                ("search_key", models.TextField(db_default="", default="", editable=False)),
                ("sort_key_my", models.BinaryField(db_index=True, null=True)),
                ("sort_key_en", models.BinaryField(db_index=True, null=True)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="phone")),
                (
                    "confirmed_email",
                    models.EmailField(
                        blank=True, db_default="", default="", editable=False, max_length=254
                    ),
                ),
                (
                    "confirmed_phone",
                    models.CharField(
                        blank=True, db_default="", default="", editable=False, max_length=20
                    ),
                ),
                (
                    "unwanted_letters",
                    models.JSONField(
                        db_default=models.Value([], models.JSONField()),
                        default=list,
                        editable=False,
                    ),
                ),
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
                ("second_step_told_on", models.DateField(editable=False, null=True)),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
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
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email",),
                        name="one_person_an_email",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=("phone",),
                        name="one_person_a_phone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyAct",
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
                            ("rename", "Renamed"),
                            ("move", "Moved"),
                            ("split", "Split"),
                            ("merge", "Merged"),
                            ("close", "Closed"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="people.agency",
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("taken_back", "Taken back"),
                            ("failed", "Not possible on its day"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("wish", models.JSONField(default=dict)),
                ("done", models.JSONField(default=dict)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="taken back at")),
            ],
            options={
                "verbose_name": "act on an agency",
                "verbose_name_plural": "acts on agencies",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["day"],
                        name="acts_to_come",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__gte", datetime.date(1950, 1, 1)),
                            ("day__lte", datetime.date(2100, 1, 1)),
                        ),
                        name="acts_on_agencies_have_possible_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken_back"), _negated=True),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_takes_an_act_on_an_agency_back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                ("value", models.CharField(max_length=254, primary_key=True, serialize=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OneTimeCode",
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
                        related_name="codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("slip", "slip of an office"),
                            ("password", "new password by text message"),
                            ("email", "e-mail address to be confirmed"),
                            ("phone", "phone number to be confirmed"),
                            ("text", "sign-in by text message"),
                            ("link", "sign-in by e-mail"),
                        ],
                        max_length=10,
                        verbose_name="purpose",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("contact", models.CharField(blank=True, max_length=254)),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="printed_codes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("needs_approval", models.BooleanField(default=False)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True, verbose_name="used at")),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "one-time code",
                "verbose_name_plural": "one-time codes",
                "ordering": ["-issued_at", "-pk"],
                "indexes": [models.Index(fields=["issued_at"], name="codes_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at", None), ("used_at", None)),
                        fields=("person", "purpose"),
                        name="a_person_has_one_code_for_a_purpose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at", None), ("cancelled_at", None), _connector="OR"
                        ),
                        name="a_cancelled_code_is_not_used",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", False),
                                ("issued_by__isnull", False),
                                ("purpose", "slip"),
                            ),
                            models.Q(("purpose", "slip"), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_prints_a_slip_for_an_agency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("issued_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_approves_an_own_slip",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignInCard",
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
                        related_name="sign_in_cards",
                        to=settings.AUTH_USER_MODEL,
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
                ("digest", models.CharField(max_length=64)),
                ("pin", models.CharField(default="", max_length=64)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("issued_at", models.DateTimeField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person",),
                        name="a_person_has_one_card",
                    )
                ],
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="people.agency",
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
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("retired", "Retired"),
                            ("transferred_out", "Transferred out"),
                            ("resigned", "Resigned"),
                            ("deceased", "Deceased"),
                            ("other", "Other reason"),
                        ],
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="why it ended",
                    ),
                ),
            ],
            options={
                "verbose_name": "posting",
                "verbose_name_plural": "postings",
                "ordering": ["valid_from"],
                "indexes": [
                    models.Index(
                        fields=["agency", "valid_from", "valid_to", "person"],
                        name="who_serves_where",
                    ),
                    models.Index(
                        fields=["person", "valid_from", "valid_to", "agency"],
                        name="service_of_a_person",
                    ),
                    models.Index(fields=["position"], name="postings_by_position"),
                    models.Index(
                        condition=models.Q(("valid_to__isnull", False)),
                        fields=["valid_to", "agency", "person", "valid_from"],
                        name="postings_that_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="posting_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_reason", ""), ("valid_to__isnull", False), _connector="OR"
                        ),
                        name="only_what_ended_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__gte", datetime.date(1950, 1, 1)),
                            ("valid_from__lte", datetime.date(2100, 1, 1)),
                            models.Q(
                                ("valid_to", None),
                                ("valid_to__lte", datetime.date(2100, 1, 1)),
                                _connector="OR",
                            ),
                        ),
                        name="postings_have_possible_days",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("person",),
                        name="one_open_posting_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostingAct",
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
                        related_name="posting_acts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("move", "Moved"),
                            ("leaving", "Service ended"),
                            ("resumption", "Taken back that the posting ended"),
                            ("correction", "Posting corrected"),
                            ("cancellation", "Planned posting cancelled"),
                            ("charge", "Additional charge given"),
                            ("charge_correction", "Additional charge corrected"),
                            ("charge_end", "Additional charge ended"),
                            ("charge_cancel", "Planned additional charge cancelled"),
                        ],
                        max_length=20,
                        verbose_name="kind",
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
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("before", models.JSONField(default=list)),
                ("after", models.JSONField(default=list)),
                ("taken_back_at", models.DateTimeField(null=True, verbose_name="taken back at")),
            ],
            options={
                "verbose_name": "act on postings",
                "verbose_name_plural": "acts on postings",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AdditionalPosting",
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
                        related_name="additional_postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additional_postings",
                        to="people.agency",
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                ("share", models.PositiveSmallIntegerField(verbose_name="share in percent")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                ("planned_to", models.DateField(editable=False, null=True)),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="valid to")),
                ("why", models.CharField(max_length=300, verbose_name="why it was given")),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it ended"),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField(editable=False)),
            ],
            options={
                "verbose_name": "additional charge",
                "verbose_name_plural": "additional charges",
                "ordering": ["valid_from", "pk"],
                "indexes": [
                    models.Index(
                        fields=["agency", "valid_from", "valid_to"],
                        name="people_addi_agency__84143f_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 99)),
                        name="a_charge_leaves_a_share",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="a_charge_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_to", None),
                            models.Q(
                                ("valid_to__isnull", False),
                                ("valid_to__lte", models.F("planned_to")),
                            ),
                            _connector="OR",
                        ),
                        name="a_charge_ends_as_planned_or_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__gte", datetime.date(1950, 1, 1)),
                            ("valid_from__lte", datetime.date(2100, 1, 1)),
                            models.Q(
                                ("planned_to", None),
                                ("planned_to__lte", datetime.date(2100, 1, 1)),
                                _connector="OR",
                            ),
                        ),
                        name="charges_have_possible_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyDomain",
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
                        related_name="domains",
                        to="people.agency",
                    ),
                ),
                ("domain", models.CharField(max_length=253, unique=True, verbose_name="domain")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
            ],
            options={
                "verbose_name": "e-mail domain of an agency",
                "verbose_name_plural": "e-mail domains of agencies",
                "ordering": ["domain"],
            },
        ),
        migrations.CreateModel(
            name="AgencyCode",
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
                        related_name="registration_codes",
                        to="people.agency",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "most_uses",
                    models.PositiveSmallIntegerField(verbose_name="for how many people"),
                ),
                ("uses", models.PositiveSmallIntegerField(default=0, verbose_name="used by")),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "registration code of an agency",
                "verbose_name_plural": "registration codes of agencies",
                "ordering": ["-issued_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("uses__lte", models.F("most_uses"))),
                        name="a_code_is_used_as_often_as_it_may",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceClaim",
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
                        related_name="service_claims",
                        to=settings.AUTH_USER_MODEL,
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
                ("position", models.JSONField(default=dict, verbose_name="position")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("domain", "by e-mail address"),
                            ("code", "by a code of the office"),
                            ("office", "by decision of the office"),
                        ],
                        max_length=10,
                        verbose_name="proved",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="people.agencycode",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
            ],
            options={
                "verbose_name": "claim to serve in an agency",
                "verbose_name_plural": "claims to serve in agencies",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("person",),
                        name="a_person_claims_one_office_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("is_granted", None)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_decides_about_a_claim",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code__isnull", False), ("way", "code")),
                            models.Q(models.Q(("way", "code"), _negated=True), ("code", None)),
                            _connector="OR",
                        ),
                        name="a_claim_by_code_names_the_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
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
                        related_name="transfers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="transfers",
                        to="people.posting",
                        verbose_name="posting",
                    ),
                ),
                (
                    "from_agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                        verbose_name="giving office",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                        verbose_name="receiving office",
                    ),
                ),
                ("position", models.JSONField(default=dict, verbose_name="position")),
                (
                    "grade",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="grade"),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("overtaken", "Overtaken: the posting changed meanwhile"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
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
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("moved_on", models.DateField(null=True, verbose_name="moved on")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
            ],
            options={
                "verbose_name": "transfer",
                "verbose_name_plural": "transfers",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("person",),
                        name="a_person_waits_for_one_transfer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "waiting")
                            ),
                            models.Q(("decided_at__isnull", False), ("state", "overtaken")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "refused", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_decides_about_a_transfer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("moved_on", None), models.Q(("state", "approved"), _negated=True)
                            ),
                            models.Q(
                                ("accepted_by__isnull", False),
                                ("moved_on__isnull", False),
                                ("released_by__isnull", False),
                                ("state", "approved"),
                            ),
                            _connector="OR",
                        ),
                        name="both_offices_agree_to_a_transfer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agency", models.F("from_agency")), _negated=True),
                        name="a_transfer_leads_elsewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("day__gte", datetime.date(1950, 1, 1)),
                            ("day__lte", datetime.date(2100, 1, 1)),
                        ),
                        name="transfers_have_possible_days",
                    ),
                ],
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roles",
                        to="people.agency",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hr", "HR manager"),
                            ("viewer", "HR viewer"),
                            ("line", "Line manager"),
                            ("trainer", "Trainer"),
                            ("reviewer", "Reviewer"),
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
                ("planned_to", models.DateField(editable=False, null=True)),
                (
                    "acting_for",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lent_roles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField(editable=False, null=True)),
                (
                    "reason",
                    models.CharField(db_default="", default="", editable=False, max_length=200),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "end_reason",
                    models.CharField(db_default="", default="", editable=False, max_length=200),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="role_does_not_end_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acting_for", None),
                            models.Q(
                                ("valid_to__isnull", False),
                                models.Q(("acting_for", models.F("person")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_lent_role_has_an_end_and_another_holder",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameRequest",
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
                        related_name="name_requests",
                        to=settings.AUTH_USER_MODEL,
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
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_decisions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
            ],
            options={
                "verbose_name": "request for another name",
                "verbose_name_plural": "requests for other names",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("person",),
                        name="a_person_asks_for_one_name_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("is_granted", None)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_decides_about_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_my", ""), _negated=True),
                            models.Q(("name_en", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_asks_for_some_name",
                    ),
                ],
            },
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("subject", models.CharField(max_length=60, verbose_name="subject")),
                ("facts", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(verbose_name="created at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                (
                    "texted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent by text at"),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_try_at__isnull", False), ("sent_at", None)),
                        fields=["next_try_at"],
                        name="letters_that_wait",
                    ),
                    models.Index(
                        condition=models.Q(("texted_at__isnull", False)),
                        fields=["texted_at"],
                        name="messages_that_were_texted",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "kind", "subject"), name="a_person_is_told_a_thing_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterColumns",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.agency",
                    ),
                ),
                ("columns", models.JSONField()),
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
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("operator", models.CharField(blank=True, max_length=100)),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                ("imported_at", models.DateTimeField(null=True, verbose_name="imported at")),
                ("created", models.PositiveIntegerField(default=0, verbose_name="new")),
                ("updated", models.PositiveIntegerField(default=0, verbose_name="changed")),
                ("moved", models.PositiveIntegerField(null=True, verbose_name="moved")),
                ("unchanged", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                ("refused", models.PositiveIntegerField(default=0, verbose_name="refused lines")),
                ("first_lines", models.JSONField(default=list)),
                ("problems", models.BinaryField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("options", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False),
                            models.Q(("operator", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_imports_a_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("imported_at", None), ("content", None), _connector="OR"
                        ),
                        name="an_imported_file_is_not_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                ("counts", models.JSONField(default=dict)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_by_one", models.BooleanField(default=False)),
                ("applied_at", models.DateTimeField(null=True)),
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
                (
                    "stale_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.rosterproposal",
                    ),
                ),
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                        verbose_name="unit",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("file", "A file at the desk"),
                            ("api", "A program, by the API"),
                            ("scim", "An identity system, by SCIM"),
                        ],
                        db_default="file",
                        default="file",
                        max_length=10,
                    ),
                ),
                ("content", models.BinaryField(null=True)),
                ("columns", models.JSONField(null=True)),
                ("heading", models.JSONField(null=True)),
                ("complete_from", models.DateField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("operator", models.CharField(blank=True, max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planning", "Being compared"),
                            ("unreadable", "Cannot be read"),
                            ("naming", "Columns to be named"),
                            ("open", "Waits for approval"),
                            ("applying", "Being applied"),
                            ("applied", "Applied"),
                            ("withdrawn", "Withdrawn"),
                            ("stale", "Out of date"),
                            ("undoing", "Being undone"),
                            ("undone", "Undone"),
                        ],
                        default="planning",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("notes", models.JSONField(default=list)),
                ("outcome", models.CharField(blank=True, max_length=64)),
                ("approved_at", models.DateTimeField(null=True)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "roster",
                "verbose_name_plural": "rosters",
                "ordering": ["-received_at", "-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False),
                            models.Q(("operator", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="somebody_brings_a_roster",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            ("by", None),
                            models.Q(("approved_by", models.F("by")), _negated=True),
                            ("is_by_one", True),
                            _connector="OR",
                        ),
                        name="a_second_person_approves_a_roster",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", False),
                                ("state__in", ("applying", "applied", "undoing", "undone")),
                            ),
                            models.Q(
                                ("approved_at", None),
                                ("approved_by", None),
                                (
                                    "state__in",
                                    (
                                        "planning",
                                        "unreadable",
                                        "naming",
                                        "open",
                                        "withdrawn",
                                        "stale",
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="a_roster_is_approved_before_it_is_applied",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("applied_at__isnull", False),
                                ("state__in", ("applied", "undoing", "undone")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("applied", "undoing", "undone")), _negated=True
                                ),
                                ("applied_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="an_applied_roster_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "withdrawn"),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by", None),
                                ("state", "stale"),
                            ),
                            models.Q(
                                models.Q(("state__in", ("withdrawn", "stale")), _negated=True),
                                ("closed_at", None),
                                ("closed_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_roster_is_closed_by_somebody_or_out_of_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "undone"),
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                            ),
                            models.Q(
                                ("state", "undoing"),
                                ("undone_at", None),
                                ("undone_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ("undoing", "undone")), _negated=True),
                                ("undone_at", None),
                                ("undone_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_undoes_a_roster",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterProposalLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="people.rosterproposal",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField(null=True)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("moved", "Moved"),
                            ("changed", "Changed"),
                            ("left", "Left"),
                            ("returned", "Returned"),
                            ("ambiguous", "To be decided"),
                            ("refused", "Refused"),
                            ("unchanged", "Unchanged"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("staff_number", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=250)),
                ("stated", models.JSONField(default=dict)),
                ("changes", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("other_name", "The number is recorded with another name"),
                            ("lost_zero", "The number may have lost its zeros"),
                            ("namesake", "Somebody of the same name is posted there"),
                            ("taken_contact", "The e-mail or phone is somebody else's"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "The same person: take the posting only"),
                            (
                                "ask",
                                "The same person: take the posting, and ask them how they write their name",
                            ),
                            ("another", "Another person: record somebody new"),
                            ("without", "Take the line without the e-mail or phone"),
                            (
                                "other_number",
                                "Another person, who needs another number: leave it out",
                            ),
                            ("leave_out", "Leave the line out"),
                        ],
                        max_length=15,
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
                ("batch", models.PositiveSmallIntegerField(null=True)),
                ("undo", models.JSONField(null=True)),
                ("is_undone", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "line of a roster",
                "verbose_name_plural": "lines of rosters",
                "ordering": ["position"],
                "indexes": [
                    models.Index(fields=["proposal", "group", "position"], name="roster_lines")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("proposal", "line"), name="a_line_of_a_roster_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group", "ambiguous"), models.Q(("question", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("group", "ambiguous"), _negated=True), ("question", "")
                            ),
                            _connector="OR",
                        ),
                        name="an_ambiguous_line_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                            models.Q(
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("question", ""), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_decides_an_ambiguous_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("batch__isnull", False),
                            models.Q(("is_undone", False), ("undo", None)),
                            _connector="OR",
                        ),
                        name="what_was_not_written_is_not_undone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskPreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="desk_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("columns", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "options",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("total", models.PositiveIntegerField()),
                ("waiting", models.JSONField(default=list)),
                ("done", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("finished_at", None)),
                        fields=["confirmed_at"],
                        name="acts_under_way",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at", None), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="what_is_finished_was_confirmed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "viewer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("day", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "viewer", "day"), name="a_look_is_kept_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Audience",
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
                        related_name="audiences",
                        to="people.agency",
                    ),
                ),
                ("names", models.JSONField(default=dict)),
                ("rule", models.JSONField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="AudienceMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="people.audience",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audience", "person"), name="a_person_is_on_a_list_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                        related_name="data_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("language", models.CharField(max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("file", models.FileField(blank=True, upload_to="own-data/")),
                ("done_at", models.DateTimeField(db_index=True, null=True)),
            ],
            options={
                "verbose_name": "copy of one's own data",
                "verbose_name_plural": "copies of one's own data",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("person",),
                        name="a_person_waits_for_one_copy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_finished_copy_has_its_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
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
                        related_name="erasure_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("needs_decision", models.BooleanField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("is_granted", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                ("due_at", models.DateTimeField(db_index=True, null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "request for erasure",
                "verbose_name_plural": "requests for erasure",
                "ordering": ["asked_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            ("taken_back_at", None),
                            models.Q(("is_granted", None), ("is_granted", True), _connector="OR"),
                        ),
                        fields=("person",),
                        name="a_person_asks_for_one_erasure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), ("taken_back_at", None), _connector="OR"
                        ),
                        name="what_is_erased_is_not_taken_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("is_granted", None)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("is_granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="somebody_decides_about_an_erasure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScimToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                        verbose_name="unit",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="somebody_revokes_a_token",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ScimAccount",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("user_name", models.CharField(max_length=254)),
                ("external_id", models.CharField(blank=True, max_length=254)),
                ("staff_number", models.CharField(blank=True, db_index=True, max_length=254)),
                (
                    "resource",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("is_active", models.BooleanField()),
                ("is_waiting", models.BooleanField(default=True)),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.rosterproposal",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["created_at", "key"],
                "indexes": [
                    models.Index(fields=["unit", "external_id"], name="accounts_by_external_id"),
                    models.Index(
                        condition=models.Q(("is_waiting", True)),
                        fields=["unit"],
                        name="accounts_that_wait",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("unit", "user_name"),
                        name="a_user_name_means_one_account_of_a_unit",
                    )
                ],
            },
        ),
    )
