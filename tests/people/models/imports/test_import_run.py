"""A file that somebody brought: seen by them alone, kept until it is imported."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import ImportRun
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def bring_file(**fields):
    return ImportRun.objects.create(
        kind="roster", file_name="a.csv", digest="0" * 64, received_at=NOW, **fields
    )


def test_a_file_is_seen_by_whoever_brought_it_and_by_no_administrator():
    run = bring_file(by=PersonFactory())
    assert list(ImportRun.objects.visible_to(run.by)) == [run]
    assert not ImportRun.objects.visible_to(PersonFactory(admin=True)).exists()


def test_somebody_brings_it_a_person_or_an_account_of_the_machine():
    assert bring_file(operator="deploy")
    with pytest.raises(IntegrityError), transaction.atomic():
        bring_file()


def test_a_file_is_not_kept_when_it_is_imported():
    with pytest.raises(IntegrityError), transaction.atomic():
        bring_file(operator="deploy", imported_at=NOW, content=b"a")


def test_it_counts_moves_among_changes_and_both_among_what_it_writes():
    run = ImportRun(created=2, updated=3, moved=4, unchanged=5, refused=6)
    assert (run.changed, run.writes) == (7, 9)
    run.moved = None
    assert (run.changed, run.writes) == (3, 5)
