"""One touch answers; the page shows what is open, and only one's own."""

import pytest
from django.utils import timezone

from courses.models import FollowUp
from people.models import Role
from tests.courses.addresses import address
from tests.courses.factories import make_enrolment
from tests.courses.follow_ups.test_answering import make_follow_up
from tests.people.factories import PersonFactory, PostingFactory, RoleFactory

pytestmark = pytest.mark.django_db


def answer(client, row, **more):
    return client.post(address("work_use"), {"question": row.pk, **more}, follow=True)


def test_it_is_answered_in_one_touch_on_my_learning_and_changed_on_its_page(client, person):
    row = make_follow_up(enrolment=make_enrolment(person=person))
    mine = client.get(address("my_learning")).content.decode()
    assert "Have you used what you learnt in your work?" in mine
    page = answer(client, row, answer="sometimes").content.decode()
    assert "You said: Sometimes" in page
    answer(client, row, answer="often", words="For every letter.")
    answer(client, row, answer="not_yet")  # on a page without the field
    row.refresh_from_db()
    assert (row.answer, row.words) == ("not_yet", "For every letter.")
    mine = client.get(address("my_learning")).content.decode()
    assert "Have you used what you learnt in your work?" not in mine


def test_what_is_no_answer_or_not_ones_own_changes_nothing(client, person):
    row = make_follow_up(enrolment=make_enrolment(person=person))
    assert "Please touch one of the answers." in answer(client, row, answer="x").content.decode()
    assert answer(client, make_follow_up(), answer="often").status_code == 404
    row.closes_on = timezone.localdate()
    row.save()
    assert "The question is closed" in answer(client, row, answer="often").content.decode()
    assert not FollowUp.objects.answered().exists()
    assert "Nothing is asked now" in client.get(address("work_use")).content.decode()


def test_the_office_reads_it_on_the_page_of_its_people_only(client):
    posting = PostingFactory(person=PersonFactory())
    words = {"answer": "often", "words": "Every week.", "answered_at": timezone.now()}
    make_follow_up(enrolment=make_enrolment(person=posting.person), **words)
    manager = RoleFactory(agency=posting.agency, kind=Role.Kind.HR).person
    client.force_login(manager)
    page = client.get(f"/en/office/people/{posting.person.pk}/").content.decode()
    assert "Every week." in page
