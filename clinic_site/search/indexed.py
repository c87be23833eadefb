"""What the search keeps of each public page, already as words without endings, and the words it knows.

The database only finds which pages hold which words; what they mean and which page comes first is decided in Python, so
that both databases answer alike.
"""

from django.db import models

EVERY_PAGE = ""
HEAD, REST = ("title", "list_title", "search_words"), ("short", "body")


class Indexed(models.Model):
    """One public page. `id` is its number with a 1 before it: 0042 and 00042 differ, and every rebuild agrees.

    The columns of HEAD and REST hold words without endings, one space between them.
    """

    id = models.PositiveIntegerField(primary_key=True)
    number = models.CharField(max_length=5, unique=True)
    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=300)
    title = models.TextField()
    list_title = models.TextField()
    search_words = models.TextField()
    short = models.TextField()
    body = models.TextField()
    # The words as people write them, each once: what `Word` counts.
    seen = models.TextField()
    seen_in_head = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.heading} ({self.number})"


class Word(models.Model):
    """A word of the index as it is written, on how many pages it is, and how many are about it. EVERY_PAGE is no word:
    it tells how many pages there are, which a database would count one by one."""

    word = models.CharField(max_length=64, primary_key=True)
    backwards = models.CharField(max_length=64, db_index=True)
    stem = models.CharField(max_length=64, db_index=True)
    pages = models.IntegerField()
    heads = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.word
