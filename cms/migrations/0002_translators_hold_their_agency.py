"""Takes the rights on all Burmese pages and on shared media; gives each agency its translators.

People come into the groups by the hourly sync, or when they sign in.
"""

from django.db import migrations

TRAINERS, TRANSLATORS = "Trainers", "Translators"


def take_shared_rights(apps, schema_editor):
    """Translators had every Burmese page; both changed media that belong to nobody of them."""
    pages = apps.get_model("wagtailcore", "GroupPagePermission").objects
    pages.filter(group__name=TRANSLATORS).delete()
    media = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    shared = media.filter(group__name__in=[TRAINERS, TRANSLATORS])
    shared.exclude(permission__codename__startswith="choose_").delete()


def give_agencies_their_translators(apps, schema_editor):
    """As `cms.access.page_groups` gives the groups of a new shelf."""
    shelves = apps.get_model("cms", "AgencyCatalogPage").objects.select_related("agency")
    if not shelves.exists():
        return
    page_type = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="wagtailcore", model="page"
    )
    translate, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        codename="translate_page",
        content_type=page_type,
        defaults={"name": "Can translate page"},
    )
    choose = apps.get_model("auth", "Permission").objects.filter(codename__startswith="choose_")
    for shelf in shelves:
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(
            name=f"{TRANSLATORS} of {shelf.agency.code}"
        )
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page_id=shelf.pk, permission=translate
        )
        for collection in apps.get_model("wagtailcore", "Collection").objects.filter(
            name=shelf.agency.code
        ):
            for permission in choose:
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_initial"),
        ("people", "0004_agency_publishing"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(take_shared_rights, migrations.RunPython.noop),
        migrations.RunPython(give_agencies_their_translators, migrations.RunPython.noop),
    ]
