"""A row of the heat map: numbers in the reader's digits, each a link where its page is open."""

import datetime as dt

from django.utils.translation import override

from people.models import Agency, Person
from plan.models import Measure, Skill
from reporting.figures.coverage import CoverageFigure
from reporting.insights.heatmap import CoverageRow, HeatMap, HeatRow, HeatValue
from reporting.query.scope import Scope
from reporting.templatetags.heat_cells import write_lines

DAY = dt.date(2026, 11, 23)
UNIT, SKILL = Agency(pk=7, code="A&B"), Skill(code="DC3-4.2")


def write_row(count, posted, *, value=HeatValue.SHARE, foreign=()):
    figure = CoverageFigure(UNIT, SKILL, 2, DAY, Measure.HELD, count)
    row = HeatRow(UNIT, posted, (CoverageRow(figure, "Basic", posted),))
    scope = Scope(Person(), UNIT, SKILL, 2, DAY, Measure.HELD)
    heat = HeatMap((SKILL,), (row,), count, value)
    with override("my"):
        return write_lines(heat, scope, "/my/", "/my/people/", foreign).splitlines()


def test_a_cell_shows_share_and_number_and_leads_to_its_people():
    asked = "unit=A%26B&amp;skill=DC3-4.2&amp;level=2&amp;day=2026-11-23&amp;measure=held"
    link = f'<a href="/my/people/?{asked}">၅၀%</a>'
    shown = f'<td class="heat-3">{link} <span class="share">၁,၂၃၄</span></td>'
    head, posted, cell, _end = write_row(1234, 2468)
    assert cell == shown
    assert head == '<tr class="whole"><th scope="row">ဌာနတစ်ခုလုံး</th>'
    served = f"/my/people/?{asked}&amp;who=posted"
    assert posted == f'<td class="numeric"><a href="{served}">၂,၄၆၈</a></td>'


def test_the_number_may_come_first():
    assert "၁,၂၃၄</a>" in write_row(1234, 2468, value=HeatValue.COUNT)[2]


def test_of_a_unit_that_stands_elsewhere_there_is_no_link():
    _head, posted, cell, _end = write_row(1, 2, foreign={7})
    assert "<b>၅၀%</b>" in cell
    assert posted == '<td class="numeric">၂</td>'


def test_where_nobody_is_posted_it_says_so():
    assert 'class="heat-none"' in write_row(0, 0)[2]
