"""A former address leads to the one of today with all that came along."""

import pytest
from django.http import Http404

from courses.web.moved import redirect_moved

FORMER, TODAY = "/en/courses/old/", "/en/courses/new/"


def test_the_query_goes_along(rf):
    answer = redirect_moved(rf.get(FORMER, {"page": "2"}), TODAY)
    assert (answer.status_code, answer["Location"]) == (302, f"{TODAY}?page=2")


def test_what_was_posted_is_sent_again(rf):
    answer = redirect_moved(rf.post(FORMER, {"act": "done"}), TODAY)
    assert (answer.status_code, answer["Location"]) == (307, TODAY)


@pytest.mark.parametrize("address", [None, FORMER])
def test_an_address_that_leads_nowhere_else_is_not_found(rf, address):
    with pytest.raises(Http404):
        redirect_moved(rf.get(FORMER), address)
