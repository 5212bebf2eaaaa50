"""Draws, seals and stores the file of a statement; each step may be repeated."""

from __future__ import annotations

import hashlib

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification import rendering
from certification.keys.active import load_seal_key
from certification.keys.register import require_trusted_key
from certification.models import YearStatement
from certification.sealing import OUTAGES, generate_pdf_name, sign_pdf, store_pdf

_MAX_ERROR_LENGTH = 2000


def seal_statement(statement: YearStatement) -> YearStatement:
    """Build and store the sealed file; a sealed statement is returned as it is.

    Raises one of OUTAGES, and records the error on the row.
    """
    if statement.sealed_at is None:
        row = YearStatement.objects.filter(pk=statement.pk)
        # Counted before the work, so that one that kills its worker is given up one day.
        row.update(tries=F("tries") + 1)
        try:
            _build_and_store(statement)
        except Exception as error:  # any error is recorded, so that an operator finds it
            given_back = 1 if isinstance(error, OUTAGES) else 0
            row.update(last_error=repr(error)[:_MAX_ERROR_LENGTH], tries=F("tries") - given_back)
            raise
        statement.refresh_from_db()
    return statement


def _build_and_store(statement: YearStatement) -> None:
    seal, at = load_seal_key(), timezone.now()
    # A second of work and a request to a time authority: outside of any transaction.
    content = sign_pdf(
        rendering.render_statement(statement.facts), seal, reason="Statement of a year"
    )
    name = store_pdf(generate_pdf_name("statements", at), content)
    is_first = False
    try:
        with transaction.atomic():
            # Two may have built a file of the same facts: the first to lock wins.
            row = YearStatement.objects.select_for_update().get(pk=statement.pk)
            if row.sealed_at is None and row.digest == statement.digest:
                require_trusted_key(seal.kid)
                row.pdf, row.sealed_with, row.sealed_at = name, seal.kid, at
                row.pdf_digest, row.last_error = hashlib.sha256(content).hexdigest(), ""
                row.save()
                is_first = True
    finally:
        if not is_first and not YearStatement.objects.filter(pdf=name).exists():
            default_storage.delete(name)
