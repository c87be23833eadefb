"""A second place for backups in an S3-compatible bucket: the extra of requirements-s3.txt. Where it is and the key to
it are those of the pictures' bucket."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult

from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

FAULTS = (BotoCoreError, ClientError, S3UploadFailedError)


class BucketPlace:
    def __init__(self, parts: SplitResult):
        known = settings.STORAGES["pictures"]["OPTIONS"]
        self.name, self.prefix = parts.hostname, parts.path.strip("/")
        self.client = S3Storage(**known | {"bucket_name": self.name}).connection.meta.client

    def sizes(self, folder: str) -> dict[str, int]:
        within = self._key(f"{folder}/" if folder else "")
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=within, Delimiter="/")
        return _asked(
            lambda: {one["Key"].removeprefix(within): one["Size"] for page in pages for one in page.get("Contents", [])}
        )

    def put(self, name: str, path: Path) -> None:
        _asked(lambda: self.client.upload_file(str(path), self.name, self._key(name)))

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            _asked(partial(self.client.delete_object, Bucket=self.name, Key=self._key(name)))

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}" if self.prefix else name


def _asked(act):
    try:
        return act()
    except FAULTS as fault:
        raise OSError(f"the bucket of backups can't be asked: {fault}") from fault
