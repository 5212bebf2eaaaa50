"""DigComp 3.0 is read as it is published, in every language that stands in it."""

import io

import pytest
from django.utils import timezone

from plan.importing import import_framework, import_levels
from plan.models import Framework, Level, Skill
from plan.skill_choices import list_skill_choices

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HEADING = (
    "Competence area number,Competence area name,Competence area descriptor,Competence number,"
    "Competence name,Competence descriptor,Competence area name (nl),Competence name (nl)"
)
SKILLS = f"""{HEADING}
1,"Information search, evaluation and management",To articulate,1.1,Browsing,To know,Zoeken,Browsen
1,"Information search, evaluation and management",To articulate,1.2,Evaluating,To judge,Zoeken,
4,Safety,To protect,4.1,Protecting devices,To apply,Veiligheid,Beschermen
"""
LEVELS = """Proficiency level name,Purpose,Eight level mapping,Proficiency level name (nl)
Basic ,To support,1,Basis
Basic ,To support,2,Basis
"""


def csv_file(text):
    return io.BytesIO(text.encode())


def bring(text, **options):
    return import_framework(csv_file(text), code="DC3", names={"en": "DigComp 3.0"}, **options)


def test_areas_stand_before_their_competences_with_the_names_of_all_languages():
    assert bring(SKILLS).problems == []
    assert [skill.code for skill in Skill.objects.filter(area=None)] == ["DC3-1", "DC3-4"]
    skill = Skill.objects.get(code="DC3-1.1")
    assert (skill.names, skill.area.names["nl"]) == ({"en": "Browsing", "nl": "Browsen"}, "Zoeken")
    assert bring(SKILLS).updated == 0


def test_levels_are_read_as_published():
    Framework.objects.create(code="DC3", names={})
    assert import_levels(csv_file(LEVELS), framework="DC3").problems == []
    assert Level.objects.get(number=2).names == {"en": "Basic", "nl": "Basis"}


def test_a_file_of_neither_layout_is_told_our_columns():
    with pytest.raises(Exception, match="title_en"):
        bring("number,name\n1,Area\n")


def test_what_a_framework_has_no_more_is_retired_and_kept():
    bring(SKILLS)
    without = "\n".join(line for line in SKILLS.splitlines() if "Evaluating" not in line)
    bring(without)
    assert not Skill.objects.exclude(retired_on=None).exists()
    bring(without, retires_missing=True)
    skill = Skill.objects.get(code="DC3-1.2")
    assert skill.retired_on == timezone.localdate()
    assert skill in Skill.objects.competences()
    assert skill not in Skill.objects.offered()
    assert "Evaluating" not in str(list_skill_choices())
    bring(SKILLS)
    skill.refresh_from_db()
    assert skill.retired_on is None
