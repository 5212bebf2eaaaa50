from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from certification.models import Evidence
from people.models import Agency, Person, Posting, Role
from plan.models import Target
from tests.people.factories import PostingFactory


@pytest.mark.django_db
def test_a_nation_is_filled_with_people_who_serve_and_have_proved_skills():
    told = []
    call_command("make_scale", people=250, stdout=_Lines(told))
    assert Person.objects.count() == 250
    assert told[-1].startswith("250 people")
    kinds = Counter(Agency.objects.values_list("kind", flat=True))
    assert kinds == {"government": 1, "ministry": 1, "department": 3, "township": 3}
    assert Posting.objects.values("person").distinct().count() == 250
    assert Evidence.objects.count() >= 5 * 250
    assert set(Target.objects.values_list("agency__kind", flat=True)) == {"government", "ministry"}
    assert Role.objects.filter(person__username="scale-3", agency__kind="township").exists()


@pytest.mark.django_db
def test_a_database_in_which_people_serve_is_left_alone():
    PostingFactory()
    with pytest.raises(CommandError, match="empty"):
        call_command("make_scale", people=10)
    assert Person.objects.count() == 1


def test_a_nation_of_nobody_is_refused():
    with pytest.raises(CommandError, match="from 1 on"):
        call_command("make_scale", people=0)


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, line: str) -> None:
        self._lines.append(line)

    def flush(self) -> None:
        pass
