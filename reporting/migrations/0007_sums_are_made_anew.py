"""Sums of large units are dropped: the next refresh adds them up by kind of proof.

Until then figures are counted from spells. Going back, several kinds would be one month.
"""

from django.db import migrations


def drop_sums(apps, schema_editor):
    for name in ("TallyTotal", "TallyCell", "TallyAgency", "Tally"):
        rows = apps.get_model("reporting", name).objects.all()
        rows._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_kinds_in_sums")]
    operations = [migrations.RunPython(drop_sums, drop_sums)]
