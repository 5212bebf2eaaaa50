"""Two devices, and two invigilators, in the same moment."""

import pytest

from courses.models import Attempt
from courses.sittings import SittingRefused, close_sitting
from courses.sittings.refusals import SittingRefusal
from tests.courses.session_factories import MONDAY
from tests.courses.sittings.factories import OTHER_PHONE, PHONE, enter, make_open_sitting
from tests.threads import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_of_two_devices_one_gets_the_paper_and_the_other_is_told():
    seat = make_open_sitting().seats.get()
    devices = (PHONE, OTHER_PHONE)
    came = at_once(
        *[lambda one=one: enter(seat, device=one) for one in devices], refusals=(SittingRefused,)
    )
    [told] = [one.refusal for one in came if isinstance(one, SittingRefused)]
    assert told == SittingRefusal.ELSEWHERE
    paper = Attempt.objects.get()
    seat.refresh_from_db()
    assert came[devices.index(seat.device)] == paper


def test_a_room_that_closes_while_somebody_begins_leaves_no_open_paper():
    sitting = make_open_sitting(seats=4)
    at_once(
        *[lambda one=one: enter(one) for one in sitting.seats.all()],
        lambda: close_sitting(sitting, by=sitting.made_by, at=MONDAY),
        refusals=(SittingRefused,),
    )
    sitting.refresh_from_db()
    assert sitting.closed_at
    assert not Attempt.objects.filter(submitted_at=None).exists()
