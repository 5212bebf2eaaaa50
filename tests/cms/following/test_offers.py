"""A publication tells all that follow, at the price of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.following.offers import renew_offers
from cms.models import LessonLink
from tests.cms import factories as f
from tests.cms.following.conftest import follow, rewrite, state

pytestmark = pytest.mark.any_database


def test_a_publication_asks_as_much_for_four_followers_as_for_one(source, module, trainer, shelf):
    pages = [follow(source, module, trainer)]
    with CaptureQueriesContext(connection) as one:
        renew_offers(source)
    for slug in ("second", "third", "fourth"):
        there = f.put_module(f.put_course(shelf, slug=slug))
        pages.append(follow(source, there, trainer))
    with CaptureQueriesContext(connection) as four:
        renew_offers(source)
    assert len(four) == len(one)
    rewrite(source, "Newer")
    assert {state(page, {"en"}) for page in pages} == {LessonLink.State.WAITING}
