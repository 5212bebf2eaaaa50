"""Lets reviewers of each agency with a shelf see its pages, as those of a new shelf do.

People come into the groups by the hourly sync, or when they sign in.
"""

from django.db import migrations

REVIEWERS = "Reviewers of "


def let_reviewers_see_pages(apps, schema_editor):
    """As `cms.access.page_groups` gives the groups of a new shelf."""
    shelves = apps.get_model("cms", "AgencyCatalogPage").objects.select_related("agency")
    if not shelves.exists():
        return
    permissions = apps.get_model("auth", "Permission").objects
    of_pages = apps.get_model("contenttypes", "ContentType").objects.get(
        app_label="wagtailcore", model="page"
    )
    review, _created = permissions.get_or_create(
        codename="review_page", content_type=of_pages, defaults={"name": "Can review page"}
    )
    choose = permissions.filter(codename__in=["choose_image", "choose_document"])
    collections = apps.get_model("wagtailcore", "Collection").objects
    for shelf in shelves:
        name = f"{REVIEWERS}{shelf.agency.code}"
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
            group=group, page_id=shelf.pk, permission=review
        )
        for collection in collections.filter(name=shelf.agency.code):
            for permission in choose:
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=group, collection=collection, permission=permission
                )


def take_their_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__startswith=REVIEWERS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0010_page_reviews"),
        ("people", "0035_reviewers"),
        ("wagtailimages", "0027_image_description"),
    ]
    operations = [migrations.RunPython(let_reviewers_see_pages, take_their_groups)]
