"""Lets a slip for an account in use wait for a second person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("people", "0012_name_requests")]

    operations = [
        migrations.AddField("onetimecode", "needs_approval", models.BooleanField(default=False)),
        migrations.AddField("onetimecode", "approved_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "onetimecode",
            "approved_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddConstraint(
            "onetimecode",
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("issued_by")),
                name="nobody_approves_an_own_slip",
            ),
        ),
    ]
