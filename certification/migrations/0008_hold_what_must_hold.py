from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("certification", "0007_find_what_waits_or_ends")]

    operations = [
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_of_a_certificate_says_so",
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("started_at", None), _negated=True),
                    models.Q(("finished_at", None), ("stopped_at", None)),
                    _connector="OR",
                ),
                name="a_batch_ends_after_its_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at", None),
                    models.Q(("certificate", None), _negated=True),
                    _connector="OR",
                ),
                name="a_line_is_done_with_its_certificate",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_at", None),
                    models.Q(
                        ("pdf", ""),
                        ("pdf_digest", ""),
                        ("credential", ""),
                        _connector="OR",
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="a_sealed_certificate_has_its_file",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("certificate", None), models.Q(("kind", "certificate"), _negated=True)
                    ),
                    models.Q(
                        models.Q(("certificate", None), _negated=True), ("kind", "certificate")
                    ),
                    _connector="OR",
                ),
                name="evidence_of_a_certificate_says_so",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("record", None), ("kind", "imported"), _connector="OR"),
                name="evidence_of_a_record_is_imported",
            ),
        ),
    ]
