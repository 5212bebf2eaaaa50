from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0009_renewal"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("parent", models.UUIDField(null=True)),
                ("slug", models.SlugField(allow_unicode=True, max_length=100)),
                ("key", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parent", "slug"), name="a_former_slug_leads_to_one_row"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)),
                        fields=("slug",),
                        name="a_former_slug_leads_to_one_course",
                    ),
                ],
            },
        ),
    ]
