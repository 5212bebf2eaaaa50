"""The demo shows a copy of one's own data, and who waits for erasure."""

import pytest
from django.utils import timezone

from cms.demo.history.privacy import ask_about_data, has_asked_about_data
from people.models import DataRequest, ErasureRequest
from people.postings import end_posting
from tests.people.factories import PersonFactory, PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_a_copy_is_ready_and_a_retired_official_waits():
    PersonFactory(username="learner")
    posting = PostingFactory()
    end_posting(posting.person, day=timezone.localdate())
    assert not has_asked_about_data()
    ask_about_data()
    assert has_asked_about_data()
    assert DataRequest.objects.get().percent == 100
    assert ErasureRequest.objects.undecided().get().person == posting.person
