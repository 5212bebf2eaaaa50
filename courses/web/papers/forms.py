"""Defines the forms of a test on paper: which test, the grid, and a file of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import MOST_POINTS, ClassSession, PaperTest, Quiz
from courses.papers import EnteredRow, TestPlan
from people.text.formatting import lang_name
from people.web.fields import TableFileField

_MOST_BYTES = 1_000_000
_LONGEST_CODE, _LONGEST_TEXT = 40, 400
MOST_GRID_ROWS = 100


class PaperTestForm(forms.Form):
    """Chooses the test of a session, and how it is marked."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(), label=gettext_lazy("Test"), empty_label=None
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How it is marked"),
        choices=PaperTest.Kind.choices,
        widget=forms.RadioSelect,
        initial=PaperTest.Kind.DRAWN,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the sheets"))
    most_points = forms.IntegerField(
        label=gettext_lazy("Most points"),
        required=False,
        min_value=1,
        max_value=MOST_POINTS,
        # Not of type number: a browser refuses Burmese digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("Of a test that is marked elsewhere."),
    )

    def __init__(self, data: Any = None, *, session: ClassSession) -> None:
        super().__init__(data)
        quizzes = (
            Quiz.objects.counted()
            .filter(course=session.course_id)
            .exclude(paper_tests__session=session)
        )
        field = self.fields["quiz"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        # The final test first: it is what rooms are booked for.
        field.queryset = quizzes.order_by("module__position", "pk")
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101
        language.choices = [(code, lang_name(code)) for code in settings.OFFERED_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == PaperTest.Kind.OUTSIDE:
            if not given.get("most_points") and "most_points" not in self.errors:
                self.add_error("most_points", _("Say how many points can be reached."))
        else:
            given["most_points"] = None
        return given

    def build_plan(self) -> TestPlan:
        given = self.cleaned_data
        return TestPlan(given["quiz"], given["language"], given["most_points"])


class ResultsFileForm(forms.Form):
    """Takes a file of results."""

    file = TableFileField(most_bytes=_MOST_BYTES)


def read_grid(posted: Mapping[str, Any]) -> list[EnteredRow]:
    """Return the rows of the grid in which something was written."""
    rows = []
    for line in range(1, MOST_GRID_ROWS + 1):
        text = str(posted.get(f"text-{line}", ""))[:_LONGEST_TEXT].strip()
        code = str(posted.get(f"code-{line}", ""))[:_LONGEST_CODE].strip()
        # Of a list of people the code stands there before anybody writes.
        if text or (code and f"fixed-{line}" not in posted):
            rows.append(EnteredRow(line, code, text))
    return rows
