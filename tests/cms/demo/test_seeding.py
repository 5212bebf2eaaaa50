from types import SimpleNamespace

import pytest

from cms.demo import seeding
from cms.demo.seeding import DemoRefused, seed_demo


def test_a_part_that_is_made_is_not_made_again(settings, monkeypatch):
    settings.LMS_DEMO = True
    made = SimpleNamespace(title="made", make=lambda: 1 / 0, is_made=lambda: True)
    missing = SimpleNamespace(title="missing", make=list, is_made=lambda: False)
    monkeypatch.setattr(seeding, "_DEMO_PARTS", [made, missing])
    told = []
    seed_demo(told.append)
    assert [line.split()[0] for line in told] == ["missing"]


def test_no_part_is_made_where_no_demo_is_asked_for(settings):
    settings.LMS_DEMO = False
    with pytest.raises(DemoRefused):
        seed_demo()
