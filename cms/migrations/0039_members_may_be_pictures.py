import json
import uuid
from functools import partial

from django.db import migrations
from django.db.models import F, JSONField
from django.db.models.functions import Cast

_ITEMS, _CATEGORY = "items", "category"


def give_media(member):
    """Return an answer of a group as words beside a picture: before it was words alone."""
    if isinstance(member, str):  # as lists were kept before their items had ids
        member = {"type": "item", "id": str(uuid.uuid4()), "value": member}
    if isinstance(member["value"], str):
        return {**member, "value": {"text": member["value"], "media": []}}
    return member


def take_media(member):
    value = member["value"]
    return {**member, "value": value["text"] if isinstance(value, dict) else value}


def convert_stream(stream, convert):
    """Return the blocks of a question with the members of its groups converted."""
    return [
        {**one, "value": {**one["value"], "members": list(map(convert, one["value"]["members"]))}}
        if one["type"] == _CATEGORY
        else one
        for one in stream
    ]


def convert_page(content, convert):
    """Convert the questions of a bank as one of its versions holds them; return whether any."""
    found = [one for one in content.get(_ITEMS, []) if f'"{_CATEGORY}"' in one.get("options", "")]
    for one in found:
        one["options"] = json.dumps(convert_stream(json.loads(one["options"]), convert))
    return bool(found)


def convert_all(convert, apps, _editor):
    # Read as it is stored: what reads blocks knows one of the two shapes only.
    items = apps.get_model("cms", "BankItem").objects.filter(kind="categorise")
    for item in items.annotate(raw=Cast(F("options"), JSONField())):
        item.options = json.dumps(convert_stream(item.raw, convert))
        item.save(update_fields=["options"])
    types = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="cms", model="bankpage"
    )
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type__in=types).iterator(chunk_size=10):
        if convert_page(revision.content, convert):
            revision.save(update_fields=["content"])
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for source in sources.filter(specific_content_type__in=types).iterator(chunk_size=10):
        content = json.loads(source.content_json)
        if convert_page(content, convert):
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0038_texts_of_questions"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(partial(convert_all, give_media), partial(convert_all, take_media))
    ]
