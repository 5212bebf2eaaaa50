"""Where Chromium breaks the lines of Burmese pages."""

from itertools import accumulate

import pytest

from people.text.syllables import split_syllables

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

LESSON = "protecting-personal-data/handling-data-every-day/sending-and-sharing"
# Each shown Burmese text, with the characters at which one of its lines begins.
BROKEN_TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange(), found = [];
  for (let node; (node = walker.nextNode());) {
    if (!/[\\u1000-\\u109f]/.test(node.data) || !node.parentElement.checkVisibility()) continue;
    const starts = [];
    let line = null;
    for (let place = 0; place < node.data.length; place++) {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = [...range.getClientRects()].at(-1);
      if (!box?.height) continue;
      if (line !== null && box.top > line + 4) starts.push(place);
      line = box.top;
    }
    if (starts.length) found.push([node.data, starts]);
  }
  return found;
}"""


@pytest.mark.parametrize("address", ["/my/", f"/my/courses/{LESSON}/"])
def test_no_line_begins_inside_a_syllable(open_as, address):
    page = open_as(width=320)
    page.goto(address)
    for width in (320, 360, 412):
        page.set_viewport_size({"width": width, "height": 800})
        broken = page.evaluate(BROKEN_TEXTS)
        assert sum(len(starts) for _text, starts in broken) > 20
        for text, starts in broken:
            between = set(accumulate(map(len, split_syllables(text))))
            wrong = [f"{text[place - 9 : place]}|{text[place:][:9]}" for place in starts]
            assert all(place in between or text[place] == " " for place in starts), wrong


def test_a_copy_carries_nothing_that_only_breaks_lines(open_as):
    page = open_as()
    page.goto(f"/my/courses/{LESSON}/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('main'))")
    assert "\u2060" in page.evaluate("`${getSelection()}`")
    copied = page.evaluate(
        """() => {
          const data = new DataTransfer();
          const asked = {clipboardData: data, bubbles: true, cancelable: true};
          document.querySelector("main").dispatchEvent(new ClipboardEvent("copy", asked));
          return data.getData("text/plain");
        }"""
    )
    assert "အီးမေးလ်" in copied
    assert "\u2060" not in copied
