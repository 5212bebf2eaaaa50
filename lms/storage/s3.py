"""Stores uploaded files in an S3 store; apart, because boto3 is installed for few."""

from storages.backends.s3 import S3Storage

from lms.storage.names import WholeNames


class WholeNameS3Storage(WholeNames, S3Storage):
    """Under their whole names."""
