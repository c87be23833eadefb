"""Pictures in an S3-compatible bucket, for machines that share them: the extra of requirements-s3.txt.

Nobody but the site reads it; whoever opens it to readers all the same finds the headers pictures go out with.
"""

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage

# In seconds: staff wait for an upload, and a reader for the first look at a picture on another machine.
ANSWERS_WITHIN, TRIES = 5, 2


class Bucket(S3Storage):
    """What is wrong with the bucket is an OSError, as with a disk; that a picture isn't there, FileNotFoundError."""

    def get_default_settings(self) -> dict:
        config = Config(connect_timeout=ANSWERS_WITHIN, read_timeout=ANSWERS_WITHIN, retries={"max_attempts": TRIES})
        return super().get_default_settings() | {
            "location": "pictures",
            "file_overwrite": True,  # by the same bytes at most
            "default_acl": None,
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},
            "client_config": config,
        }

    def exists(self, name: str) -> bool:
        return _asked(super().exists, name)

    def _save(self, name: str, content) -> str:
        return _asked(super()._save, name, content)

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        """Read to its end at once: later a fault would be another one."""
        opened = super()._open

        def read() -> bytes:
            with opened(name, mode) as stream:
                return stream.read()

        return ContentFile(_asked(read), name)


def _asked(act, *what):
    try:
        return act(*what)
    except (BotoCoreError, ClientError) as fault:
        raise OSError(f"the bucket of pictures can't be asked: {fault}") from fault
