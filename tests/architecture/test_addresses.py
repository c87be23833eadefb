"""Who gets what at every address: the table in `addresses` against real requests."""

import re
from copy import deepcopy

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

from clinic_site.claims.models import Pack, Rule
from clinic_site.content.registry import page_types
from clinic_site.content.topic import Topic
from clinic_site.feedback.giving import give
from clinic_site.feedback.models import Feedback
from clinic_site.glossary.models import Term
from clinic_site.images.models import Image, add
from clinic_site.numbers.models import Number
from clinic_site.references.models import Reference
from clinic_site.review.models import Recall
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym
from clinic_site.views import slowing
from tests import builders, copies
from tests.architecture.addresses import DONE, EVERYBODY, PUBLIC, STAFF, expected, filled, routes, table
from tests.architecture.at_rest import at_rest, undrawn
from tests.clinic_site.content.lives import MAKERS, pages_in_every_state
from tests.clinic_site.glossary.shelf import term
from tests.clinic_site.images.pictures import png
from tests.clinic_site.review.recalls import recalled
from tests.clinic_site.search import taught

ROUTES = dict(routes())
STATES = ("draft", "submitted", "returned", "approved", "published", "superseded", "withdrawn", "own")
NEVER_PUBLIC = ("draft", "submitted", "returned", "approved")
FRAMED = re.compile(r"/\d+/preview/$")


def everything() -> copies.People:
    """A page of each kind in each state, one of them the editor's own, and one of everything else."""
    staff = builders.clinic()
    pages = {kind: pages_in_every_state(kind, staff) for kind in MAKERS}
    cited = builders.article(staff["editor"], "cited", body=f"It can ache [@{builders.reference().key}].\n")
    builders.published(cited, staff)
    term()
    give(number=pages["article"]["published"].number_id, revision=1, helpful=False)
    recalled(pages["article"]["published"], staff)
    pack = Pack.objects.create(key="general", title="Everywhere")
    words = {"term": "cure", "reason": "r", "suggestion": "s", "source": "s", "review_by": "2030-01-01"}
    Rule.objects.create(pack=pack, key="cure", **words)
    taught.synonym(), taught.red_flag(), taught.best_answer(), add(png(), by=staff["editor"])
    for kind in pages:
        MAKERS[kind](staff["owner"], f"own-{kind}", owner=staff["editor"])
    return staff


@pytest.fixture
def site(db, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    staff = copies.of(everything)
    pages = {
        model.kind: {state: model.objects.get(slug=f"{state}-{model.kind}") for state in STATES}
        for model in page_types()
    }
    words_of_search = [model.objects.get() for model in (Synonym, RedFlag, BestAnswer)]
    return {"staff": staff, "pages": pages, "image": Image.objects.get(), "taught": words_of_search}


def visitor(person: str, staff: dict) -> Client:
    client = Client()
    client.raise_request_exception = False
    if person == "deactivated":
        someone = builders.person("owner", name="Gone")
        client.force_login(someone)
        type(someone).objects.filter(pk=someone.pk).update(is_active=False)
    elif person == "superuser":
        client.force_login(builders.person(name="Super", is_superuser=True))
    elif person != "anonymous":
        client.force_login(staff[person])
    return client


TYPED = ("bundle", "bundle_in_capitals", "paper", "pdf", "number", "qr", "show")
NUMBERED = (
    "feedback", "api_page", "api_after", "admin:feedback_feedback_settle_page", "as_of_page", "as_of_copy", "recalls",
)  # fmt: skip


def plain_arguments(site: dict) -> dict[str, dict]:
    """What fills the places of an address that belongs to no page."""
    image, article, topic = site["image"], site["pages"]["article"]["published"], Topic.objects.first()
    rows = {"references_reference": Reference.objects.get().pk, "images_image": image.pk, "content_topic": topic.pk}
    rows |= {"glossary_term": Term.objects.get().pk, "claims_rule": Rule.objects.get().pk}
    rows |= {"claims_pack": Rule.objects.get().pack_id}
    rows |= {"accounts_user": site["staff"]["editor"].pk, "content_event": 1}
    rows |= {f"search_{row._meta.model_name}": row.pk for row in site["taught"]}
    rows |= {"feedback_feedback": Feedback.objects.get().pk}
    paths = {
        "picture": {"name": image.smallest()["name"]},
        "admin:images_image_file": {"name": image.smallest()["name"]},
        "articles:article": {"slug": article.slug},
        "faq:question": {"slug": site["pages"]["question"]["published"].slug},
        "disclaimer": {"slug": "emergency"},
        "handout": {"slug": site["pages"]["handout"]["published"].slug},
        **dict.fromkeys(TYPED, {"typed": article.number_id}),
        "topic": {"slug": topic.slug},
        "reference": {"key": "Brady2014"},
        **dict.fromkeys(NUMBERED, {"number": article.number_id}),
        "recall": {"number": article.number_id, "pk": Recall.objects.get().pk},
        "pick": {"what": "sources"},
        "social": {"number": article.number_id, "revision": 1},
        "invitation": {"uidb64": "MQ", "token": "a-b"},
        "admin:app_list": {"app_label": "articles"},
        "admin:view_on_site": {
            "content_type_id": ContentType.objects.get_for_model(article).pk, "object_id": article.pk,
        },
        "admin/(?P<url>.*)$": {"url": "nowhere/"},
    } | after_the_last(topic.slug) | of_accounts(site["staff"])  # fmt: skip
    for name, pk in rows.items():
        for verb in ("change", "history", "delete", "confirm", "replace", "replaced", "standing", "settle"):
            paths[f"admin:{name}_{verb}"] = {"object_id": pk}
        paths[f"admin/{name.replace('_', '/')}/<path:object_id>/"] = {"object_id": pk}
    return paths


def of_accounts(staff: dict) -> dict[str, dict]:
    """Nobody here has a second factor, or a browser that knows them."""
    nothing = dict.fromkeys(("account_factor_remove", "account_device_forget"), {"pk": 1})
    return nothing | {"signing_in": {"object_id": staff["editor"].pk}}


def after_the_last(slug: str) -> dict[str, dict]:
    """Nothing comes after it."""
    last = Number.objects.latest("digits").digits
    return {
        "articles:after": {"after": last},
        "faq:after": {"after": last},
        "sitemap_after": {"after": last},
        "topic_after": {"slug": slug, "after": last},
    }


def visits(site: dict, person: str):
    """Every (row of the table, address) worth asking."""
    pages = {(type(page)._meta.label_lower.replace(".", "_"), state): page for kind in site["pages"].values()
             for state, page in kind.items()}  # fmt: skip
    plain = plain_arguments(site)
    for name, route in ROUTES.items():
        model = next(
            (model for model, _state in pages if re.search(rf"{model}_|{model.replace('_', '/')}/<", name)), None
        )
        if model is None or "object_id" not in route:
            yield name, filled(route, plain.get(name, {}))
            continue
        for (of, state), page in pages.items():
            if of == model and is_worth_a_visit(person, model, state):
                yield row_of(name, state), filled(route, {"object_id": page.pk, "number": 1})


def is_worth_a_visit(person: str, model: str, state: str) -> bool:
    """All states of an article; of the other kinds, which share its screens, a draft and a public page."""
    if person not in STAFF:
        return state == "published"
    # To whom everything is open, an address of one kind says as much as that of another.
    if person == "superuser" and model != "articles_article":
        return state == "published"
    return model == "articles_article" or state in {"draft", "published"}


def row_of(name: str, state: str) -> str:
    rows = table()
    words = (state, "draft" if state == "own" else "", "never-public" if state in (*NEVER_PUBLIC, "own") else "")
    return next((f"{name} {word}" for word in words if f"{name} {word}" in rows), name)


def asked(client: Client, method: str, address: str, **more):
    """The answer; what it did is taken back, so that the next one meets the same site."""
    body = "seen=" if method == "POST" else ""
    with transaction.atomic():
        response = client.generic(method, address, body, "application/x-www-form-urlencoded", **more)
        transaction.set_rollback(True)
    return response


def got(response) -> str:
    if response.status_code == 302 and response["Location"].startswith("/admin/login/?next="):
        return "sign-in"
    return str(response.status_code)


def is_as_expected(answer: str, wanted: str) -> bool:
    return int(answer) in DONE if wanted == "done" and answer.isdigit() else answer == wanted


def policy_faults(response, address: str) -> list[str]:
    """What is wrong with the headers that close doors; only a preview may be framed, and by this site alone."""
    policy = response.get("Content-Security-Policy", "")
    frame = "'self'" if FRAMED.search(address) and response.status_code == 200 else "'none'"
    closed = policy.startswith("sandbox; default-src 'none'") or f"frame-ancestors {frame}" in policy
    framing = "SAMEORIGIN" if frame == "'self'" else "DENY"
    right = "unsafe-" not in policy and "default-src 'none'" in policy and closed and "*" not in policy
    return [] if right and response["X-Frame-Options"] == framing else [f"{address}: {policy}"]


def test_every_address_has_a_row_and_every_row_an_address():
    rows = {name.split(" ")[0] for name in table()}

    assert sorted(set(ROUTES) - rows) == []
    assert sorted(rows - set(ROUTES)) == []


def refusals_of(site: dict, person: str) -> list[str]:
    """Each answer that is not the one of the table, and each header that leaves a door open. A row's screen is drawn
    once; test_headers draws it for a page in each state."""
    client, rows, wrong, drawn = visitor(person, site["staff"]), table(), [], set()
    cookies = deepcopy(client.cookies)
    for name, address in visits(site, person):
        if name not in rows:
            continue  # the test above names it
        for method in ("GET", "POST"):
            client.cookies = deepcopy(cookies)  # one of the addresses signs out
            with undrawn(name in drawn):
                response = asked(client, method, address)
            wanted = expected(rows[name], method, person)
            if not is_as_expected(got(response), wanted):
                wrong.append(f"{person}: {method} {address} ({name}): {got(response)}, not {wanted}")
            wrong += [f"{person}: {fault}" for fault in policy_faults(response, address)]
        drawn.add(name)
    return wrong


@pytest.mark.parametrize(
    "people",
    [
        pytest.param(["anonymous"], id="visitors"),
        pytest.param([person for person in EVERYBODY if person != "anonymous"], id="staff"),
    ],
)
def test_each_person_gets_what_the_table_says(site, people: list[str]):
    """All on one site: what an answer did is taken back."""
    with at_rest(people == ["anonymous"]):
        assert "\n".join(wrong for person in people for wrong in refusals_of(site, person)) == ""


BAD_KEYS = ("0", "-1", "9" * 18, "9" * 40, "9" * 5000, "x", "%00", "%ff", "a/b", "1'--", "_3A", "%F0%9F%98%80", "1.5")


@pytest.mark.parametrize("person", ["anonymous", "owner"])
def test_a_key_that_names_nothing_is_never_our_fault(clinic, person: str, monkeypatch):
    # Who is slowed is asked nothing.
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)
    client, wrong = visitor(person, clinic), []
    places = {"revision": "1", "number": "1", "content_type_id": "1", "uidb64": "MQ", "token": "a-b", "pk": "1"}

    with at_rest():
        for name, route in ROUTES.items():
            # A visitor is sent to sign in whatever the key is.
            keys = BAD_KEYS[:1] if person == "anonymous" and route.startswith("admin/") else BAD_KEYS
            for key in keys if "<" in route else ():
                arguments = places | dict.fromkeys(
                    ("object_id", "slug", "key", "name", "typed", "app_label", "url", "what", "after"), key
                )
                response = asked(client, "GET", filled(route, arguments))
                if response.status_code not in {301, 302, 400, 403, 404, 405}:
                    wrong.append(f"{name} {key[:20]}: {response.status_code}")

    assert "\n".join(wrong) == ""


BAD_QUERIES = (
    "%00", "a=%00", "a[]=1", "number=%00", "number=9999999999", "number=%F0%9F%98%80", "answers=%ff", "page=-1", "p=x",
    "e=1", "o=x.y.z", "q=%00", "q=%ff", "next=//elsewhere.example", "_changelist_filters=%ff", "owner__id__exact=x",
    "needs=nothing", "verb__exact=%27", "_to_field=password", "&&&=;", "a=" + "b" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("person", ["anonymous", "owner"])
def test_a_query_that_makes_no_sense_is_never_our_fault(site, person: str):
    client, wrong = visitor(person, site["staff"]), []
    lists = [name for name in ROUTES if name.endswith("_changelist")] if person == "owner" else PUBLIC.split()
    forms = ["admin:articles_article_add", "sign_in"]

    with at_rest():
        for name in (*lists, *forms):
            for query in BAD_QUERIES:
                address = filled(ROUTES[name], plain_arguments(site).get(name, {}))
                response = asked(client, "GET", f"{address}?{query}")
                if response.status_code >= 500 or response.get("Location", "/x")[:2] == "//":
                    wrong.append(f"{name} ?{query[:30]}: {response.status_code}")

    assert "\n".join(wrong) == ""
