"""Long lists are read in pieces, between which everybody can write."""

import pytest

from people.files import read_pieces
from people.models import Person
from tests.threads import at_once


def rename(person):
    return Person.objects.filter(pk=person.pk).update(name_en="Daw Hla")


@pytest.mark.django_db
def test_rows_come_in_pieces_and_a_rest():
    Person.objects.bulk_create(Person(username=f"p{number}") for number in range(5))
    pieces = read_pieces(Person.objects.order_by("username"), 2)
    assert [[one.username for one in piece] for piece in pieces] == [
        ["p0", "p1"], ["p2", "p3"], ["p4"]
    ]  # fmt: skip


def test_reader_writes_between_pieces_what_others_wrote_before(committed_db):
    people = [Person.objects.create(username=f"p{number}") for number in range(5)]
    pieces = read_pieces(Person.objects.order_by("username"), 2)
    next(pieces)
    at_once(lambda: rename(people[4]))
    assert rename(people[3]) == 1
    assert len([one for piece in pieces for one in piece]) == 3
