import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_fixed_places"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemversion",
            name="remarked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score_before",
                    models.PositiveSmallIntegerField(verbose_name="score before, in percent"),
                ),
                ("passed_before", models.BooleanField()),
                ("remarked_at", models.DateTimeField()),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="courses.attempt",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="courses.itemversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper marked again",
                "verbose_name_plural": "papers marked again",
                "ordering": ["-remarked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "version"),
                        name="an_attempt_is_marked_again_once_a_withdrawal",
                    )
                ],
            },
        ),
    ]
