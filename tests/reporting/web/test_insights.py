"""The insights page shows a unit's figures."""

import datetime as dt

import pytest
from django.utils import timezone

from certification.models import Evidence
from courses.models import Enrolment
from tests.courses.factories import make_course, make_enrolment
from tests.people.factories import PostingFactory
from tests.plan.factories import SkillFactory, TargetFactory
from tests.reporting.conftest import DAY
from tests.reporting.factories import EvidenceFactory
from tests.reporting.web.addresses import (
    CSV,
    ON,
    PAGE,
    PEOPLE,
    about_lines,
    count_behind,
    csv_rows,
    numbers_of,
    text_of,
)


@pytest.mark.parametrize("question", [{}, {"skill": "DC3-1.1", "level": "4", "unit": "GAD"}])
def test_each_number_of_the_cards_opens_its_people(as_hr, house, question):
    other = SkillFactory(code="DC3-1.1", framework=house.skill.framework)
    gone = PostingFactory(agency=house.north, valid_to=dt.date(2026, 11, 2)).person
    ends = {"level": 4, "acquired_on": dt.date(2026, 11, 9), "expires_on": DAY + dt.timedelta(40)}
    for skill, holders in ((house.skill, (1, 2)), (other, (1, 2, 3))):
        EvidenceFactory(person=gone, skill=skill, level=4)
        for number in holders:
            EvidenceFactory(person=house.people[number], skill=skill, **ends)
    page = text_of(as_hr.get(PAGE, ON | question)).replace("90 days", "")
    cards = page.partition('<div class="grid home">')[2].partition('aria-label="On this page"')[0]
    told = numbers_of(cards)
    # Before, after, learnt, left; and what expires.
    assert len(told) == 5
    assert {link: count_behind(as_hr, link) for link in told} == told


def test_each_number_of_the_heat_map_opens_its_people(as_hr, house):
    EvidenceFactory(person=house.people[1], skill=house.skill, agency=house.gad)
    page = text_of(as_hr.get(PAGE, ON | {"unit": "GAD", "show": "count"}))
    told = numbers_of(
        page.partition('<table class="table keep heat">')[2].partition("</table>")[0]
    )
    # All of it, the office itself and two townships: who is posted, and who holds the skill.
    assert sorted(told.values()) == [1, 1, 1, 1, 1, 2, 3, 4]
    assert {link: count_behind(as_hr, link) for link in told} == told


CLERK = {"my": "စာရေး", "en": "Clerk"}


@pytest.mark.parametrize(
    ("target", "numbers"),
    [
        # Held, in training, without it.
        ({"positions": [CLERK], "headcount": 3}, [1, 1, 2]),
        ({"grade_from": 9, "headcount": None, "percent": 100}, [0, 1, 1]),
        ({"with_below": False, "headcount": 1}, [0, 1, 2]),
        ({"measure": "trained", "positions": [CLERK], "headcount": 9}, [1, 1]),
    ],
)
def test_each_number_of_a_target_opens_its_people(as_hr, house, target, numbers):
    holder, learner, _third = (
        PostingFactory(agency=agency, position=CLERK, grade=grade).person
        for agency, grade in ((house.north, 5), (house.gad, 9), (house.south, None))
    )
    proof = EvidenceFactory(person=holder, skill=house.skill, agency=house.north)
    Evidence.objects.filter(pk=proof.pk).update(position=CLERK, grade=5)
    make_enrolment(make_course(skills=[(house.skill, 2)]), person=learner)
    Enrolment.objects.update(enrolled_at=timezone.make_aware(dt.datetime(2026, 11, 2)))
    row = TargetFactory(agency=house.gad, skill=house.skill, **target)
    page = text_of(as_hr.get(PAGE, ON | {"unit": "GAD", "order": "unit"}))
    lines = page.partition('<table class="table targets">')[2].split("<tr>")
    [line] = [one for one in lines if f"target={row.pk}" in one]
    told = numbers_of(line)
    assert list(told.values()) == numbers
    assert {link: count_behind(as_hr, link) for link in told} == told
    files = (csv_rows(as_hr.get(link.replace("/people/", "/people.csv"))) for link in told)
    assert [len(rows) for rows in files] == numbers
    assert "Of everybody who serves here" in line


def test_a_target_of_others_narrows_no_list(as_township, house):
    target = TargetFactory(agency=house.moha, skill=house.skill, grade_from=9)
    for key in (target.pk, "x", 10**30):
        assert as_township.get(PEOPLE, ON | {"target": key}).status_code == 404


def test_hr_reads_a_sentence_with_the_figures_of_the_own_ministry(as_hr):
    page = text_of(as_hr.get(PAGE, ON))
    assert "Of 5 officials posted here on 23 November 2026, 2 hold “Protecting data”" in page
    assert "The target is 4 by 31 December 2026." in page
    assert "sample figure" in page
    assert "Held now" in page


AHEAD = {"day": "2090-01-01"}
FUTURE = {
    "?": ["Of 5 officials who will be posted here on 1 January 2090, 2 will hold",
         "By what is known today, 2 people will be missing."],
    "skill/?": ["so many will hold it by what is known today"],
    "compare/?by=days&other_day=2026-11-23&": [],
    "people/?": ["2 people who will be posted in Home Affairs will hold “Protecting data”"],
    "people/?who=lacking&": ["3 people who will be posted in Home Affairs will not hold"],
    "people/?who=posted&": ["5 people will be posted in Home Affairs on 1 January 2090."],
    "people/?who=training&": ["posted in Home Affairs on 1 January 2090 take a course"],
    "people/?measure=trained&": ["2 completions", "are recorded in Home Affairs so far."],
    "trend/?": ["to 2 on 1 January 2090, by what is known today."],
    "changes/?": ["and by what is known today 2 on 1 January 2090.",
                 "What is known to change, and why",
                 "Nobody is known to come, and nobody to be lost."],
    "expiring/?": ["Skills that people of Home Affairs will hold on 1 January 2090"],
    "groups/?": ["Of 5 people who will be posted in Home Affairs on 1 January 2090, 2 will hold"],
}  # fmt: skip


def test_a_day_that_is_to_come_is_told_in_the_future_on_pages_and_in_files(as_hr):
    for path, words in FUTURE.items():
        page = " ".join(text_of(as_hr.get(f"/en/insights/{path}day=2090-01-01")).split())
        told = page.replace("Held now</option>", "")
        assert [told.count("Held now"), *(word for word in words if word not in told)] == [0], path
        assert "1 January 2090 is still to come." in told
    about = about_lines(as_hr.get(CSV, AHEAD | {"table": "targets"}))
    assert about["About the day"].startswith("Still to come.")
    assert "About the day" not in about_lines(as_hr.get(CSV, ON | {"table": "targets"}))
    assert {row["Measure"] for row in csv_rows(as_hr.get(CSV, AHEAD))} == {"Held on that day"}


def test_what_begins_or_ends_today_leaves_a_day_to_come_and_says_so(as_hr):
    for path in ("insights/chain/", "insights/chain/people/", "insights/what-if/", "office/plan/"):
        page = as_hr.get(f"/en/{path}", AHEAD)
        assert (page.status_code, page.context["scope"].day) == (200, timezone.localdate())
        assert "1 January 2090 is still to come. What will become of people" in text_of(page)
        assert "is still to come" not in text_of(as_hr.get(f"/en/{path}", ON))


def test_the_page_speaks_burmese_first(as_hr):
    page = text_of(as_hr.get("/my/insights/", ON))
    assert "ပြည်ထဲရေး" in page
    assert "ကာကွယ်ခြင်း" in page


def test_the_measure_trained_is_named_and_counts_completions(as_hr):
    page = text_of(as_hr.get(PAGE, ON | {"measure": "trained"}))
    assert "2 completions of “Protecting data”" in page
    assert "Trained here" in page


def test_a_township_manager_opens_the_own_office(as_township):
    page = text_of(as_township.get(PAGE, ON))
    assert "North Office" in page
    assert "South Office" not in page
    assert "General Admin" not in page


def test_burmese_digits_are_understood(as_hr):
    response = as_hr.get(PAGE, {"day": "၂၀၂၆-၁၁-၂၃", "level": "၂"})
    assert response.status_code == 200
    assert "23 November 2026" in text_of(response)


def test_writing_to_a_report_is_refused(as_hr):
    assert as_hr.post(PAGE).status_code == 405


def test_how_it_was_counted_leads_to_tree_sources_and_people(as_hr, house):
    type(house.target).objects.filter(pk=house.target.pk).update(source="Order 12/2026")
    page = text_of(as_hr.get(PAGE, ON | {"unit": "MOHA", "skill": "DC3-4.2", "level": "2"}))
    rule = page.partition("How was this counted?")[2].partition("</details>")[0]
    assert "table=units" in rule
    assert 'Target – <span lang="en">Order 12/2026</span>' in rule
    assert "The list has as many lines as the figure says: 2." in rule
    assert "/en/insights/people/?unit=MOHA" in rule


def test_every_page_of_figures_tells_how_well_people_are_known_and_the_rule(as_hr):
    pages = ["trend/", "compare/?by=days", "skill/", "changes/", "expiring/", "chain/"]
    pages += ["what-if/", "supply/", "people/", "groups/"]
    desk = ["/en/office/plan/", "/en/office/profiles/people/"]
    for address in [*(f"{PAGE}{one}" for one in pages), *desk]:
        page = as_hr.get(address).text
        # Of a chain of nobody there is no figure.
        assert "from all that was recorded until then" in page or "chain" in address, address


def test_every_figure_says_of_what_it_consists(as_hr):
    for measure in ("held", "trained"):
        for address in ("", "trend/", "skill/", "compare/?by=days"):
            asked = ON | {"measure": measure, "unit": "MOHA", "skill": "DC3-4.2", "level": "2"}
            asked |= {"by": "days"} if "by=" in address else {}
            page = as_hr.get(PAGE + address.partition("?")[0], asked).text
            assert "kind=imported" in page, (measure, address)


def test_the_figures_come_before_what_else_can_be_asked(as_hr):
    page = text_of(as_hr.get(PAGE, ON))
    fold = page.partition('<details class="asking no-print">')[2].partition("</details>")[0]
    assert "Find a unit" in fold
    assert 'name="day"' in fold


@pytest.mark.parametrize("address", ["", "trend/", "skill/", "groups/", "chain/"])
def test_a_question_is_folded_unless_it_was_not_understood(as_hr, address):
    asked, fold = PAGE + address, '<details class="asking no-print"'
    assert f"{fold}>" in text_of(as_hr.get(asked, ON))
    assert f"{fold} open>" in text_of(as_hr.get(asked, ON | {"day": "31 June"}))


def test_links_lead_to_every_section_of_the_page(as_hr):
    page = text_of(as_hr.get(PAGE, ON))
    links = page.partition('aria-label="On this page"')[2].partition("</nav>")[0]
    for place in ("targets", "heat", "downloads"):
        assert f'href="#{place}"' in links
        assert f'id="{place}"' in page
    assert 'href="/en/insights/trend/?' in links
