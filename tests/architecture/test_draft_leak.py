"""Invariants 9 and 12: an anonymous visitor who tries every address finds no unpublished word and gets no cookie."""

import re
from itertools import product

import pytest
from django.db import models
from django.test import Client

from articles.models import Article
from clinic_site.accounts.models import User
from clinic_site.content import kept, publishing, topic, workflow
from clinic_site.content.registry import page_types
from clinic_site.content.topic import Topic
from clinic_site.glossary.models import Term
from clinic_site.images.models import Image, add
from clinic_site.numbers.models import Number
from clinic_site.profile.models import CONTENT, Profile, amend
from clinic_site.references.models import Reference
from clinic_site.review import recalling
from clinic_site.views import slowing
from tests import builders, copies
from tests.architecture.addresses import filled, routes
from tests.architecture.at_rest import at_rest
from tests.clinic_site.content.lives import MAKERS, edited, pages_in_every_state, withdrawn
from tests.clinic_site.images.pictures import jpeg, png
from tests.clinic_site.pagecache.whole import asked, whole_site
from tests.clinic_site.review.recalls import recalled

SECRET = "zqxsecret"
PUBLIC = "zqxpublic"
LEAK = re.compile(rf"{SECRET}[\w ]*|@example\.test")
NEVER_PUBLIC = ("draft", "submitted", "returned", "approved")


def secrets_of(kind: str, state: str) -> dict:
    """A secret in each text of the wording, so that a leak names its field."""
    model = next(model for model in page_types() if model.kind == kind)
    named = {"body", "search_words", "lede", "short_answer", "short_form", "question", "list_title", "title"}
    texts = {name: f"{SECRET} {state} {kind} {name}" for name in named & set(model.wording_fields())}
    hidden = {"points": [f"{SECRET} {state} {kind} point"]} if "points" in model.wording_fields() else {}
    hidden |= {
        "search_words": [f"{SECRET} {state} {kind} words"],
        "supports": [f"Brady2014: {SECRET} {state} {kind} supports"],
        "reasons": [f"passive-123456: {SECRET} {state} {kind} reason"],
    }
    return texts | hidden


def secret_references(staff: dict) -> str:
    """One cited and edited since, one cited by a draft only, one never cited; the key of the first."""
    texts = {name: f"{SECRET} reference {name}" for name in ("authors", "title", "source", "label", "finding")}
    builders.reference("DraftOnly2020", **texts)
    builders.reference("Uncited2020", **texts)
    builders.reference("Cited2020")
    builders.article(staff["editor"], "cites-in-draft", body="Words [@DraftOnly2020].\n")
    builders.published(builders.question(staff["editor"], "cites", body=f"{PUBLIC} words [@Cited2020].\n"), staff)
    Reference.objects.filter(key="Cited2020").update(**texts)
    return "Cited2020"


def secret_pictures(staff: dict) -> None:
    """One that no page has shown, and one that is public and described anew since."""
    words = {name: f"{SECRET} {name}" for name in ("alt", "caption", "credit")} | {"alt_choice": "informative"}
    add(png(), by=staff["editor"], key="unreleased", **words)
    add(jpeg((60, 30)), by=staff["editor"], key="released", alt_choice="informative", alt="Fine")
    builders.article(staff["editor"], "pictured-draft", body="![](image:unreleased)\n")
    builders.published(builders.article(staff["editor"], "pictured", body=f"{PUBLIC}\n\n![](image:released)\n"), staff)
    Image.objects.filter(key="released").update(**words)


def secret_terms(staff: dict) -> None:
    """A medical word that a draft explains, and one that is public and was reworded since."""
    words = {"plain": f"{SECRET} plain", "explanation": f"{SECRET} explanation"}
    Term.objects.create(key="hidden", term="hidden term", **words)
    Term.objects.create(key="bursa", term="bursa", plain="cushion", explanation="A cushion between muscle and bone.")
    builders.article(staff["editor"], "explains-in-draft", body="It is a [[hidden term]].\n")
    builders.published(builders.article(staff["editor"], "explains", body=f"{PUBLIC} [[bursa]].\n"), staff)
    Term.objects.filter(key="bursa").update(**words)


def secret_typing(staff: dict) -> None:
    number = builders.article(staff["editor"], "typing").number_id
    fields = {"body": [f"{SECRET} typed"], "title": [f"{SECRET} title"]}
    for place in (number, None):
        kept.keep(by=staff["editor"], kind="article", number=place, base_edit=1, fields=fields)


def secret_profile(staff: dict) -> None:
    texts = [name for name in CONTENT if isinstance(Profile._meta.get_field(name), models.CharField)]
    free = [name for name in texts if name not in {"phone", "emergency_number", "email", "language"}]
    row = amend(
        by=staff["owner"], phone="01632 960055", email=f"{SECRET}@example.org", **dict.fromkeys(free, f"{SECRET} row")
    )
    assert row.in_force_at is None


def secret_topics(staff: dict) -> None:
    words = {"title": f"{SECRET} topic", "summary": f"{SECRET} summary"}
    topic.write(by=staff["editor"], slug="waiting-topic", position=1, **words)
    topic.write(
        by=staff["editor"], slug="after-treatment", topic=Topic.objects.get(slug="after-treatment"), position=1, **words
    )


def secret_pages(kind: str, staff: dict) -> None:
    pages = pages_in_every_state(kind, staff)
    for state in NEVER_PUBLIC:
        page = MAKERS[kind](staff["editor"], f"secret-{state}-{kind}", **secrets_of(kind, state))
        if state == "draft":
            continue
        revision = workflow.submit(page, by=staff["editor"], note=f"{SECRET} note")
        if state == "returned":
            workflow.return_(revision, by=staff["reviewer"], note=f"{SECRET} return")
        if state == "approved":
            workflow.approve(revision, by=staff["reviewer"], note=f"{SECRET} approval")
    for state in ("published", "superseded", "withdrawn"):
        page = edited(pages[state], staff["editor"], **secrets_of(kind, f"desk of {state}"))
        if state == "superseded":
            workflow.submit(page, by=staff["editor"], note=f"{SECRET} note")
    gone = builders.published(MAKERS[kind](staff["editor"], f"gone-{kind}"), staff)
    withdrawn(gone, staff, pages["published"], note=f"{SECRET} withdrawal")
    workflow.confirm(pages["published"].revisions.get(), by=staff["reviewer"], note=f"{SECRET} confirmation")
    moved = MAKERS[kind](staff["editor"], f"old-{kind}")
    builders.published(moved, staff)
    publishing.move(
        edited(moved, staff["editor"], **secrets_of(kind, "moved")), by=staff["publisher"], slug=f"new-{kind}"
    )


def secret_recalls(staff: dict) -> None:
    """What staff wrote for the record about a notice that stands and about one that ended."""
    page = Article.objects.get(slug="public")
    for what in ("care", "risk"):
        row = recalled(page, staff, what=what, note=f"{SECRET} note of a recall")
    recalling.read_again(row, by=staff["reviewer"], note=f"{SECRET} second reading")
    recalling.end_recall(row, by=staff["publisher"], note=f"{SECRET} end")


def hidden_everywhere() -> copies.People:
    """A site with something to hide in every corner, and public words beside it."""
    staff = builders.clinic()
    builders.published(
        builders.article(staff["editor"], "public", lede=f"{PUBLIC} lede.", body=f"{PUBLIC} body.\n"), staff
    )
    for kind in MAKERS:
        secret_pages(kind, staff)
    secret_references(staff)
    secret_pictures(staff)
    secret_topics(staff)
    secret_terms(staff)
    secret_typing(staff)
    secret_profile(staff)
    secret_recalls(staff)
    for person in User.objects.all():
        words = {"name": f"{SECRET} {person.name}", "registration": f"{SECRET} registration"}
        User.objects.filter(pk=person.pk).update(email=f"{SECRET}{person.pk}@example.test", **words)
    return staff


@pytest.fixture
def secretive(db, settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    # Who is slowed sees nothing that could leak.
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)
    return copies.of(hidden_everywhere)


def places() -> dict[str, list]:
    """Everything that can stand in an address: every slug, number, key, picture and id there is."""
    pages = [page for model in page_types() for page in model.objects.all()]
    slugs = {page.slug for page in pages} | set(Topic.objects.values_list("slug", flat=True))
    slugs |= {f"old-{kind}" for kind in MAKERS}
    numbers = list(Number.objects.values_list("digits", flat=True))
    names = [rendition["name"] for image in Image.objects.all() for rendition in image.renditions]
    keys = list(Reference.objects.values_list("key", flat=True))
    return {
        "slug": sorted(slugs), "typed": numbers, "number": numbers, "key": [*keys, "Nobody1999"], "name": names,
        "revision": [1, 2], "object_id": [pages[0].pk], "uidb64": ["MQ"], "token": ["a-b"], "app_label": ["articles"],
        "content_type_id": [1], "after": numbers[:2], "url": ["nowhere"], "what": ["sources"], "pk": [1],
    }  # fmt: skip


def addresses_of_routes() -> list[list[str]]:
    """Each route with each value that could fill it; of staff addresses one each, as they all lead to one door."""
    values, found = places(), []
    for _name, route in routes():
        wanted = list(dict.fromkeys(re.findall(r"<(?:\w+:)?(\w+)>", route)))
        fillings = list(product(*(values[name] for name in wanted)))
        one_door = route.startswith("admin/") and "name" not in wanted
        found.append(
            [filled(route, dict(zip(wanted, filling, strict=True))) for filling in fillings[: 1 if one_door else None]]
        )
    return found


def every_address() -> list[str]:
    return [address for addresses in addresses_of_routes() for address in addresses]


def said(response) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers + "\n" + response.content.decode("utf-8", "replace")


VISITOR = Client(raise_request_exception=False)


def visit(method: str, address: str):
    """As somebody who was never here."""
    VISITOR.cookies.clear()
    return getattr(VISITOR, method)(address, follow=True)


def faults_of(response, address: str) -> list[str]:
    faults = [f"leaks {leak}" for leak in set(LEAK.findall(said(response)))]
    faults += ["is our fault"] if response.status_code >= 500 else []
    faults += ["sets a cookie"] if response.cookies and not address.startswith("/admin/") else []
    return faults


def crawl(addresses: list[str], methods: tuple[str, ...], answered: list[str] | None = None) -> list[str]:
    """The faults; `answered` receives the addresses that brought a page, which is what could have been kept."""
    faults = []
    for address in addresses:
        for method in methods:
            response = visit(method, address)
            faults += [f"{method} {address} {fault}" for fault in faults_of(response, address)]
            if method == "get" and response.status_code == 200 and answered is not None:
                answered.append(address)
    return faults


def kept_leaks(site, addresses: list[str]) -> list[str]:
    """What an answer that was made for keeping gives away, and the same from memory."""
    leaks = []
    for address in addresses:
        cold, warm = asked(site, address), asked(site, address)
        said = "\n".join(f"{got.headers}\n{got.body.decode('utf-8', 'replace')}" for got in (cold, warm))
        leaks += [f"{address} leaks {leak}" for leak in set(LEAK.findall(said))]
        leaks += [f"{address} sets a cookie"] if "set-cookie" in cold.headers | warm.headers else []
    return leaks


def test_a_crawl_of_every_address_finds_no_unpublished_word(secretive, settings):
    """What brought a page once more and through what keeps answers, cold and warm. GET and HEAD differ in the body
    only, which HEAD leaves out: one address of each route is asked with every method."""
    addresses, first = every_address(), [of_route[0] for of_route in addresses_of_routes()]
    public = [address for address in addresses if not address.startswith("/admin/")]
    staff, answered = [address for address in addresses if address not in set(public)], []

    with at_rest():
        assert "\n".join(crawl(public, ("get", "post"), answered)) == ""
        assert len(public) > 400
        assert len(answered) > 200
        assert "\n".join(crawl(staff, ("get", "post"))) == ""
        assert "\n".join(crawl(first, ("head", "options"))) == ""
        with whole_site(settings) as site:
            assert "\n".join(kept_leaks(site, answered)) == ""
            assert len(site.shelf) > 150


def test_the_crawl_does_read_what_is_public(secretive):
    """Else a crawl that is shown nothing at all would find no fault."""
    addresses = every_address()
    seen = "\n".join(said(visit("get", address)) for address in ("/articles/", "/articles/public/", "/faq/cites/"))

    assert {"/articles/", "/articles/public/", "/faq/cites/"} < set(addresses)
    assert [words for words in (f"{PUBLIC} lede", f"{PUBLIC} body", f"{PUBLIC} words") if words not in seen] == []


QUERIES = ("answers=1", f"q={SECRET[:5]}", "number={number}", "preview=1", "revision=2", "draft=1", "format=json")


def test_no_query_brings_an_unpublished_word_out(secretive):
    numbers, faults = places()["number"], []
    plain = [filled(route, {}) for _name, route in routes() if "<" not in route and not route.startswith("admin/")]

    with at_rest():
        for address in (*plain, "/articles/public/", "/articles/secret-draft-article/", "/topics/after-treatment/"):
            for query in QUERIES:
                asked = f"{address}?{query}".format(number=numbers[0])
                faults += [f"{asked} {fault}" for fault in faults_of(visit("get", asked), asked)]
        for number in numbers:
            faults += faults_of(visit("get", f"/?number={number}"), "/")

    assert "\n".join(faults) == ""


def test_a_refused_form_of_a_visitor_sets_no_cookie(clinic):
    visitor = Client(enforce_csrf_checks=True)

    for address in ("/", "/articles/", "/faq/", "/nowhere/", "/2024"):
        assert not visitor.post(address, {"a": "b"}).cookies
    assert visitor.cookies == {}
