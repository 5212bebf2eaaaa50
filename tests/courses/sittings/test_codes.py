"""The code of a room changes, is taken for a while, and is of one sitting and start."""

import datetime as dt

from courses.models import Sitting
from courses.sittings.codes import CODE_SECONDS, is_code, make_code
from tests.courses.session_factories import MONDAY

PERIOD = dt.timedelta(seconds=CODE_SECONDS)


def room(pk=1, started=MONDAY):
    return Sitting(pk=pk, started_at=started)


def test_a_code_lives_through_its_period_and_the_next():
    code = make_code(room(), at=MONDAY)
    assert len(code) == 6
    assert code.isdecimal()
    assert [is_code(room(), code, at=MONDAY + n * PERIOD) for n in (-1, 0, 1, 2)] == [
        *(False, True, True, False)
    ]


def test_it_is_typed_in_burmese_digits_and_with_a_gap():
    code = make_code(room(), at=MONDAY)
    burmese = code.translate({ord("0") + n: chr(0x1040 + n) for n in range(10)})
    assert is_code(room(), f" {burmese[:3]} {burmese[3:]}", at=MONDAY)


def test_it_is_of_one_room_and_start():
    code = make_code(room(), at=MONDAY)
    assert not is_code(room(pk=2), code, at=MONDAY)
    assert not is_code(room(started=MONDAY - PERIOD), code, at=MONDAY)
    assert not is_code(room(), "", at=MONDAY)
