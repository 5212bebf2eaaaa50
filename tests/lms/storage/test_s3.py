"""An S3 store gives files the names that a folder gives them."""

import pytest

from lms.storage.names import WholeNameStorage
from lms.storage.s3 import WholeNameS3Storage

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("name", ["ရုံးသုံး လုပ်ထုံး.pdf", "../../etc/passwd", "Form (new) v1.2.pdf"])
def test_a_name_is_the_same_in_both_stores(name):
    store = WholeNameS3Storage(bucket_name="lessons", file_overwrite=False)
    assert store.get_valid_name(name) == WholeNameStorage().get_valid_name(name)
