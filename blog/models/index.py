"""The stems of posts, by which they are found, and the words that "did you mean" knows."""

from django.db import models

from search.index import Index
from search.rules.likeness import ENDS
from search.rules.stems import LONGEST


class PostIndex(Index):
    """One row for each published post under its own number.

    Scheduled ones are there too: who searches asks whether their time has come.
    """


class Reindexing(models.Model):
    """How far the index was written anew, in one row; `format` is that of `search.rules.texts`."""

    class Step(models.TextChoices):
        POSTS = "posts"
        COMMENTS = "comments"
        WORDS = "words"
        DONE = "done"

    format = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=Step.choices)
    after = models.BigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="reindexing_is_one_row")]

    def __str__(self) -> str:
        return f"{self.step} {self.after}"


class PostWords(models.Model):
    """Which words a post adds to `Word`, with spaces between them: to count them back when it changes."""

    post = models.OneToOneField("blog.Post", primary_key=True, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Word(models.Model):
    """A word of published posts by its spelling in letters from a to z, and as one of them writes it.

    `posts` have it. `head` and `tail` are its first and last letters: who mistypes a word seldom gets both
    wrong.
    """

    spelled = models.CharField(max_length=LONGEST, primary_key=True)
    written = models.CharField(max_length=LONGEST)
    head = models.CharField(max_length=ENDS)
    tail = models.CharField(max_length=ENDS)
    length = models.PositiveSmallIntegerField()
    posts = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["head", "length"], name="word_by_head"),
            models.Index(fields=["tail", "length"], name="word_by_tail"),
        ]

    def __str__(self) -> str:
        return self.written
