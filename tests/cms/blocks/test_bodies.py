import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from PIL import Image as Picture
from wagtail.admin.icons import get_icons
from wagtail.blocks import StreamValue
from wagtail.documents.models import Document
from wagtail.images.models import Image

from cms.blocks import LessonBody
from cms.blocks.files import AudioBlock, VideoBlock
from cms.publishing.files import list_media
from cms.rendering import render_body

pytestmark = pytest.mark.any_database


@pytest.fixture
def image(db):
    stream = io.BytesIO()
    Picture.new("RGB", (1200, 800), "#0a6b57").save(stream, "PNG")
    return Image.objects.create(title="A desk", file=ImageFile(stream, "desk.png"))


@pytest.fixture
def keep(db):
    return lambda name: Document.objects.create(title=name, file=ContentFile(b"x" * 2048, name))


def body(kind, value):
    return StreamValue(LessonBody(), [{"type": kind, "value": value}], is_lazy=True)


def html_of(kind, value, language="en"):
    return render_body(body(kind, value), language=language)


def test_each_block_has_an_icon_that_is_there():
    sprite = get_icons()
    missing = {
        name: block.meta.icon
        for name, block in LessonBody().child_blocks.items()
        if f'id="icon-{block.meta.icon}"' not in sprite
    }
    assert missing == {}


def test_each_block_of_a_lesson_is_shown_before_it_is_chosen(rf):
    for name, block in LessonBody().child_blocks.items():
        assert block.is_previewable, name
        shown = block.get_preview_context(block.get_preview_value(), {"block_def": block})
        template = block.get_preview_template(block.get_preview_value())
        html = render_to_string(template, shown)
        assert html.count('class="prose lesson-body" lang=') == 2, name


def test_a_picture_is_described_small_first_and_loaded_late(image):
    html = html_of("image", {"image": image.pk, "alt": "A clear desk", "caption": "Tidy"})
    assert 'alt="A clear desk"' in html
    assert 'loading="lazy"' in html
    assert "480w" in html
    assert "960w" in html
    assert "<figcaption>Tidy</figcaption>" in html


def test_a_picture_keeps_its_address(image):
    value = {"image": image.pk, "alt": "A desk", "caption": ""}
    assert html_of("image", value) == html_of("image", value)


def test_a_picture_counts_with_what_a_phone_loads(image):
    (fact,) = list_media(body("image", {"image": image.pk, "alt": "A desk", "caption": ""}), {})
    assert fact["kind"] == "image"
    assert fact["bytes"] == image.get_rendition("width-960|format-webp|webpquality-70").file.size
    # A phone of two dots a pixel and more loads the large one.
    shown = html_of("image", {"image": image.pk, "alt": "A desk", "caption": ""})
    assert f"{fact['url']} 960w" in shown


def test_a_picture_without_description_is_refused(image):
    block = LessonBody().child_blocks["image"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": image.pk, "alt": "", "caption": ""}))


def test_a_video_has_captions_and_a_transcript(keep):
    film, captions = keep("film.mp4"), keep("film.vtt")
    value = {
        "title": "A film",
        "video": film.pk,
        "captions": captions.pk,
        "transcript": "<p>Words</p>",
    }
    html = html_of("video", value, "my")
    assert f'src="{film.url}"' in html
    assert f'<track kind="captions" src="{captions.url}" srclang="my"' in html
    assert "<p>Words</p>" in html
    assert 'preload="none"' in html
    assert "iframe" not in html


def test_other_files_are_refused_as_video_captions_or_sound(keep):
    paper = keep("paper.pdf").pk
    video, audio = VideoBlock(), AudioBlock()
    value = {"title": "A", "video": paper, "captions": paper, "transcript": "<p>W</p>"}
    with pytest.raises(ValidationError) as refused:
        video.clean(video.to_python(value))
    assert set(refused.value.block_errors) == {"video", "captions"}
    with pytest.raises(ValidationError):
        audio.clean(audio.to_python({"title": "A", "audio": paper, "transcript": "<p>W</p>"}))


def test_a_download_tells_its_kind_and_size(keep):
    html = html_of("download", {"title": "Form", "document": keep("form.pdf").pk})
    assert "PDF" in html
    assert "2 kB" in html


@pytest.mark.parametrize("kind", ["video", "audio", "download"])
def test_a_block_whose_file_is_gone_says_so_and_keeps_its_words(keep, kind):
    there = keep("there.vtt").pk
    value = {
        "title": "How to lock a screen",
        "video": 999_999,
        "captions": there,
        "audio": 999_999,
        "document": 999_999,
        "transcript": "<p>Press both keys.</p>",
    }
    html = html_of(kind, value)
    assert "“How to lock a screen” is not available at the moment." in html
    assert "src=" not in html
    assert "href=" not in html
    assert kind == "download" or "Press both keys." in html


def test_a_picture_that_is_gone_is_told_by_its_words(image):
    image.file.storage.delete(image.file.name)
    html = html_of("image", {"image": image.pk, "alt": "A clear desk", "caption": ""})
    assert "“A clear desk” is not available at the moment." in html
    assert "<img" not in html


def test_a_self_check_folds_its_answer_away():
    html = html_of("self_check", {"question": "<p>Why?</p>", "answer": "<p>So.</p>"})
    assert html.index("<details>") < html.index("So.")


@pytest.mark.parametrize("tone", ["info", "success", "attention", "danger"])
def test_a_callout_has_a_tone(tone):
    html = html_of("callout", {"tone": tone, "title": "Mind", "text": "<p>This</p>"})
    assert f'class="notice {tone}' in html


def test_a_picture_that_decorates_is_not_read_aloud(image):
    value = {"image": image.pk, "alt": "A desk", "caption": "", "decorative": True}
    assert 'alt=""' in html_of("image", value)


def test_figures_and_parts_are_numbered_by_their_place(image):
    figure = {"image": image.pk, "alt": "A desk", "caption": "Tidy", "source": "MoE"}
    pieces = [("figure", figure), ("page_break", {"title": "Then"}), ("figure", figure)]
    html = render_body(
        StreamValue(LessonBody(), [{"type": k, "value": v} for k, v in pieces], is_lazy=True),
        language="my",
    )
    assert html.index('id="figure-1"') < html.index('id="part-2"') < html.index('id="figure-2"')
    assert "ပုံ ၂" in html
    assert "MoE" in html


def test_code_stays_as_it_was_written():
    shown = html_of("code", {"title": "Sum", "code": "=IF(A1<2;\n  B1)"})
    assert "=IF(A1&lt;2;\n  B1)</code></pre>" in shown
    assert 'dir="ltr"' in shown
    assert 'lang="zxx"' in shown


def test_a_question_to_oneself_marks_the_place_of_a_note():
    key = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    raw = [{"type": "reflection", "id": key, "value": {"question": "<p>Why?</p>"}}]
    shown = render_body(StreamValue(LessonBody(), raw, is_lazy=True), language="en")
    assert f'<div data-note="{key}"></div>' in shown
    assert "<form" not in shown


def test_folded_texts_quotations_and_steps_are_shown_without_a_script():
    folded = html_of("accordion", {"sections": [{"title": "One", "text": "<p>First</p>"}]})
    assert "<summary>One</summary>" in folded
    said = {"words": "Ask first.", "source": "A teacher", "url": "https://example.org/"}
    assert "<cite>A teacher</cite>" in html_of("quotation", said)
    worked = {"title": "Sum", "task": "<p>Add</p>", "steps": ["<p>One</p>", "<p>Two</p>"]}
    assert html_of("worked_example", worked).count("<li>") == 2
