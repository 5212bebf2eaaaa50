"""Lets migrations of Wagtail and allauth run while there are few tables of ours.

It changes nothing. Django renders anew every model that stands in a relation to the one that a
migration alters, and there are 200 migrations of others: with all our tables beside them an empty
database takes twice as long. Those of people are needed first: who signs in is one of them.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("lms", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]
    # All other apps of ours come after plan.
    run_before = [("plan", "0001_initial")]
    operations = []
