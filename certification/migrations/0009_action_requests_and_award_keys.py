from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("certification", "0008_hold_what_must_hold")]

    operations = [
        migrations.RemoveConstraint("certificate", "one_certificate_stands_an_occasion"),
        migrations.RemoveConstraint("certificate", "a_certificate_has_an_occasion"),
        migrations.RenameField("certificate", "occasion", "award_key"),
        migrations.RenameModel("Act", "ActionRequest"),
    ]
