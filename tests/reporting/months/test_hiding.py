"""What of a locked month is not for everybody. Pure: a month is a file."""

from types import SimpleNamespace

from reporting.months.hiding import (
    find_hidden_figures,
    find_hidden_index,
    name_asked,
    name_staff,
)
from reporting.months.reading import LockedFigure, LockedTarget

SMALLEST = 10


def figure(unit, value, *, posted=500, level=2):
    return {
        "id": f"held/{unit}/{level}", "unit": unit, "value": value, "posted": posted,
        "measure": "held", "skill": "DC3-4.2", "level": level,
        "with_below": True, "audience": None,
    }  # fmt: skip


def month(units, *figures, percent=None, index=None):
    rows = [LockedFigure(one) for one in figures]
    return SimpleNamespace(
        content={"units": units, "index": index or {}},
        figures={one.id: one for one in rows},
        targets=[LockedTarget({"percent": percent}, one) for one in rows],
    )


def unit(place, under="", posted=500):
    return {"place": place, "under": under, "posted": posted}


def test_each_country_is_compared_with_its_own_ministries():
    units = {
        "A": unit("country"), "A1": unit("ministry", "A"), "A2": unit("ministry", "A"),
        "B": unit("country"), "B1": unit("ministry", "B"),
    }  # fmt: skip
    numbers = {"A": 90, "A1": 85, "A2": 5, "B": 200, "B1": 200}
    found = find_hidden_figures(month(units, *(figure(*one) for one in numbers.items())), SMALLEST)
    assert {one for one in found if one.startswith("held")} == {"held/A2/2", "held/A1/2"}


def test_of_a_file_that_names_no_country_of_a_ministry_no_country_is_told():
    units = {"A": unit("country"), "B": unit("country"), "B1": unit("ministry")}
    shown = month(units, figure("A", 90), figure("B", 90), figure("B1", 90))
    assert find_hidden_figures(shown, SMALLEST) >= {"held/A/2", "held/B/2", "posted/A", "posted/B"}


def test_a_few_between_two_levels_are_told_once_only():
    units = {"A": unit("country")}
    shown = month(units, figure("A", 90, level=2), figure("A", 84, level=4))
    assert find_hidden_figures(shown, SMALLEST) == {"held/A/4"}


def test_a_percent_does_not_tell_of_the_few_of_whom_it_is_not_asked():
    few = figure("A", 300, posted=495) | {"id": "clerks", "audience": {"positions": ["Clerk"]}}
    shown = month({"A": unit("country")}, few, percent=80)
    assert find_hidden_figures(shown, SMALLEST) == {name_asked("clerks")}
    # Of a hundred others 96 hold it: the four who do not are in no number.
    shown = month(shown.content["units"], few | {"posted": 400}, figure("A", 396), percent=80)
    assert find_hidden_figures(shown, SMALLEST) == {name_asked("clerks")}


def test_index_facts_do_not_tell_of_the_few_who_are_not_trained():
    facts = {"officials": 300, "officials_trained": 296, "people_certified": 4, "courses": 3}
    shown = month({"A": unit("country", posted=300)}, index=facts)
    assert find_hidden_index(shown, set(), SMALLEST) == {"officials_trained", "people_certified"}
    assert find_hidden_index(month({}), set(), SMALLEST) == set()


def test_an_index_does_not_tell_what_the_figures_hide():
    facts = {"officials": 500, "officials_trained": 104, "people_certified": 90}
    units = {"A": unit("country"), "A1": unit("ministry", "A", posted=495)}
    shown = month(units, figure("A", 100), index=facts)
    hidden = find_hidden_figures(shown, SMALLEST)
    # The country itself has five, and four hold another skill only.
    assert hidden == {name_staff("A1")}
    assert find_hidden_index(shown, hidden, SMALLEST) == {"officials_trained"}
    assert find_hidden_index(shown, {name_staff("A")}, SMALLEST) >= {"officials"}
