"""A locked file that anybody touched is refused, everywhere."""

import datetime as dt
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from certification.keys.register import mark_compromised
from reporting.models import LockedMonth
from reporting.months import MonthTampered, get_public_month, read_month
from reporting.months.sealing import MonthSeal, check_month, digest_file
from tests.append_only import tampered

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_what_was_locked_is_genuine(locked, tmp_path):
    assert check_month(locked) is MonthSeal.GENUINE
    copy = tmp_path / "copy.json"
    copy.write_text(locked.content)
    out = StringIO()
    call_command("reproduce_figure", locked.code, file=copy, stdout=out)
    assert "SHA-256 and signature are right" in out.getvalue()
    assert "held/MOHA/DC3-4.2/2" in out.getvalue()
    assert "0 of" in out.getvalue()


def test_a_file_that_was_touched_is_refused_everywhere(locked, client, tmp_path):
    forged = locked.content.replace('"value": 2', '"value": 3', 1)
    copy = tmp_path / "copy.json"
    copy.write_text(forged)
    with pytest.raises(CommandError, match="NOT what was locked"):
        call_command("reproduce_figure", locked.code, file=copy, stdout=StringIO())
    with tampered(LockedMonth):
        LockedMonth.objects.update(content=forged)
    row = LockedMonth.objects.get()
    assert check_month(row) is MonthSeal.TAMPERED
    with pytest.raises(MonthTampered):
        read_month(row)
    with pytest.raises(MonthTampered):
        get_public_month()
    assert client.get("/en/figures/plan.json").status_code == 503
    with pytest.raises(CommandError, match="NOT what was locked"):
        call_command("reproduce_figure", row.code, stdout=StringIO())


def test_a_digest_that_was_changed_with_the_file_fails_its_signature(locked):
    with tampered(LockedMonth):
        LockedMonth.objects.update(content="{}", digest=digest_file("{}"))
    assert check_month(LockedMonth.objects.get()) is MonthSeal.TAMPERED


def test_a_key_that_was_lost_is_told_and_the_digest_still_holds(
    locked, settings, machinery_folder, tmp_path
):
    settings.KEYS_DIR = shutil.copytree(machinery_folder / "keys", tmp_path / "own-keys")
    today = dt.date(2026, 11, 1)
    mark_compromised(locked.key, since=today, reason="test", on=today)
    assert check_month(locked) is MonthSeal.KEY_LOST
    assert read_month(locked).figures


@pytest.mark.parametrize("month", ["1999-01", "x"])
def test_the_command_says_what_is_not_there(db, month):
    with pytest.raises(CommandError, match="no such locked month"):
        call_command("reproduce_figure", month, stdout=StringIO())
