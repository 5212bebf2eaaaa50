"""Static files are stored under names with their digest, and only those are compressed."""

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from lms.storage.static import StaticFilesStorage


def collect(folder, **files):
    source, storage = FileSystemStorage(folder / "source"), StaticFilesStorage(folder / "static")
    paths = {}
    for name, content in files.items():
        path = name.replace("_", ".")
        for place in (source, storage):
            place.save(path, ContentFile(content))
        paths[path] = (source, path)
    list(storage.post_process(paths))
    return storage, {path.name for path in (folder / "static").iterdir()}


def test_only_the_hashed_names_are_compressed(tmp_path):
    storage, names = collect(tmp_path, frame_css=b"a { color: red }\n" * 200)
    hashed = storage.hashed_files["frame.css"]
    assert hashed != "frame.css"
    assert {"frame.css", hashed, f"{hashed}.gz"} <= names
    assert "frame.css.gz" not in names


def test_pictures_and_maps_are_not_compressed(tmp_path):
    _storage, names = collect(tmp_path, scheme_map=b"{}" * 2000, photo_png=b"a" * 4000)
    assert not [name for name in names if name.endswith((".gz", ".br"))]


def test_our_own_styles_and_scripts_are_served_without_comments(tmp_path):
    storage = StaticFilesStorage(tmp_path)
    style = b"/* Why:\n   so. */\na {\n  color: red; /* so */\n}\n"
    script = b"// Why.\n  // More.\n  const a = `\n  /* b */`; // c\n"
    for name, content, kept in (
        ("css/a.css", style, b"\na {\ncolor: red; \n}\n"),
        ("js/a.js", script, b"  const a = `\n  /* b */`; // c\n"),
        ("vendor/a.js", script, script),
        ("css/a.svg", style, style),
    ):
        with storage.open(storage.save(name, ContentFile(content))) as saved:
            assert saved.read() == kept


def test_a_file_that_was_read_for_its_digest_is_saved_whole(tmp_path):
    storage = StaticFilesStorage(tmp_path)
    read = ContentFile(b"// Why.\nconst a = 1;\n")
    read.read()
    with storage.open(storage.save("js/a.js", read)) as saved:
        assert saved.read() == b"const a = 1;\n"
