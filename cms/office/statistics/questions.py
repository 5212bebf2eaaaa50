"""Shows one version of a question with its history, and lets its trainers put the key right."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from certification.models import Certificate
from cms.models import BankPage
from cms.office.questions.corrected_keys import list_written_banks, take_over_keys
from cms.office.statistics.keys import (
    describe_key,
    explain_misfit,
    list_key_fields,
    read_posted_key,
)
from cms.office.statistics.lines import add_agreement, build_lines, widen_key
from cms.office.statistics.quizzes import TrainerView
from courses.items.corrections import (
    KeyDecided,
    KeyNotOfVersion,
    KeyUnchanged,
    KeyWaits,
    KeyWithoutReason,
    approve_key,
    ask_key,
    check_key,
    decline_key,
    may_correct_key,
    withdraw_key,
)
from courses.items.keys import load_keys
from courses.items.media import read_media
from courses.models import ItemStatistics, ItemVersion, KeyCorrection, QuestionReport, Quiz
from courses.quizzes.appeals.regrading import RegradeForecast, forecast_regrade
from courses.quizzes.presentation import localise_content, read_words
from courses.results import list_taught
from people.access import has_global_access
from people.web import parse_primary_key

_LONGEST_REASON = 300
_REFUSALS = {
    KeyWithoutReason: gettext_lazy("Say why, in one sentence."),
    KeyUnchanged: gettext_lazy("This is the right answer already."),
    KeyWaits: gettext_lazy("Another right answer waits, or the question is withdrawn."),
    KeyDecided: gettext_lazy("Somebody has decided it already."),
}


class QuestionStatisticsView(TrainerView):
    """Shows the figures of a version; a POST tries, asks for or decides about another key."""

    template_name = "cms/office/statistics/question.html"
    tried: RegradeForecast | None = None
    sent_key: Any = None
    reason = ""

    @cached_property
    def version(self) -> ItemVersion:
        version = get_object_or_404(
            ItemVersion.objects.select_related("item"), pk=self.kwargs["version_id"]
        )
        # Security: one of others and one that does not exist get the same answer.
        if not self._is_asked_by_own(version) and self._find_bank(version) is None:
            raise Http404
        return version

    def _is_asked_by_own(self, version: ItemVersion) -> bool:
        asking = Quiz.objects.filter(items=version.item, course__in=list_taught(self.person))
        return asking.exists()

    def _find_bank(self, version: ItemVersion) -> BankPage | None:
        """Return the bank of the question, if the person writes there."""
        pages = BankPage.objects.filter(translation_key=version.item.bank, alias_of=None).order_by(
            "pk"
        )
        page = pages.first() if version.item.bank else None
        return page if page and page.permissions_for_user(self.person).can_write() else None

    @cached_property
    def bank(self) -> BankPage | None:
        return self._find_bank(self.version)

    @property
    def may_change(self) -> bool:
        """Return whether the person may ask for another key: as for a withdrawal."""
        # Security: a quiz of others may draw from the bank, and its trainers do not write it.
        return self.bank is not None or has_global_access(self.person)

    @cached_property
    def waiting(self) -> KeyCorrection | None:
        rows = KeyCorrection.objects.waiting().filter(version=self.version)
        return rows.select_related("asked_by").first()

    def get_page_subtitle(self) -> str:
        return Truncator(read_words(self.version)).chars(80)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = ItemStatistics.objects.visible_to(self.person)
        history = rows.filter(version__item=self.version.item)
        related = history.select_related("version", "quiz__course")
        lines = build_lines(related.order_by("-version__number", "quiz"))
        key = load_keys([self.version])[self.version.pk]
        may_ask = self.may_change and may_correct_key(self.version) and not self.waiting
        reports = QuestionReport.objects.visible_to(self.person).waiting()
        corrections = KeyCorrection.objects.filter(version=self.version)
        return super().get_context_data(
            version=self.version,
            words=read_words(self.version),
            lines=add_agreement(line for line in lines if line.row.version_id == self.version.pk),
            media=read_media(localise_content(self.version, get_language() or "my")[1]).values(),
            history=lines,
            key_fields=list_key_fields(self.version, self.sent_key or key) if may_ask else [],
            may_ask=may_ask,
            may_change=self.may_change,
            bank=self.bank,
            waiting=self.waiting,
            is_own=self.waiting is not None and self.waiting.asked_by_id == self.person.pk,
            waiting_key=self._name_key(self.waiting.answer_key) if self.waiting else "",
            key=self._name_key(key) if may_correct_key(self.version) else "",
            forecast=self._forecast_waiting() or self.tried,
            certificates=self._count_certificates(),
            is_tried=self.tried is not None,
            reason=self.reason,
            corrections=[
                (one, self._name_key(one.key_before), self._name_key(one.answer_key))
                for one in corrections.approved().select_related("asked_by", "decided_by")
            ],
            reports=reports.filter(attempt_item__version=self.version),
            **kwargs,
        )

    def _name_key(self, key: Any) -> str:
        return describe_key(self.version, key)

    def _forecast_waiting(self) -> RegradeForecast | None:
        # Counted anew: papers were handed in since it was asked.
        if self.waiting is None or not self.may_change or self.tried:
            return None
        by = [self.waiting.asked_by, self.person]
        self.tried_forecast = forecast_regrade(self.version, self.waiting.answer_key, by=by)
        return self.tried_forecast

    def _count_certificates(self) -> int:
        """Return how many current certificates rest on points that the key would not give."""
        found = self.tried or getattr(self, "tried_forecast", None)
        if not found or not found.enrolments:
            return 0
        standing = Certificate.objects.filter(superseded_at=None, revoked_at=None)
        pks = sorted(found.enrolments)
        # In pieces: databases limit the parameters of a statement.
        pieces = (pks[at : at + 500] for at in range(0, len(pks), 500))
        return sum(standing.filter(enrolment__in=piece).count() for piece in pieces)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        self.reason = request.POST.get("reason", "")[:_LONGEST_REASON]
        acts = {"try": self._try_sent, "ask": self._ask, "approve": self._approve}
        acts["accept"] = self._accept_too
        acts |= {"decline": self._decline, "withdraw": self._withdraw}
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            return redirect(request.path)
        try:
            return act()
        except KeyNotOfVersion:
            messages.error(request, explain_misfit(self.version))
        except tuple(_REFUSALS) as refused:
            messages.error(request, _REFUSALS[type(refused)])
        # What was written stays in the fields.
        if self.sent_key is not None and may_correct_key(self.version):
            return self.render_to_response(self.get_context_data(), status=422)
        return redirect(request.path)

    def _try_sent(self) -> HttpResponse:
        self.sent_key = read_posted_key(self.version, self.request.POST)
        return self._try_key()

    def _accept_too(self) -> HttpResponse:
        """Try the key in force with an answer more, which many gave."""
        answer, key = self.request.POST.get("answer", ""), load_keys([self.version])
        self.sent_key = widen_key(self.version, key[self.version.pk], answer)
        told = _("This is right too: %(answer)s") % {"answer": answer.partition(":")[2]}
        self.reason = told[:_LONGEST_REASON]
        return self._try_key()

    def _try_key(self) -> HttpResponse:
        """Show what the key would change, and ask once more."""
        before = load_keys([self.version])[self.version.pk]
        key = check_key(self.version, self.sent_key, before=before)
        self.tried = forecast_regrade(self.version, key, by=[self.person])
        return self.render_to_response(self.get_context_data())

    def _ask(self) -> HttpResponse:
        self.sent_key = read_posted_key(self.version, self.request.POST)
        if not self.reason.strip():
            messages.error(self.request, _REFUSALS[KeyWithoutReason])
            return self._try_key()
        ask_key(self.version, self.sent_key, reason=self.reason, by=self.person)
        return self._tell(_("Asked. A second trainer of the bank decides."))

    def _get_waiting(self) -> KeyCorrection:
        # Security: what one decides about is what one saw.
        rows = KeyCorrection.objects.filter(version=self.version)
        return get_object_or_404(
            rows, pk=parse_primary_key(self.request.POST.get("correction", ""))
        )

    def _approve(self) -> HttpResponse:
        approve_key(self._get_waiting(), by=self.person)
        told = _("The key is in force. Papers are marked again now, and nobody loses by it.")
        # After the commit of what is decided: the list of the bank offers it, should this fail.
        for bank in list_written_banks(self.version.item.bank):
            take_over_keys(bank, by=self.person, publishes=True)
        return self._tell(told)

    def _decline(self) -> HttpResponse:
        answer = self.request.POST.get("answer", "")[:_LONGEST_REASON]
        decline_key(self._get_waiting(), by=self.person, answer=answer)
        return self._tell(_("The key stays as it is."))

    def _withdraw(self) -> HttpResponse:
        withdraw_key(self._get_waiting(), by=self.person)
        return self._tell(_("It is taken back."))

    def _tell(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect(reverse("question_statistics", args=[self.version.pk]))
