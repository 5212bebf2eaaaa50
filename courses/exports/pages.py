"""Builds the pages of a file: each lesson rewritten, and the media that its pages show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from courses.exports.contents import ExportContents
from courses.exports.lesson_text import PortableText, RewriteRules, clean_xml, rewrite_lesson
from courses.exports.losses import QUIZZES
from courses.exports.media import ExportMedia
from courses.models import LessonFile, LessonVersion, LessonVersionFile, Module, Quiz
from people.text.languages import in_language


@dataclass(frozen=True)
class ExportPage:
    """A lesson as it stands in the file."""

    number: int
    title: str
    language: str
    text: PortableText


@dataclass(frozen=True)
class ExportChapter:
    """A module with its pages."""

    title: str
    language: str
    pages: list[ExportPage]


@dataclass(frozen=True)
class ExportPages:
    chapters: list[ExportChapter]
    media: ExportMedia

    @property
    def pages(self) -> list[ExportPage]:
        return [page for chapter in self.chapters for page in chapter.pages]

    @property
    def features(self) -> set[str]:
        return {name for page in self.pages for name in page.text.features}

    @property
    def losses(self) -> dict[str, int]:
        return {kind: count for kind, count in self.media.losses.items() if count}

    def collect_letters(self) -> str:
        """Return all that is written in the file, to choose its fonts by."""
        texts = [part for page in self.pages for part in (page.title, page.text.body)]
        answers = [answer for page in self.pages for answer in page.text.answers]
        return "".join([*texts, *answers, *(chapter.title for chapter in self.chapters)])


def build_pages(
    contents: ExportContents, name_page: Callable[[int], str], *, has_media: bool, is_book: bool
) -> ExportPages:
    """Return the pages; ``name_page`` says how one is linked to by its number."""
    versions = contents.versions
    shown = LessonVersionFile.objects.filter(version__in=versions).values("file")
    files = LessonFile.objects.filter(pk__in=shown).order_by("pk")
    media = ExportMedia(files, has_media=has_media)
    paths = {_name_path(one): name_page(number) for number, one in enumerate(versions, start=1)}
    texts = dict(
        LessonVersion.objects.filter(pk__in=[one.pk for one in versions]).values_list("pk", "html")
    )
    chapters = []
    for module, numbered in contents.list_modules():
        pages = [
            _build_page(number, version, texts[version.pk], media, paths, is_book=is_book)
            for number, version in numbered
        ]
        chapters.append(_build_chapter(module, pages, contents.language))
    if Quiz.objects.live().filter(course=contents.course).exists():
        media.losses[QUIZZES] = 1
    return ExportPages(chapters, media)


def _build_chapter(module: Module, pages: list[ExportPage], language: str) -> ExportChapter:
    title = in_language(module.titles, language)
    # The language that the title is in, which need not be that of the file.
    written = language if module.titles.get(language) else pages[0].language
    return ExportChapter(clean_xml(title), written, pages)


def _build_page(
    number: int,
    version: LessonVersion,
    html: str,
    media: ExportMedia,
    paths: Mapping[str, str],
    *,
    is_book: bool,
) -> ExportPage:
    with translation.override(version.language):
        rules = RewriteRules(
            media=media,
            address=_build_address(version),
            lesson_paths=paths,
            is_book=is_book,
            # In a book each lesson is a document of its own.
            prefix="" if is_book else f"l{number}-",
        )
        text = rewrite_lesson(html, rules)
    return ExportPage(number, clean_xml(version.title), version.language, text)


def _name_path(version: LessonVersion) -> str:
    lesson = version.lesson
    return f"{lesson.module.course.slug}/{lesson.module.slug}/{lesson.slug}"


def _build_address(version: LessonVersion) -> str:
    """Return where the lesson is on the site, in the active language."""
    lesson = version.lesson
    slugs = [lesson.module.course.slug, lesson.module.slug, lesson.slug]
    return f"{settings.SITE_URL.rstrip('/')}{reverse('courses:lesson', args=slugs)}"
