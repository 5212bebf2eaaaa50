import io
import zipfile

from people.files import pack_files


def test_the_same_files_are_the_same_archive_and_take_little_space():
    files = {"words.txt": b"a" * 10_000, "ရုံး/b.txt": b"b"}
    packed = pack_files(files)
    assert pack_files(dict(files)) == packed
    assert len(packed) < 1_000
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
