"""The contexts of credentials: pinned files, nothing from the net."""

import pytest

from certification.credentials import json_ld
from certification.credentials.json_ld import ContextUnavailable


def test_a_foreign_context_is_never_fetched():
    with pytest.raises(ContextUnavailable):
        json_ld.load_context("https://evil.example/context.json")


def test_a_context_file_that_was_changed_is_refused(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "contexts").mkdir()
    (tmp_path / "contexts" / "credentials-v2.json").write_text("{}")
    with pytest.raises(ContextUnavailable, match="pinned"):
        json_ld.load_context(json_ld.CREDENTIALS_V2)
    assert len(json_ld.find_context_problems()) == 3


PINNED = [json_ld.CREDENTIALS_V2, json_ld.OPEN_BADGES, json_ld.OPEN_BADGES_EXTENSIONS]


@pytest.mark.parametrize("url", PINNED)
def test_a_pinned_context_is_given_to_the_library_under_its_own_address(url):
    answer = json_ld.load_pinned_document(url)
    assert (answer["documentUrl"], answer["contextUrl"]) == (url, None)
    assert answer["document"].keys() == {"@context"}


def test_the_library_is_refused_every_other_address():
    for url in ("https://evil.example/context.json", PINNED[0] + "/", "file:///etc/passwd", ""):
        with pytest.raises(ContextUnavailable, match="not a pinned context"):
            json_ld.load_pinned_document(url)


def test_contexts_that_are_missing_are_named_with_what_writes_them(settings, tmp_path):
    assert json_ld.find_context_problems() == []
    settings.VAR_DIR = tmp_path
    problems = json_ld.find_context_problems()
    assert len(problems) == len(PINNED)
    assert all("contexts.mjs" in problem for problem in problems)
