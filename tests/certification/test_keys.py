import stat

import pytest
from django.core.management import CommandError, call_command

from certification import checks, keys


@pytest.fixture
def empty(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_demo_keys_are_made_once_and_marked(empty):
    call_command("make_keys", demo=True, verbosity=0)
    before = keys.root_pem()
    keys.make_demo_keys()
    assert keys.root_pem() == before
    assert {path.suffix for path in empty.iterdir()} == {".pem"}
    assert len(keys.demo_keys()) == len(list(empty.iterdir())) - 1  # the key of the root
    assert keys.problems() == []


def test_private_keys_are_for_their_owner_only(empty):
    keys.make_demo_keys()
    for path in empty.glob("*.key.pem"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert any("chmod 600" in problem for problem in keys.problems())


def test_demo_keys_are_refused_where_it_is_in_earnest(empty, settings):
    keys.make_demo_keys()
    settings.LMS_DEMO = False
    assert any("demo key" in problem for problem in keys.problems())
    assert checks.no_demo_keys_in_earnest(None)[0].id == "certification.E001"
    with pytest.raises(CommandError, match="LMS_DEMO"):
        call_command("make_keys", demo=True)


def test_a_renamed_demo_seal_is_still_known_by_its_certificate(empty, settings):
    keys.make_demo_keys()
    for path in list(empty.iterdir()):
        path.rename(path.with_name(path.name.replace("-demo-", "-")))
    assert keys.demo_keys()


def test_keys_in_earnest_are_made_once_and_pass_the_checks(empty, settings):
    settings.LMS_DEMO = False
    call_command("make_keys", verbosity=0)
    assert keys.problems() == []
    assert checks.no_demo_keys_in_earnest(None) == []
    with pytest.raises(CommandError, match="No keys were made"):
        call_command("make_keys")


def test_a_missing_key_is_named(empty):
    problems = keys.problems()
    assert len(problems) == 3
    assert all("make_keys" in problem for problem in problems)


def test_the_newest_key_signs_and_the_old_ones_stay_published(empty):
    keys.make_demo_keys()
    keys.make_key_files(
        empty / "later", "Board", demo=True, at=keys.dt.datetime(2031, 1, 1, tzinfo=keys.dt.UTC)
    )
    for path in (empty / "later").glob("credential-*"):
        path.rename(empty / path.name)
    assert keys.signing_key("credential").kid == "credential-demo-2031"
    assert len(keys.public_keys("credential")) == 2


def test_a_file_that_is_no_key_is_a_problem(empty):
    keys.make_demo_keys()
    next(empty.glob("log-*.key.pem")).write_text("not a key")
    assert keys.problems()
