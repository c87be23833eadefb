from django.db import models


class LoadedFile(models.Model):
    """What a content file said when it was last loaded, so that a later load never overwrites what staff wrote since.

    `name` is the folder with the number or key, as in questions/2070; for a picture it is the file's own name, and
    the digest is that of its bytes. `edit` is the desk's, 0 for what has no desk.
    """

    name = models.CharField(max_length=140, primary_key=True)
    digest = models.CharField(max_length=64)
    edit = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def remember(name: str, digest: str, edit: int = 0) -> None:
    if not LoadedFile.objects.filter(name=name, digest=digest, edit=edit).exists():
        LoadedFile.objects.update_or_create(name=name, defaults={"digest": digest, "edit": edit})
