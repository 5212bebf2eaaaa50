"""What is printed in Burmese is read aloud as it is written, on every page."""

import io

import pikepdf

from people.printing import parse_css, write_tagged_pdf

PAGES = ["ထွေထွေအုပ်ချုပ်ရေးဦးစီးဌာန ပြင်ဦးလွင်မြို့နယ်", "Home Affairs", "ယနေ့ ဆောင်နေသော ကြွေးမြီ"]
STYLE = "@page { size: 300mm 60mm; @bottom-left { content: 'ရုံး' } } p { break-after: page }"


def read_aloud(node):
    """The words that the structure tree tells, in its order; of others, what they are."""
    if isinstance(node, pikepdf.Dictionary) and "/ActualText" in node:
        yield str(node.ActualText)
    elif isinstance(node, pikepdf.Dictionary) and "/K" in node:
        yield from read_aloud(node.K)
    elif isinstance(node, pikepdf.Array):
        for kid in node:
            yield from read_aloud(kid)


def test_burmese_is_told_letter_for_letter_on_each_page():
    text = "".join(f"<p>{words}</p>" for words in PAGES)
    content = write_tagged_pdf(f"<html lang=my><title>x</title>{text}</html>", parse_css(STYLE))
    with pikepdf.open(io.BytesIO(content)) as file:
        assert len(file.pages) >= len(PAGES)
        told = list(read_aloud(file.Root.StructTreeRoot))
    # Latin letters are what their glyphs say; numbers of pages are no part of the text.
    assert told == [PAGES[0], PAGES[2]]
