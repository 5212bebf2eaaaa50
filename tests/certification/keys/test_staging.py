"""New key files are made beside the others and moved when all are made."""

import datetime as dt
import os

import pytest

from certification.keys.staging import KeyStaging, stage_key_files, to_whole_second

AT = dt.datetime(2026, 11, 23, 6, 0, tzinfo=dt.UTC)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_key_is_staged_and_in_its_place_after_the_move(tmp_path):
    with stage_key_files(tmp_path) as staging:
        staging.make_pairs(["log-2026"], None, AT)
        assert staging.made == ["log-2026"]
        assert names(staging.folder) == ["log-2026.key.pem", "log-2026.pub.pem"]
        assert names(tmp_path) == [staging.folder.name]
        staging.move_into(tmp_path)
    assert names(tmp_path) == ["log-2026.key.pem", "log-2026.pub.pem"]


def fail_half_way(place, problem):
    with stage_key_files(place) as staging:
        staging.make_pairs(["log-2026"], None, AT)
        raise problem


@pytest.mark.parametrize("problem", [OSError, KeyboardInterrupt])
def test_after_a_failure_nothing_is_left(tmp_path, problem):
    with pytest.raises(problem):
        fail_half_way(tmp_path, problem)
    assert names(tmp_path) == []


@pytest.fixture
def staged(tmp_path):
    """``staged(name, …)``: a staging with files of these names, and the folder they go into."""
    target = tmp_path / "keys"
    target.mkdir()
    (tmp_path / "new").mkdir()

    def stage(*files):
        for name in files:
            (tmp_path / "new" / name).write_text("new")
        return KeyStaging(tmp_path / "new"), target

    return stage


def test_no_key_is_written_over_and_no_other_file_is_moved_then(staged):
    staging, target = staged("log-2026.key.pem", "seal-2026.pem")
    (target / "seal-2026.pem").write_text("old")
    with pytest.raises(FileExistsError, match=r"seal-2026.pem"):
        staging.move_into(target)
    assert (target / "seal-2026.pem").read_text() == "old"
    assert names(target) == ["seal-2026.pem"]


def test_the_list_of_revoked_seals_takes_the_place_of_the_one_before(staged):
    staging, target = staged("root.crl")
    (target / "root.crl").write_text("old")
    staging.move_into(target)
    assert (target / "root.crl").read_text() == "new"


def test_private_halves_are_moved_first_and_the_root_last(staged, monkeypatch):
    staging, target = staged("a.pub.pem", "b.key.pem", "root.pem", "c.key.pem", "root.crl")
    moved, replace = [], os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: moved.append(b.name) or replace(a, b))
    staging.move_into(target)
    assert moved == ["b.key.pem", "c.key.pem", "a.pub.pem", "root.crl", "root.pem"]


def test_a_moment_is_told_in_utc_and_whole_seconds():
    yangon = dt.timezone(dt.timedelta(hours=6, minutes=30))
    moment = dt.datetime(2026, 11, 23, 12, 30, 5, 999999, tzinfo=yangon)
    assert to_whole_second(moment).isoformat() == "2026-11-23T06:00:05+00:00"
    assert to_whole_second(None).microsecond == 0
