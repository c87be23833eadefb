from datetime import datetime
from operator import attrgetter

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.content.event import Verb, record
from clinic_site.content.refused import Refused
from clinic_site.freezing import Frozen
from clinic_site.generation.models import move as move_generation
from clinic_site.numbers.models import Number, take
from clinic_site.profile.dated import DatedRow, NotYet
from clinic_site.profile.models import in_force as profile_in_force
from clinic_site.redirects.models import number_at


class TopicKind(models.TextChoices):
    MOMENT = "moment", _("a moment (before, on the day, after …)")
    BODY_AREA = "body area", _("a part of the body")
    CONDITION = "condition", _("a condition or question")


class Topic(models.Model):
    """What pages are grouped by. Its words are dated rows of their own, each confirmed by a second person."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="+", editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        default_permissions = ("add", "change", "view", "second")

    def __str__(self) -> str:
        texts = sorted(self.texts.all(), key=attrgetter("pk"))
        return texts[-1].title if texts else self.slug

    @property
    def path(self) -> str:
        return topic_path(self.slug)


def topic_path(slug: str) -> str:
    return f"/topics/{slug}/"


class TopicText(DatedRow):
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="texts", editable=False)
    title = models.CharField(_("title"), max_length=60)
    summary = models.CharField(_("summary"), max_length=160, help_text=_("One sentence: what the reader finds here."))
    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind.choices, default=TopicKind.MOMENT)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=50)

    frozen = Frozen(
        never=("topic_id", "title", "summary", "kind", "position", "made_by_id", "made_at", "alone"),
        once=("in_force_at", "second_by_id"),
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("topic text")
        verbose_name_plural = _("topic texts")

    def __str__(self) -> str:
        return self.title


def in_force(at: datetime | None = None):
    """The texts readers saw at that moment (see now when none is given), one a topic, as a query."""
    since = {"in_force_at__isnull": False} if at is None else {"in_force_at__lte": at}
    newest = TopicText.objects.filter(topic=OuterRef("topic"), **since).order_by("-in_force_at", "-id")
    return TopicText.objects.filter(id=Subquery(newest.values("id")[:1]))


def slug_is_free(slug: str, topic: Topic | None = None) -> bool:
    old = number_at(topic_path(slug))
    others = Topic.objects.filter(slug=slug)
    return not (others.exclude(pk=topic.pk) if topic else others).exists() and old in {None, topic and topic.number_id}


def refuse_slug(slug: str, topic: Topic | None = None) -> None:
    """An address belongs to one topic for ever, and stays once readers have seen it: signed pages name it."""
    if not slug_is_free(slug, topic):
        raise Refused(gettext("The address “%(slug)s” belongs to another topic. Choose another.") % {"slug": slug})
    if topic and topic.slug != slug and topic.texts.filter(in_force_at__isnull=False).exists():
        raise Refused(
            gettext("Readers know this topic as “%(slug)s”, so it keeps its address. Change its title instead.")
            % {"slug": topic.slug}
        )


@transaction.atomic
def write(*, by, slug: str, number: str = "", topic: Topic | None = None, **text) -> TopicText:
    """A new topic, or a new text for one. Readers see it once a second person has confirmed it."""
    if not by.has_perm("content.change_topic"):
        raise PermissionDenied(gettext("You may not write topics."))
    refuse_slug(slug, topic)
    if topic is None:
        topic = Topic.objects.create(number=take(number), slug=slug)
    elif topic.slug != slug:
        topic.slug = slug
        topic.save(update_fields=["slug"])
    row = TopicText(topic=topic, made_by=by, **text)
    if profile_in_force().allows_single_signature:
        row.alone, row.in_force_at = True, timezone.now()
    row.full_clean(exclude=["made_by", "topic"])
    row.save()
    record(Verb.TOPIC, by=by, number=topic.number_id, note=row.title, text=row.pk)
    move_generation()
    return row


@transaction.atomic
def confirm(row: TopicText, *, by) -> None:
    if not by.has_perm("content.second_topic"):
        raise PermissionDenied(gettext("You may not confirm topics."))
    newest = TopicText.objects.filter(topic=row.topic).aggregate(newest=Max("id"))["newest"]
    if row.pk != newest:
        raise Refused(gettext("Somebody wrote a newer text of this topic. Read it, then decide again."))
    try:
        row.second(by=by)
    except NotYet as refusal:
        raise Refused(str(refusal)) from refusal
    record(Verb.TOPIC, by=by, number=row.topic.number_id, note=gettext("confirmed"), text=row.pk)
    move_generation()
