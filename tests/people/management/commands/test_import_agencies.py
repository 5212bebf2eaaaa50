"""The command that imports the tree of agencies."""

import pytest
from django.core.management import CommandError, call_command

from people.models import Agency

pytestmark = pytest.mark.django_db
TREE = """code,parent,kind,name_my,name_en
MOHA,MM,ministry,ပြည်ထဲရေး,Home Affairs
MM,,government,အစိုးရ,Government
"""


def test_the_command_imports_the_tree(tmp_path, capsys):
    path = tmp_path / "agencies.csv"
    path.write_text(TREE)
    call_command("import_agencies", str(path))
    assert "2 created" in capsys.readouterr().out
    assert Agency.objects.get(code="MOHA").get_parent().code == "MM"


def test_a_wrong_line_and_a_missing_file_fail_the_command(tmp_path):
    path = tmp_path / "agencies.csv"
    path.write_text(TREE.replace("ministry", "castle"))
    with pytest.raises(CommandError, match="1 problems"):
        call_command("import_agencies", str(path))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_agencies", str(tmp_path / "nowhere.csv"))
