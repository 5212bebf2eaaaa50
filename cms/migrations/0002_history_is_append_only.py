"""Wagtail's two logs are written once: the database refuses to change or delete an entry."""

from functools import partial

from django.db import migrations

from people.history import allow_changes, forbid_changes

TABLES = ("wagtailcore_modellogentry", "wagtailcore_pagelogentry")


# Wagtail clears the content type of entries about a model that is gone.
def apply(change, apps, schema_editor):
    for table in TABLES:
        change(schema_editor.connection, table, clearable="content_type_id")


class Migration(migrations.Migration):
    dependencies = [("cms", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunPython(partial(apply, forbid_changes), partial(apply, allow_changes))
    ]
