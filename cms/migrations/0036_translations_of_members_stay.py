import uuid

from django.db import migrations

# As wagtail-localize reckons it: historical models have no methods.
_PATHS = uuid.UUID("fcab004a-2b50-11ea-978f-2e728ce88125")
_MEMBER = r"^items\.[^.]+\.options\.[^.]+\.members\.[^.]+{}$"
_WORDS = ".text"


def move_paths(apps, _editor):
    """An answer of a group has its words beside a picture now; what was translated stays."""
    for context in _list_contexts(apps, _MEMBER.format("")):
        _save_path(context, f"{context.path}{_WORDS}")


def move_back(apps, _editor):
    for context in _list_contexts(apps, _MEMBER.format(r"\.text")):
        _save_path(context, context.path.removesuffix(_WORDS))


def _list_contexts(apps, pattern):
    contexts = apps.get_model("wagtail_localize", "TranslationContext").objects
    return contexts.filter(path__regex=pattern).iterator()


def _save_path(context, path):
    context.path, context.path_id = path, uuid.uuid5(_PATHS, path)
    context.field_path = ""  # read anew from the path when it is asked for
    context.save(update_fields=["path", "path_id", "field_path"])


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0035_pictures_on_both_sides"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(move_paths, move_back)]
