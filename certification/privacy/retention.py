"""Forgets the zips of batches, of certificates and of statements: as large as all their files."""

from django.utils.translation import gettext_lazy as _

from certification.batches.files import delete_batch_files
from certification.models import Batch, StatementBatch
from certification.statements.batches import delete_statement_batches
from people.privacy.retention import RetentionRule, register_retention

register_retention(
    RetentionRule(
        "batch-files",
        _("Files of batches of certificates"),
        lambda before: Batch.objects.with_files_before(before),
        delete_batch_files,
    ),
    RetentionRule(
        "statement-batches",
        _("Files of statements of an office"),
        lambda before: StatementBatch.objects.finished_before(before),
        delete_statement_batches,
    ),
)
