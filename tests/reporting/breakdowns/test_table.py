"""A figure by groups: what is shown adds up, and small groups are never found."""

import datetime as dt
import uuid

import pytest
from django.utils.translation import override

from certification.facts.awards import Award
from certification.issuing.issue import issue_certificate, issue_for_award
from courses.models import Attempt, ClassSession, Enrolment, LessonCompletion, SessionSeat
from reporting.breakdowns import Dimension, build_breakdown
from reporting.figures.coverage import count_holders_by_kind
from reporting.figures.subtree import Subtree
from tests.certification.factories import completed_enrolment
from tests.courses.factories import make_course, make_lesson, make_quiz, version_in
from tests.people.factories import AgencyFactory, PersonFactory, PostingFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.questions import scope_of


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def post(agency, count, *, gender="", holding=0, skill=None, **facts):
    """So many people of the gender in the agency, of whom some hold the skill."""
    for n in range(count):
        person = PersonFactory(gender=gender)
        PostingFactory(person=person, agency=agency, **facts)
        if n < holding:
            EvidenceFactory(person=person, skill=skill, agency=agency)


def numbers(breakdown):
    return {row.name: (row.posted, row.held) for row in breakdown.rows}


@pytest.mark.django_db
def test_groups_add_up_to_the_figure_of_the_unit(house, settings):
    settings.SMALLEST_GROUP = 2
    post(house.south, 4, gender="female", holding=3, skill=house.skill)
    post(house.north, 2, gender="male", holding=1, skill=house.skill)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    found = numbers(build_breakdown(scope, Dimension.GENDER))
    assert found == {"Female": (4, 3), "Male": (2, 1), "Not recorded": (5, 2)}


@pytest.mark.django_db
def test_a_small_group_and_its_neighbour_are_told_together_only(house, settings):
    settings.SMALLEST_GROUP = 4
    post(house.south, 9, gender="female")
    post(house.south, 3, gender="male", holding=1, skill=house.skill)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    breakdown = build_breakdown(scope, Dimension.GENDER)
    assert numbers(breakdown) == {
        "Female": (9, 0),
        "Male": (None, None),
        "Not recorded": (None, None),
    }
    assert (breakdown.together.posted, breakdown.together.held) == (8, 3)


@pytest.mark.django_db
def test_a_group_of_nobody_that_hides_another_is_told_of_like_it(house, settings):
    settings.SMALLEST_GROUP = 4
    post(house.south, 9, gender="female")
    scope = scope_of(house.hr, unit="GAD-N", skill="DC3-4.2", level="2")
    breakdown = build_breakdown(scope, Dimension.GENDER)
    assert numbers(breakdown) == {"Female": (None, None), "Not recorded": (None, None)}
    assert breakdown.together.posted == breakdown.whole.posted == 2


@pytest.mark.django_db
def test_each_state_and_region_has_a_line(house, settings):
    settings.SMALLEST_GROUP = 1
    # Fifteen, of which Bago has two parts and Shan three.
    for part in range(1, 19):
        office = AgencyFactory(parent=house.moha, township_pcode=f"MMR{part:03}001")
        PostingFactory(agency=office)
    found = numbers(build_breakdown(scope_of(house.hr, unit="MOHA"), Dimension.REGION))
    assert len(found) == 15 + 1  # and the offices that lie in none of them
    assert found["Shan"] == (3, 0)
    assert "All others" not in found


@pytest.mark.django_db
def test_a_small_group_of_one_office_is_not_found_through_the_office_beside_it(house, settings):
    settings.SMALLEST_GROUP = 5
    for agency in (house.moha, house.gad, house.north, house.south):
        post(agency, 9)
    for agency, women in ((house.north, 2), (house.south, 30)):
        post(agency, women, gender="female")
        post(agency, 30, gender="male")
        post(agency, 30, gender="other")
    pages = [
        numbers(build_breakdown(scope_of(house.hr, unit=code), Dimension.GENDER))
        for code in ("GAD", "GAD-N", "GAD-S")
    ]
    whole, north, south = pages
    assert whole["Female"] == (32, 0)
    assert north["Female"] == south["Female"] == (None, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dimension", "names"),
    [
        (Dimension.GRADE, ["Grade 4", "Grade 7"]),
        (Dimension.POSITION, ["Staff Officer", "Clerk"]),
        (Dimension.SETTING, ["Urban", "Neither town nor country alone"]),
        (Dimension.REGION, ["Mandalay", "In no single state or region"]),
    ],
)
def test_each_dimension_names_its_groups(house, settings, dimension, names):
    settings.SMALLEST_GROUP = 1
    house.north.setting, house.north.township_pcode = "urban", "MMR010008"
    house.north.save()
    clerk = {"my": "စာရေး", "en": "Clerk"}
    post(house.north, 3, grade=4, position=clerk)
    rows = build_breakdown(scope_of(house.hr, unit="MOHA"), dimension).rows
    assert [row.name for row in rows] == names


@pytest.mark.django_db
def test_a_state_whose_townships_are_coded_in_parts_is_one_group(house, settings):
    settings.SMALLEST_GROUP = 1
    for office, pcode in ((house.north, "MMR014001"), (house.south, "MMR016001")):
        office.township_pcode = pcode
        office.save()
    rows = build_breakdown(scope_of(house.hr, unit="GAD"), Dimension.REGION).rows
    assert [(row.name, row.posted) for row in rows] == [
        ("Shan", 3),
        ("In no single state or region", 1),
    ]


@pytest.mark.django_db
def test_an_office_without_a_code_lies_where_its_townships_do(house, settings):
    settings.SMALLEST_GROUP = 1
    for office, kind in ((house.north, "state_region"), (house.south, "district")):
        office.kind = kind
        office.save()
    below = AgencyFactory(parent=house.north, kind="township", township_pcode="MMR010008")
    post(below, 2)
    rows = build_breakdown(scope_of(house.hr, unit="GAD"), Dimension.REGION).rows
    # The department is a head office, and nothing is known of the district in the south.
    told = [(row.name, row.posted) for row in rows]
    assert told == [("Mandalay", 4), ("In no single state or region", 2)]


@pytest.mark.django_db
def test_however_many_units_there_are_it_costs_as_many_queries(
    house, django_assert_max_num_queries
):
    scope = scope_of(house.hr, unit="GAD", skill="DC3-4.2", level="2")
    with django_assert_max_num_queries(6):
        build_breakdown(scope, Dimension.GENDER)
    with django_assert_max_num_queries(7):
        build_breakdown(scope, Dimension.REGION)
    with django_assert_max_num_queries(4):
        build_breakdown(scope, Dimension.MODE)


def prove(agency, count, skill, **facts):
    """So many people of the agency who hold the skill by evidence of the facts."""
    for _ in range(count):
        person = PostingFactory(agency=agency).person
        EvidenceFactory(person=person, skill=skill, agency=agency, **facts)
    return person


@pytest.mark.django_db
def test_holders_are_grouped_by_the_best_proof_they_have(house, settings):
    settings.SMALLEST_GROUP = 1
    person = prove(house.gad, 3, house.skill, kind="sign_off")
    # A test of the same level is stronger, and an imported record of a lower one changes nothing.
    EvidenceFactory(person=person, skill=house.skill, kind="test", level=2)
    EvidenceFactory(person=person, skill=house.skill, kind="imported", level=1)
    prove(house.gad, 1, house.skill, kind="self_claim")
    prove(house.gad, 1, house.skill, kind="test", revoked=True)
    scope = scope_of(house.hr, unit="MOHA", skill="DC3-4.2", level="2")
    found = build_breakdown(scope, Dimension.KIND)
    assert numbers(found) == {
        "Signed off by a supervisor": (None, 2),
        "Assessed test": (None, 1),
        "Imported record": (None, 2),
    }
    assert [row.share for row in found.rows] == [40.0, 40.0, 20.0]
    ways = numbers(build_breakdown(scope, Dimension.MODE))
    assert ways == {
        "At work, signed off": (None, 2),
        "Elsewhere, recorded here": (None, 2),
        "Not recorded": (None, 1),
    }


@pytest.mark.django_db
def test_a_course_tells_in_which_language_and_way_it_was_taken(house, settings):
    settings.SMALLEST_GROUP = 1
    ways = {"paper": None, "supervised": None, "online": None, "online, in class": "classroom"}
    for language, (way, session) in zip(("my", "my", "en", "my"), ways.items(), strict=True):
        take_course(house, language, way.partition(",")[0], session, read=language)
    scope = scope_of(house.hr, unit="GAD", skill="DC3-4.2", level="4")
    found = numbers(build_breakdown(scope, Dimension.LANGUAGE))
    assert found == {"Burmese": (None, 3), "English": (None, 1)}
    found = numbers(build_breakdown(scope, Dimension.MODE))
    assert found == {
        "Online and in class sessions": (None, 1),
        "Online": (None, 1),
        "With a test on paper": (None, 1),
        "Online, with a supervised test": (None, 1),
    }


@pytest.mark.django_db
def test_the_language_taken_is_that_of_lessons_and_not_of_who_prefers_it(house, settings):
    settings.SMALLEST_GROUP = 1
    # A seat writes what its person prefers: of who did lessons these tell, of others the room.
    take_course(house, "shn", "online", "classroom", read="my")
    take_course(house, "shn", "online", "classroom")
    take_course(house, "en", "online")
    renewed = take_course(house, "en", "online", read="en")
    Enrolment.objects.filter(pk=renewed.pk).update(occasion=2, spares_lessons=True)
    before = {"person": renewed.person, "course": renewed.course, "language": "my"}
    earlier = Enrolment.objects.create(**before, enrolled_at=renewed.enrolled_at)
    renewed.lesson_completions.update(enrolment=earlier)
    award = Award(
        **{"award_key": "class:1", "kind": "classroom", "key": uuid.uuid4(), "agency": house.gad},
        **{"person": PostingFactory(agency=house.gad).person, "skills": ((house.skill, 4),)},
        titles={"my": "သင်တန်း", "en": "Class"},
        completed_on=dt.date(2026, 1, 5),
    )
    issue_for_award(award)
    scope = scope_of(house.hr, unit="GAD", skill="DC3-4.2", level="4")
    told = {"Burmese": 1, "English": 1, "In a classroom": 2, "Not recorded": 1}
    found = numbers(build_breakdown(scope, Dimension.LANGUAGE))
    assert found == {name: (None, people) for name, people in told.items()}
    settings.SMALLEST_GROUP = 2
    found = numbers(build_breakdown(scope, Dimension.LANGUAGE))
    assert found == dict.fromkeys(told, (None, None)) | {"In a classroom": (None, 2)}


def take_course(house, language, taken, session=None, read=None, level=4):
    """Somebody of the department with a certificate of a course taken in the language and way."""
    course = make_course(skills=[(house.skill, level)])
    person = PostingFactory(agency=house.gad, valid_from=dt.date(2026, 1, 1)).person
    enrolment = completed_enrolment(
        person=person, course=course, office=house.gad, language=language
    )
    Attempt.objects.create(
        **{"quiz": make_quiz(course), "enrolment": enrolment, "number": 1, "seed": 1},
        **{"language": language, "pass_mark": 50, "score": 90, "passed": True, "taken": taken},
        **{"started_at": enrolment.completed_at, "submitted_at": enrolment.completed_at},
    )
    if read:
        version = version_in(make_lesson(course, languages=("my", "en")).lesson, read)
        LessonCompletion.objects.create(
            **{"enrolment": enrolment, "lesson": version.lesson, "version": version},
            completed_at=enrolment.completed_at,
        )
    if session:
        attend(course, person, enrolment.completed_at)
    issue_certificate(enrolment)
    return enrolment


def attend(course, person, at):
    session = ClassSession.objects.create(
        **{"course": course, "agency": course.agency, "capacity": 5, "state": "finished"},
        **{"begins_at": at - dt.timedelta(1), "made_by": person, "made_at": at},
        **{"closed_by": person, "closed_at": at},
    )
    seat = {"state": "seated", "queued_at": at, "seated_at": at, "share": 100}
    SessionSeat.objects.create(session=session, person=person, **seat)


@pytest.mark.django_db
def test_few_holders_of_a_group_are_told_with_the_next_smallest_group_only(house, settings):
    settings.SMALLEST_GROUP = 2
    for way, count in (("online", 1), ("paper", 2), ("supervised", 3)):
        for _ in range(count):
            take_course(house, "my", way)
    # Of which way these are is known by name: they hide nobody.
    prove(house.gad, 1, house.skill, kind="sign_off")
    found = build_breakdown(scope_of(house.hr, unit="GAD", skill="DC3-4.2"), Dimension.MODE)
    assert numbers(found) == {
        "Online": (None, None),
        "With a test on paper": (None, None),
        "Online, with a supervised test": (None, 3),
        "At work, signed off": (None, 1),
        "Elsewhere, recorded here": (None, 2),
    }
    assert found.together.held == 3


@pytest.mark.django_db
def test_kinds_are_told_as_under_the_figure_however_few_have_one(house):
    for kind, count in (("test", 2), ("sign_off", 4)):
        prove(house.gad, count, house.skill, kind=kind)
    scope = scope_of(house.hr, unit="GAD", skill="DC3-4.2")
    told = numbers(build_breakdown(scope, Dimension.KIND))
    pair, subtree = (scope.skill, scope.level), Subtree.of([scope.unit], since=scope.day)
    kinds = count_holders_by_kind(subtree, pair, day=scope.day)
    assert told == {one.label: (None, one.people) for one in kinds}


@pytest.mark.django_db
def test_holders_at_two_levels_do_not_tell_of_the_few_between_them(house, settings):
    settings.SMALLEST_GROUP = 2
    for way in ("online", "online", "paper", "paper"):
        take_course(house, "my", way)
    take_course(house, "my", "online", level=2)
    pages = [
        build_breakdown(
            scope_of(house.hr, unit="GAD", skill="DC3-4.2", level=level), Dimension.MODE
        )
        for level in ("2", "4")
    ]
    assert [numbers(page)["Online"][1] for page in pages].count(None) >= 1
