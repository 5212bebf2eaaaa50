"""Guards what wagtail-localize does with pages: it asks for a right on no page in particular."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    Translation,
    TranslationSource,
)
from wagtail_localize.views.edit_translation import edit_override, stop_translation, upload_pofile
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import (
    UpdateTranslationsForm,
    UpdateTranslationsView,
)

from cms.access.media_scope import find_foreign_media
from cms.access.page_permissions import TreePermissionTester
from cms.access.row_policy import current_person
from cms.models import BankPage, LessonLink
from cms.office.content.before_publishing import publish_ready_pages, tell_problems
from cms.translation.sentences import edit_sentence
from people.models import Person


def guarded_url_patterns() -> list[URLPattern]:
    """Return the URLs of our guarded views."""
    # The same addresses as wagtail-localize has. The hook registers them with a lower order, so
    # Django finds ours first.
    return [
        path("localize/submit/page/<int:page_id>/", _GuardedSubmitView.as_view()),
        path("localize/update/<int:translation_source_id>/", _GuardedUpdateView.as_view()),
        path("localize/translate/<int:translation_id>/disable/", _stop_guarded_translation),
        path("localize/translate/<int:translation_id>/pofile/upload/", _upload_guarded_file),
        path(
            "localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/",
            _edit_guarded_override,
        ),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            edit_sentence,
        ),
    ]


def may_translate(person: Person, page: Page) -> bool:
    """Return whether the person works on the page, or a translation of it or of one above it."""
    if LessonLink.objects.takes_words_from_elsewhere(page.translation_key):
        return False
    for one in (page, *page.get_ancestors().order_by("-depth")):
        translated = list(one.get_translations())
        if any(_works_on(person, each.specific) for each in (page, *translated)):
            return True
        # The nearest page that has translations decides: further up is another agency's tree.
        if translated:
            break
    return False


def _works_on(person: Person, page: Page) -> bool:
    rights = page.permissions_for_user(person)
    # The root of the tree is a page of Wagtail's own, which knows no work of translators.
    return bool(
        rights.can_work() if isinstance(rights, TreePermissionTester) else rights.can_edit()
    )


def _require_translator(person: Person, page: Page) -> None:
    if not may_translate(person, page):
        raise PermissionDenied


class _GuardedSubmitView(SubmitPageTranslationView):
    """Submits a page for translation, if the person may write on it or translate it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _require_translator(
            current_person(request), get_object_or_404(Page, pk=self.kwargs["page_id"])
        )
        return super().dispatch(request, *args, **kwargs)


class _GuardedUpdateView(UpdateTranslationsView):
    """Brings translations up to their source, and publishes them if the person may."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        source = get_object_or_404(TranslationSource, pk=self.kwargs["translation_source_id"])
        _require_translator(current_person(request), source.get_source_instance())
        return super().dispatch(request, *args, **kwargs)

    def get_form(self) -> UpdateTranslationsForm:
        form = super().get_form()
        if not self._may_publish():
            # A disabled field keeps its initial value, whatever a browser sends.
            form.fields["publish_translations"].disabled = True
            form.fields["publish_translations"].widget = HiddenInput()
        return form

    @transaction.atomic
    def form_valid(self, form: UpdateTranslationsForm) -> HttpResponse:
        wanted = form.cleaned_data["publish_translations"]
        # Upstream would publish unasked.
        form.cleaned_data["publish_translations"] = False
        answer: HttpResponse = super().form_valid(form)
        if wanted:
            self._publish_translations()
        return answer

    def _publish_translations(self) -> None:
        pages = [
            one.get_target_instance() for one in self.object.translations.filter(enabled=True)
        ]
        _count, unready = publish_ready_pages(pages, current_person(self.request))
        for page, problems in unready:
            tell_problems(self.request, problems, about=page.title)

    def _may_publish(self) -> bool:
        person = current_person(self.request)
        pages = [
            one.get_target_instance() for one in self.object.translations.filter(enabled=True)
        ]
        return all(page.permissions_for_user(person).can_publish() for page in pages)


def _require_own_words(translation_id: int) -> None:
    """Refuse what a lesson takes over from another course: it is translated there."""
    translation = get_object_or_404(Translation, pk=translation_id)
    if LessonLink.objects.takes_words_from_elsewhere(translation.source.object_id):
        raise PermissionDenied


def _stop_guarded_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Free a page from its source: its whole form opens then, so only those who write may."""
    _require_own_words(translation_id)
    page = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    if not page.permissions_for_user(current_person(request)).can_write():
        raise PermissionDenied
    return stop_translation(request, translation_id)


@require_POST
def _upload_guarded_file(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take sentences from a file, whole or not at all; upstream dies of one that is none."""
    _require_own_words(translation_id)
    if "file" not in request.FILES:
        return HttpResponseBadRequest()
    file: Any = request.FILES["file"]
    try:
        # PostgreSQL stores no NUL. The rest is what libraries raise of a file that names no
        # translation, or letters that nobody knows.
        if b"\0" in file.read():
            raise ValueError
        file.seek(0)
        with transaction.atomic():
            answer: HttpResponse = upload_pofile(request, translation_id)
    except (LookupError, ValueError):
        messages.error(request, _("Please upload a valid PO file."))
        answer = redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
    return answer


def _edit_guarded_override(
    request: HttpRequest, translation_id: int, overridable_segment_id: int
) -> HttpResponse:
    """Put a medium of the person's agencies in the place of the source's, and no other."""
    _require_own_words(translation_id)
    # Atomic: upstream alone knows how to read what was sent, so what it saved is looked at.
    with transaction.atomic():
        answer: HttpResponse = edit_override(request, translation_id, overridable_segment_id)
        segment = get_object_or_404(OverridableSegment, pk=overridable_segment_id)
        written = SegmentOverride.objects.filter(
            context=segment.context_id, locale__translations=translation_id
        ).first()
        if written and _names_foreign_media(current_person(request), segment, written.data):
            raise PermissionDenied
    return answer


def _names_foreign_media(person: Person, segment: OverridableSegment, number: Any) -> bool:
    """Return whether the place holds media, and the number in it is of another agency."""
    streams = _list_streams(segment.source.as_instance())
    models = [
        model
        for start, stream in streams.items()
        if segment.context.path.startswith(f"{start}.")
        for model, *_number, path in stream.stream_block.extract_references(stream)
        if segment.context.path == f"{start}.{path}"
    ]
    named = [(model, str(number)) for model in models if str(number) != str(segment.data)]
    return bool(find_foreign_media(person, named))


def _list_streams(page: Any) -> dict[str, Any]:
    """Return what of the page may name media, by its place among the sentences."""
    if not isinstance(page, BankPage):
        return {"body": page.body} if getattr(page, "body", None) else {}
    return {
        f"items.{item.translation_key}.{name}": getattr(item, name)
        for item in page.items.all()
        for name in ("media", "options")
    }
