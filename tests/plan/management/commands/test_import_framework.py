"""The command that imports a framework with its levels."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from plan.models import Framework, Level, Skill

REFERENCE = Path(settings.BASE_DIR) / "data" / "reference"


@pytest.mark.django_db
def test_without_levels_and_a_burmese_name_the_english_one_stands_for_both(tmp_path):
    path = tmp_path / "skills.csv"
    path.write_text("code,title_en\n7,Air\n7.1,Flying\n")
    call_command("import_framework", str(path), code="X", name="Aviation")
    assert Framework.objects.get().names == {"en": "Aviation", "my": "Aviation"}
    assert (Skill.objects.count(), Level.objects.count()) == (2, 0)


@pytest.mark.django_db
def test_a_competence_without_its_area_fails_the_command(tmp_path):
    path = tmp_path / "skills.csv"
    path.write_text("code,title_en\n7.1,Flying\n")
    with pytest.raises(CommandError, match="nothing is imported"):
        call_command("import_framework", str(path), code="X", name="Aviation")


@pytest.mark.django_db
def test_the_framework_command_imports_skills_and_levels():
    stem = REFERENCE / "digcomp_3_0"
    levels, burmese = f"{stem}_levels.csv", REFERENCE / "skills_my.csv"
    options = {"code": "DC3", "name": "DigComp 3.0", "levels": Path(levels), "burmese": burmese}
    call_command("import_framework", f"{stem}.csv", **options)
    assert Level.objects.count() == 8
