"""Days from which and until which a plan holds, and one plan that leads."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F, Min, Q


def put_in_force(apps, schema_editor):
    """Have plans with phases hold from their first day, or from today; the oldest one leads."""
    plans = apps.get_model("plan", "Plan").objects.using(schema_editor.connection.alias)
    dated = plans.annotate(begins=Min("phases__starts_on")).exclude(begins=None).order_by("pk")
    for number, plan in enumerate(dated):
        # A plan whose phases are to come was shown already: its targets stay where they are.
        plan.in_force_on = min(plan.begins, dt.date.today())
        plan.is_leading = number == 0
        plan.save(update_fields=["in_force_on", "is_leading"])


class Migration(migrations.Migration):
    dependencies = [("plan", "0004_bounded_headcounts")]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="in_force_on",
            field=models.DateField(
                blank=True,
                help_text="Until that day it is a draft: its targets count nowhere.",
                null=True,
                verbose_name="in force from",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="closed_on",
            field=models.DateField(
                blank=True,
                help_text="The first day it no longer holds.",
                null=True,
                verbose_name="closed on",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="is_leading",
            field=models.BooleanField(
                default=False,
                help_text="Its targets come first. Every other plan is named beside its own.",
                verbose_name="the leading plan",
            ),
        ),
        migrations.RunPython(put_in_force, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=Q(is_leading=True),
                fields=("is_leading",),
                name="one_plan_leads",
                violation_error_message="Another plan leads. Take that from it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("is_leading", False),
                    Q(("closed_on", None), ("in_force_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_leading_plan_is_in_force",
                violation_error_message="Only a plan in force leads.",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("closed_on", None),
                    Q(("closed_on__gt", F("in_force_on")), ("in_force_on__isnull", False)),
                    _connector="OR",
                ),
                name="a_plan_closes_after_it_is_in_force",
                violation_error_message="A plan closes after it came into force.",
            ),
        ),
    ]
