"""Tell the learners' record from when each completion counts no more; rows only."""

from django.db import migrations
from django.utils import timezone


def tell_ends(apps, schema_editor):
    certificates = apps.get_model("certification", "Certificate").objects
    enrolments = apps.get_model("courses", "Enrolment").objects
    standing = certificates.filter(superseded_at=None).exclude(enrolment=None)
    rows = standing.values_list("enrolment", "expires_on", "revoked_at")
    # Read to the end first: SQLite refuses a write behind an open reading.
    for enrolment, expires_on, revoked_at in list(rows):
        revoked_on = revoked_at and timezone.localtime(revoked_at).date()
        days = [day for day in (expires_on, revoked_on) if day]
        if days:
            enrolments.filter(pk=enrolment).update(ends_on=min(days))


class Migration(migrations.Migration):
    dependencies = [
        ("certification", "0003_reason_of_unprintable_names"),
        ("courses", "0009_renewal"),
    ]

    operations = [migrations.RunPython(tell_ends, migrations.RunPython.noop)]
