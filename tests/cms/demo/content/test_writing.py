from cms.demo.content.writing import write_body


def test_neighbouring_prose_is_one_text_and_keeps_its_place():
    said = {"en": "A < B", "my": "က"}
    blocks = [{"p": said}, {"list": [said]}, {"check": {"question": said, "answer": said}}]
    text, check = write_body(blocks, "en", path="x", media={})
    assert text["value"] == "<p>A &lt; B</p><ul><li>A &lt; B</li></ul>"
    assert check["type"] == "self_check"
    burmese = write_body(blocks, "my", path="x", media={})
    assert [block["id"] for block in burmese] == [text["id"], check["id"]]
