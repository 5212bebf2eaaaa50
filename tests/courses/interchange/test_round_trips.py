"""A question that a format can hold is the same when it is read again."""

import pytest
from hypothesis import given, settings

from courses.interchange import FORMATS, ItemDraft, digest_draft, read_questions
from tests.courses.interchange.drafting import KINDS, drafts

pytestmark = pytest.mark.any_database

_TYPED = {"single", "multiple", "true_false", "numeric", "short_text", "essay", "matching"}
_HELD = {
    "gift": _TYPED,
    "moodle": _TYPED | {"ordering", "cloze"},
    "csv": {*KINDS},
    "xlsx": {*KINDS},
    "qti21": {*KINDS},
    "qti30": {*KINDS},
}


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(draft=drafts)
@settings(max_examples=25, deadline=None)
def test_a_question_is_the_same_again_or_refused_by_name(name: str, draft: ItemDraft) -> None:
    written = FORMATS[name].write([draft])
    assert (written.count, len(written.refusals)) in ((1, 0), (0, 1))
    assert written.count == (draft.kind in _HELD[name]) or draft.kind in ("cloze", "select_text")
    if written.count:
        reading = read_questions(written.content, "my")
        assert reading.refusals == []
        assert reading.drafts == [draft]
        assert digest_draft(reading.drafts[0]) == digest_draft(draft)
