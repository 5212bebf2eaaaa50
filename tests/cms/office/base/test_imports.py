"""A file is taken over, or told line by line."""

import pytest

from people.models import Person
from tests.cms.office.base.uploads import HEADING, upload


def test_right_lines_are_imported_and_wrong_ones_told_with_their_number(client, secretariat):
    page = upload(
        client,
        "roster",
        HEADING
        + "100001,အောင်အောင်,Aung Aung,MOE-1,အရာရှိ,7,2024-01-01\n"
        + "100002,မြမြ,Mya Mya,NOWHERE,အရာရှိ,7,2024-01-01\n",
    )
    assert Person.objects.get(staff_number="100001").postings.get().agency.code == "MOE-1"
    assert not Person.objects.filter(staff_number="100002").exists()
    assert "<td>၃</td>" in page


@pytest.mark.parametrize(("name", "text"), [("file.exe", "x"), ("file.csv", "\x00\x01")])
def test_what_is_no_roster_is_told_not_crashed_on(client, secretariat, name, text):
    before = Person.objects.count()
    assert upload(client, "roster", text, name)
    assert Person.objects.count() == before
