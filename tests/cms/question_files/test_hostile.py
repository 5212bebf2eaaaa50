"""Scripts in every field of every kind, in every format: words at most, on every screen."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from cms.gate import extract_texts
from cms.models import BankPage
from cms.question_files import bring_file, confirm_file, work_on_file
from courses.interchange import FORMATS, ItemDraft
from courses.interchange.shapes import (
    Gap,
    shape_categories,
    shape_choice,
    shape_cloze,
    shape_essay,
    shape_matching,
    shape_order,
    shape_select_text,
    shape_short_text,
    shape_true_false,
)
from tests.cms.written_pages import own, shelf, trainer, written

__all__ = ["own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.slow]

# Well-formed, so that formats of XML hold it as elements.
EVIL = (
    "<script>alert(1)</script><a href='javascript:alert(1)' onclick='alert(1)'>a</a>"
    "<svg onload='alert(1)'/><p onmouseover='alert(1)'>p</p><style>*{}</style>'\"<b>b</b>"
)


class Living(HTMLParser):
    """Notes what of the words a browser would act on."""

    def __init__(self, html):
        super().__init__()
        self.found, self._within = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._within = tag
        for name, value in attrs:
            acts = name.startswith("on") or (value or "").startswith("javascript:")
            if acts and "alert(1)" in (value or ""):
                self.found.append((tag, name))

    def handle_data(self, data):
        if self._within in ("script", "style") and ("alert(1)" in data or "*{}" in data):
            self.found.append((self._within, data[:80]))

    def handle_endtag(self, tag):
        self._within = ""


def write_hostile(name):
    """A question of each kind; what is HTML holds it as it is, and what is text as words."""
    base = ItemDraft(
        kind="", stem=f"<p>{name}? {EVIL}</p>", answer_key=None, language="en", feedback=EVIL,
        hint=EVIL, tags=(EVIL[:30],), source_name=EVIL,
    )  # fmt: skip
    bare = replace(base, feedback="", hint="", tags=(), source_name="")
    one, two = f"one {EVIL}", f"two {EVIL}"
    return [
        shape_choice(base, [(one, True), (two, False)], is_multiple=False, told=[EVIL, EVIL]),
        shape_choice(base, [(one, True), (two, True)], is_multiple=True),
        shape_true_false(base, is_true=True, told={"true": EVIL, "false": EVIL}),
        shape_matching(base, [(one, two), (two, one)]),
        shape_categories(base, [(one, "x"), (two, EVIL)], ["x", EVIL]),
        shape_order(base, [one, two]),
        shape_short_text(base, [one]),
        shape_cloze(bare, f"<p>{EVIL} [[t1]]</p>", [Gap([one], [one, two])]),
        shape_select_text(base, f"<p>[[o1]] {EVIL} [[o2]]</p>", [(one, True), (two, False)]),
        shape_essay(base, [(one, 4)], EVIL),
    ]


def test_no_script_of_a_file_lives_on_any_screen(client, trainer, own):
    bank, brought = own["bank"], 0
    for name in ("gift", "moodle", "xlsx", "qti30"):
        content = FORMATS[name].write(write_hostile(name)).content
        file = bring_file(bank, content, file_name=f"{EVIL[:40]}.txt", by=trainer)
        work_on_file(file.pk)
        looked_at = client.get(reverse("bank_file", args=[bank.pk, file.pk])).content.decode()
        assert Living(looked_at).found == [], name
        assert confirm_file(file, by=trainer), name
        work_on_file(file.pk)
        file.refresh_from_db()
        brought += file.created
    assert brought >= 30
    draft = BankPage.objects.get(pk=bank.pk).get_latest_revision_as_object()
    draft.save_revision().publish()
    # What translators are shown of any kind is looked at for Zawgyi.
    assert not Counter(extract_texts(draft)) - Counter(draft.iter_texts())
    keys = [one.translation_key for one in draft.items.all()]
    paper = client.get(reverse("quiz_try", args=[own["quiz"].pk]), follow=True)
    answers = {"shown": [one.position for one in paper.context["questions"]]}
    screens = {
        "list": client.get(reverse("bank_list", args=[bank.pk])),
        "question": client.get(reverse("bank_question", args=[bank.pk, keys[2]])),
        "paper": paper,
        "result": client.post(paper.redirect_chain[-1][0], answers),
    }
    for name, answer in screens.items():
        assert answer.status_code == 200, name
        assert "alert(1)" in answer.content.decode(), name
        assert Living(answer.content.decode()).found == [], name
