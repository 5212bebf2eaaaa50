"""A page of the API begins and ends where its reader says, or is refused."""

import pytest
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from lms.pagination import LimitedPagination

ROWS = list(range(2_500))


def cut(**asked):
    request = Request(APIRequestFactory().get("/", asked))
    pages = LimitedPagination()
    rows = pages.paginate_queryset(ROWS, request)
    return rows, pages.get_paginated_response(rows).data


def test_pages_follow_on_one_another_and_are_not_endless():
    first, told = cut(limit="99999")
    assert (first, told["count"]) == (ROWS[:1_000], 2_500)
    assert told["next"].endswith("?limit=1000&offset=1000")
    assert cut(limit="၅", offset="၁၀")[0] == [10, 11, 12, 13, 14]
    assert len(cut()[0]) == 100


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"},
        {"limit": "abc"},
        {"limit": ""},
        {"offset": "-1"},
        {"offset": "0" * 20 + "9" * 30},
    ],
)
def test_what_is_no_number_of_rows_is_named(asked):
    with pytest.raises(ValidationError) as refused:
        cut(**asked)
    assert list(refused.value.detail) == list(asked)
