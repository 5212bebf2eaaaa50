"""Skills and targets are edited by those whose role reaches so far."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from people.text.formatting import official_date
from plan.models import Skill, Target
from tests.people.sign_in import CLOSED
from tests.plan.factories import LevelFactory, SkillFactory, TargetFactory


def test_the_secretariat_edits_a_skill_in_both_languages(client, secretariat):
    skill = SkillFactory()
    url = reverse("skills:edit", args=[skill.pk])
    form = {
        "framework": skill.framework_id,
        "code": skill.code,
        "names_my": "ကျွမ်းကျင်မှု",
        "names_en": "Skill",
        "area": skill.area_id,
    }
    assert client.post(url, form).status_code == 302
    assert Skill.objects.get(pk=skill.pk).names == {"my": "ကျွမ်းကျင်မှု", "en": "Skill"}


def test_a_ministrys_secretariat_does_not_change_what_the_country_shares(client, of_education):
    skill = SkillFactory()
    assert client.get(reverse("skills:edit", args=[skill.pk])).status_code in CLOSED
    assert client.get(reverse("skills:add")).status_code in CLOSED


def test_targets_of_another_ministry_are_out_of_reach(client, of_education, country):
    own, foreign = (TargetFactory(agency=country[code]) for code in ("MOE-1", "MOH-1"))
    for view in ("edit", "history", "delete"):
        assert client.get(reverse(f"targets:{view}", args=[own.pk])).status_code == 200
        assert client.get(reverse(f"targets:{view}", args=[foreign.pk])).status_code == 404
    client.post(reverse("targets:delete", args=[foreign.pk]))
    assert Target.objects.filter(pk=foreign.pk).exists()
    page = client.get(reverse("targets:index")).content.decode()
    assert str(own.agency) in page
    assert str(foreign.agency) not in page


def test_the_list_tells_on_which_day_a_target_falls_due(client, of_education, country):
    own = TargetFactory(agency=country["MOE-1"])
    page = client.get(reverse("targets:index")).content.decode()
    with override("my"):
        assert official_date(own.due_on) in page


def test_a_target_is_not_moved_to_another_ministry(client, of_education, country):
    own = TargetFactory(agency=country["MOE-1"])
    form = {
        "phase": own.phase_id,
        "clause": own.clause_id,
        "agency": "MOH-1",
        "skill": own.skill_id,
        "level": 2,
        "headcount": 5,
        "due_on": "2026-12-31",
        "baseline": 0,
        "baseline_on": "2025-01-01",
        "source": "",
    }
    assert client.post(reverse("targets:edit", args=[own.pk]), form).status_code == 200
    assert Target.objects.get(pk=own.pk).agency.code == "MOE-1"


def fill_in(target, **changes):
    keys = {name: getattr(target, f"{name}_id") for name in ("phase", "clause", "skill")}
    names = ("level", "measure", "headcount", "due_on", "baseline", "baseline_on")
    return {
        **keys,
        **{name: getattr(target, name) for name in names},
        "agency": target.agency.code,
        "source": "letter 9",
        "with_below": "on",
        **changes,
    }


def test_a_change_counts_from_its_day_and_a_correction_for_all_days(client, of_education, country):
    target = TargetFactory(agency=country["MOE-1"], headcount=40)
    LevelFactory(framework=target.skill.framework, number=target.level)
    url, today = reverse("targets:edit", args=[target.pk]), timezone.localdate()
    yesterday, tomorrow = (today + dt.timedelta(days) for days in (-1, 1))

    def edit(since, headcount):
        client.post(url, fill_in(target, headcount=headcount, counts_from=since))
        found = Target.objects.get(pk=target.pk)
        return [found.as_of(day).headcount for day in (yesterday, today)]

    assert edit("", 50) == [50, 50]
    assert edit(tomorrow, 60) == [50, 50]
    assert edit(today, 70) == [50, 70]
    assert edit(yesterday, 80) == [50, 70]
    assert edit("", 90) == [50, 90]


LISTS = ["frameworks", "skills", "levels", "plans", "phases", "clauses", "targets", "agencies"]


@pytest.mark.parametrize("name", LISTS)
def test_headings_filters_and_figures_of_a_list_are_burmese(client, secretariat, country, name):
    target = TargetFactory(agency=country["MOE-1"], level=2, headcount=45)
    LevelFactory(framework=target.skill.framework)
    page = client.get(reverse(f"{name}:index")).content.decode()
    headings = re.findall(r"<th\b.*?</th>|<label\b.*?</label>|<legend\b.*?</legend>", page, re.S)
    words = " ".join(re.sub(r"<[^>]*>", " ", heading) for heading in headings)
    assert re.findall(r"[A-Za-z]{3,}", words) == []
    assert "True" not in page
    if name == "targets":
        assert re.search(r"<td>၄၅\s*</td>", page)


def test_a_name_is_found_however_it_was_typed_or_copied(client, secretariat):
    skill = SkillFactory(names={"my": "ဒစ်ဂျစ်တယ်အကြောင်းအရာ", "en": "Content"})
    copied, zawgyi = "ဒ\u2060စ်ဂျစ်တယ်အကြောင်း", "ဒစ္ဂ်စ္တယ္အေၾကာင္း"
    for words in (copied, zawgyi):
        page = client.get(reverse("skills:index"), {"q": words})
        assert list(page.context["object_list"]) == [skill]


def test_a_target_is_chosen_for_by_plan_code_and_name(client, secretariat, country):
    target = TargetFactory(agency=country["MOE-1"], level=2)
    LevelFactory(framework=target.skill.framework, number=2, names={"my": "အခြေခံ", "en": "Basic"})
    page = client.get(reverse("targets:add")).content.decode()
    assert f"{target.skill.code} {target.skill}" in page
    plan, clause = target.phase.plan.code, target.clause
    assert f">{plan} · {target.phase}</option>" in page
    assert f">{clause.plan.code} · {clause.code} · {clause}</option>" in page
    assert ">၂ · အခြေခံ</option>" in page


def test_the_form_of_a_target_takes_and_shows_burmese_digits(client, secretariat):
    page = client.post(reverse("targets:add"), {"headcount": "၀", "baseline": "၁၂"})
    assert 'type="number"' not in page.content.decode()
    assert "လူ ၁ ဦးမှ ၁၀,၀၀၀,၀၀၀ ဦး" in page.content.decode()
    assert page.context["form"].cleaned_data["baseline"] == 12


def test_days_in_the_wrong_order_are_told_at_their_field(client, secretariat):
    days = {"starts_on": "2027-01-01", "ends_on": "2026-01-01"}
    form = client.post(reverse("phases:add"), days).context["form"]
    assert form.errors["ends_on"] == ["စတင်ရက်မတိုင်မီ ကုန်ဆုံးနေပါသည်။"]
    assert not form.non_field_errors()
