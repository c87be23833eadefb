"""What belongs to the published edition: every address at which something is public, or ever was."""

import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import F, Max
from django.urls import reverse

from articles.models import STANDING
from clinic_site.content import library, listing, registry
from clinic_site.content.event import Event
from clinic_site.content.lists import line
from clinic_site.content.reading import read_shared
from clinic_site.content.registry import Located
from clinic_site.content.revision import ONCE_PUBLIC
from clinic_site.content.shared import Shared
from clinic_site.content.tombstone import Tombstone
from clinic_site.content.topic import Topic
from clinic_site.content.touched import Touched
from clinic_site.handouts.pdf_making import is_possible
from clinic_site.images.models import Image
from clinic_site.images.storage import address as picture_address
from clinic_site.operations import closed_pages, edition_beside
from clinic_site.pagecache.edition import CURRENT, EDITIONS, LAST, Edition
from clinic_site.pagecache.edition_writing import can_be_file
from clinic_site.pagecache.following import Follower
from clinic_site.pagecache.press import Address
from clinic_site.pagecache.serving import PageCache
from clinic_site.profile.models import in_force as profile_in_force
from clinic_site.redirects.models import Redirect

# Routes with nothing to fill in.
ALONE = (
    "home", "articles:index", "faq:index", "topics", "evidence", "glossary", "disclaimers", "contact", "changes",
    "handouts", "cards", "picker", "picker_list", "kept_screen", "giving_script", "worker", "manifest", "feed",
    "sitemap", "robots", "security_txt", "everything_kept", "api_pages", "api",
)  # fmt: skip
# Routes whose addresses are made below, from what the database holds.
FILLED = (
    "articles:article", "faq:question", "topic", "reference", "disclaimer", "handout", "number", "qr", "show", "paper",
    "api_page", "social", "picture", "articles:after", "faq:after", "topic_after",
    "sitemap_after", "api_after",
)  # fmt: skip
# Public routes that are in no edition: whatever somebody types or answers, what is made for one reader, and what tells
# how this process is.
LEFT_OUT = (
    "search", "feedback", "feedback_on_guide", "chosen", "bundle", "bundle_in_capitals", "pdf", "healthz", "readyz",
)  # fmt: skip
API_KINDS = frozenset({"article", "question"})
SOURCES = ("articles", "clinic_site", "faq", "static", "templates")
REVISION = {"revision": lambda model: F("revision")}


class Published:
    """What the press asks."""

    def addresses(self) -> Iterator[Address]:
        return addresses()

    def mark(self) -> int:
        return Event.objects.aggregate(last=Max("sequence"))["last"] or 0

    def program(self) -> str:
        return program()


def addresses() -> Iterator[Address]:
    """Each once. An address without a page is left out when it is asked; one that leads on is not."""
    seen = set()
    for address in _all():
        address = Address(address.path.encode().decode("latin-1"), address.query, address.stamp)
        if address.place not in seen and can_be_file(address.path):
            seen.add(address.place)
            yield address


def _all() -> Iterator[Address]:
    yield from (Address(path) for path in STANDING.values())
    yield from (Address(reverse(name)) for name in ALONE)
    yield Address(reverse("faq:index"), "answers=1")
    rows = [Located(*row) for row in registry.public_rows(registry.LOCATION, ONCE_PUBLIC)]
    yield from (Address(row.path) for row in rows)
    topics = list(Topic.objects.filter(texts__in_force_at__isnull=False).distinct())
    yield from (Address(topic.path) for topic in topics)
    yield from (Address(f"{library.PATH}{key}/") for key in library.cited(read_shared())[0])
    stones = list(Tombstone.objects.all())
    yield from (Address(registry.page_type(stone.kind).path_of(stone.slug)) for stone in stones)
    kinds = {row.number: row.kind for row in rows} | {stone.number_id: "tombstone" for stone in stones}
    paths = {row.number: row.path for row in rows} | {topic.number_id: topic.path for topic in topics}
    yield from numbered(kinds | {topic.number_id: "topic" for topic in topics}, paths)
    yield from (Address(path) for path in Redirect.objects.order_by("path").values_list("path", flat=True))
    yield from (Address(f"/articles/{slug}/") for slug in STANDING)
    yield from pictures()
    yield from further(topics)


def further(topics: list[Topic]) -> Iterator[Address]:
    """What comes after the first part of a long list."""
    common = read_shared()
    lists = [
        (reverse("articles:index"), ("",), frozenset({"article"}), {}),
        (reverse("faq:index"), ("", "answers=1"), frozenset({"question"}), {}),
        *((topic.path, ("",), listing.READABLE, {"topics__contains": line(topic.slug)}) for topic in topics),
    ]
    for path, queries, kinds, filters in lists:
        _rows, rest = listing.portion(common, kinds, **filters)
        while rest:
            yield from (Address(f"{path}after/{rest}/", query) for query in queries)
            _rows, rest = listing.portion(common, kinds, rest, **filters)
    yield from documents_of(common)


def documents_of(common: Shared) -> Iterator[Address]:
    """What other programs read, where one document does not hold all the pages."""
    parts = listing.ends(common)
    yield from (Address(reverse("sitemap_after", args=[part])) for part in ([listing.FIRST, *parts] if parts else []))
    for part in listing.ends(common, API_KINDS):
        yield Address(reverse("api_after", args=[part]))


def numbered(kinds: dict[str, str], paths: dict[str, str]) -> Iterator[Address]:
    """Of each number that is on paper somewhere, what people can ask with it. Its code never changes."""
    for number, kind in kinds.items():
        yield Address(reverse("number", args=[number]).rstrip("/"), stamp=paths.get(number, ""))
        yield Address(reverse("qr", args=[number]), stamp="code")
        yield Address(reverse("show", args=[number]))
        yield Address(reverse("paper", args=[number]))
        yield Address(reverse("paper", args=[number]), "size=large")
        if kind in API_KINDS:
            yield Address(reverse("api_page", args=[number]))


def pictures() -> Iterator[Address]:
    """Those on pages, and those that other sites show beside a link: a new profile may say another name there."""
    shown = Image.objects.filter(released_at__isnull=False)
    for renditions, square in shown.values_list("renditions", "square"):
        names = [rendition["name"] for rendition in renditions if rendition["name"] != square]
        yield from (Address(picture_address(name), stamp="picture") for name in names)
    profile = f"profile {profile_in_force().pk}"
    for number, revision in registry.public_rows({"number": registry.LOCATION["number"]} | REVISION):
        yield Address(reverse("social", args=[number, revision]), stamp=profile)


def program() -> str:
    """Other letters when a source file, or a setting that answers depend on, is another one."""
    said = [settings.SITE_ADDRESS, settings.TIME_ZONE, settings.SHARED_SECONDS, settings.HASHED_FILES, is_possible()]
    found = sha256(repr(said).encode())
    for name in SOURCES:
        # What Python compiles while a site runs, and the folder it is put into, leave the program as it is.
        found_here = (
            path for path in (settings.BASE_DIR / name).rglob("*") if path.suffix != ".pyc" and path.is_file()
        )
        for path in sorted(found_here):
            state = path.stat()
            found.update(f"{path.relative_to(settings.BASE_DIR)} {state.st_size} {state.st_mtime_ns}".encode())
    return found.hexdigest()[:12]


def folder() -> Path:
    return Path(settings.DATA_DIR) / "published"


def kept() -> Edition:
    return Edition(folder())


def take_down() -> None:
    """What another database had published, and nothing else that somebody keeps there."""
    names = (CURRENT, LAST, EDITIONS, *(f"{name}.html" for name in closed_pages.PAGES))
    for path in [folder() / name for name in names] if folder().is_dir() else ():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def attach(cache: PageCache) -> Follower | None:
    """Where the settings ask for an edition: it answers in need, and a thread of this process sees that it is up to
    date. Of several processes on a machine the first to look has it written, and the others read."""
    if not settings.EDITION:
        return None
    cache.edition = kept()
    cache.edition.announce()
    cache.edition.lay_aside_damaged()
    cache.watch.touched = Touched(cache.edition.mark())
    follower = Follower(cache, cache.edition, program(), settings.SITE_ADDRESS, edition_beside.write)
    follower.start()
    return follower
