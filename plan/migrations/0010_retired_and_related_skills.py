"""Lets a framework retire skills, and says how skills of two frameworks are related."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def skill(name, verbose_name):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=name,
        to="plan.skill",
        verbose_name=verbose_name,
    )


class Migration(migrations.Migration):
    dependencies = [("plan", "0009_role_profiles")]

    operations = [
        migrations.AddField(
            "skill",
            "retired_on",
            models.DateField(blank=True, null=True, verbose_name="retired on"),
        ),
        migrations.CreateModel(
            name="SkillRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("equivalent", "The same skill"),
                            ("partly", "In part the same"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("source", skill("relations", "skill")),
                ("target", skill("related_from", "skill elsewhere")),
            ],
            options={
                "verbose_name": "relation of skills",
                "verbose_name_plural": "relations of skills",
                "ordering": ["source__code", "target__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "target"), name="two_skills_are_related_once"
                    ),
                    models.CheckConstraint(
                        condition=~Q(source=F("target")), name="a_skill_is_not_related_to_itself"
                    ),
                ],
            },
        ),
    ]
