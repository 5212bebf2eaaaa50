"""Names the occasion of every certificate issued before there were occasions: its enrolment."""

from django.db import migrations
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat


def name_occasions(apps, schema_editor):
    certificates = apps.get_model("certification", "Certificate").objects.filter(occasion="")
    number = Cast(F("enrolment_id"), CharField())
    certificates.update(occasion=Concat(Value("enrolment:"), number))


class Migration(migrations.Migration):
    dependencies = [("certification", "0002_designs_batches_acts_and_records")]

    operations = [migrations.RunPython(name_occasions, migrations.RunPython.noop)]
