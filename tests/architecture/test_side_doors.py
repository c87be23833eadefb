"""Ways round the front door of a screen: other methods, lookups, pop-ups, lists edited in place, actions sent by hand,
names asked for one by one, and caches in front."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import connection, models
from django.test import Client
from django.urls import NoReverseMatch, reverse

from clinic_site.accounts.models import User
from clinic_site.content.admin_site import ClinicAdminSite, NoSideDoors
from clinic_site.views import slowing
from tests import builders
from tests.architecture import test_addresses
from tests.architecture.addresses import expected, table
from tests.architecture.at_rest import at_rest, undrawn
from tests.clinic_site.pagecache.whole import asked as asked_of
from tests.clinic_site.pagecache.whole import whole_site

everything = test_addresses.site
WRITES = re.compile(r'^\s*(INSERT|UPDATE|DELETE|REPLACE)[^"]*"(\w+)"', re.IGNORECASE)
# A session that its owner keeps alive, and who has a page open, so that others are told.
COUNTED = {"accounts_staffsession", "content_opened"}
SECRET = re.compile(r"argon2|md5\$|@example\.test")


class Writes:
    """The tables that statements wrote to."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and found[2] not in COUNTED:
            self.tables.add(found[2])
        return execute(sql, params, many, context)


def written(client: Client, method: str, address: str, data: dict | None = None):
    writes = Writes()
    with connection.execute_wrapper(writes):
        response = client.post(address, data) if data else test_addresses.asked(client, method, address)
    return response, writes.tables


def each_once(everything, person: str) -> Iterator[tuple[str, str]]:
    """One address of each name: what a method may do hangs on the screen, not on the row it is about."""
    seen = set()
    for name, address in test_addresses.visits(everything, person):
        if name not in seen:
            seen.add(name)
            yield name, address


@pytest.mark.parametrize("person", ["anonymous", "clinician"])
def test_no_method_but_post_writes_or_opens_what_get_does_not(everything, person, monkeypatch):
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)
    client, rows, wrong = test_addresses.visitor(person, everything["staff"]), table(), []
    for name, address in each_once(everything, person):
        # Django answers this one itself, with the names of methods.
        if name == "admin:autocomplete":
            continue
        for method in ("GET", "PUT", "DELETE", "OPTIONS", "NONSENSE"):
            with undrawn(method != "GET"):
                response, tables = written(client, method, address)
            answer, wanted = test_addresses.got(response), expected(rows[name], "GET", person)
            if tables:
                wrong.append(f"{method} {address} wrote to {tables}")
            if answer[0] == "5" or wanted in {"403", "sign-in", "404"} and answer == "200":
                wrong.append(f"{method} {address}: {answer}, GET {wanted}")

    assert "\n".join(wrong) == ""


# The start page is empty for them; the others are about themselves, say how to write, or give back what was sent.
OPEN_WITHOUT_A_ROLE = {
    "admin:index", "admin:jsi18n", "admin:logout", "admin:password_change", "admin:password_change_done",
    "desk", "find", "markdownx_markdownify", "paste", "preview_styles", "style",
    "account", "own_password", "passkey_options", "recovery_codes", "set_up", "set_up_app", "sign_out_everywhere",
}  # fmt: skip


def test_staff_without_a_role_see_their_start_page_and_nothing_of_the_work(everything):
    client = Client(raise_request_exception=False)
    person, opened = User.objects.create_user("norole@example.test", "No Role"), set()
    for name, address in each_once(everything, "clinician"):
        client.force_login(person)  # two of the addresses sign out
        for method in ("GET", "POST"):
            response, tables = written(client, method, address)
            if address.startswith("/admin/") and (response.status_code == 200 or tables):
                opened.add(name)

    assert opened == OPEN_WITHOUT_A_ROLE


LOOKUPS = (
    "owner__password__startswith=a", "owner__email__startswith=e", "owner__groups__name=Owner", "owner__is_staff=1",
    "deputy__password__contains=a", "actor__password__startswith=a", "by__password__startswith=a", "password=a",
    "email__startswith=e", "revisions__approved_by__password__startswith=a", "_to_field=password", "_to_field=email",
    "password__startswith=argon2", "last_login__year=2026", "is_superuser__exact=0", "groups__user__password__gt=a",
    "sessions__session_key__startswith=a", "email__exact=e&sessions__session_key__startswith=a", "sessions__gt=a",
    "devices__digest__startswith=a", "authenticator__data__icontains=secret", "letter__text__contains=invitation",
    "text__contains=invitation", "to__password__startswith=a", "to__sessions__session_key__startswith=a",
    "user__sessions__session_key__startswith=a", "_facets=True&password__gt=a", "_popup=1&sessions__gt=a",
    "is_active__exact=1&is_active__exact=1&password__gt=a", "_to_field=session_key&_popup=1",
)  # fmt: skip
# Screens of our own in place of a list of Django's: they read nothing of this.
NO_LISTS = {"profile.Profile", "feedback.Feedback"}


def changelists() -> list[tuple[str, str]]:
    return [
        (model._meta.label, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        for model in admin.site._registry
    ]


def rows_of(response) -> list[str]:
    return re.findall(r"/admin/\w+/\w+/\d+/change/", response.content.decode())


@pytest.mark.parametrize("person", ["editor", "clinician", "owner"])
def test_no_list_is_a_way_to_guess_what_a_person_keeps_secret(everything, person):
    client, wrong = test_addresses.visitor(person, everything["staff"]), []

    for label, address in changelists():
        plain = test_addresses.asked(client, "GET", address)
        for query in LOOKUPS:
            response = test_addresses.asked(client, "GET", f"{address}?{query}")
            refused = response.status_code == (400 if plain.status_code == 200 else plain.status_code)
            if not refused and not (label in NO_LISTS and rows_of(response) == rows_of(plain)):
                wrong.append(f"{label} ?{query}: {response.status_code}")

    assert wrong == []


def test_each_list_still_answers_its_own_filters(everything):
    client, answers = test_addresses.visitor("owner", everything["staff"]), {}

    for _label, address in changelists():
        page = client.get(address).content.decode()
        filters = page.partition('id="changelist-filter"')[2].partition("</nav>")[0]
        for query in re.findall(r'href="(\?[^"]+)"', filters):
            answers[address + unescape(query)] = client.get(address + unescape(query)).status_code

    assert len(answers) > 20
    assert [address for address, status in answers.items() if status != 200] == []


def test_no_app_of_ours_or_of_others_can_forget_to_close_them():
    anew = ClinicAdminSite()
    anew.register(Group, GroupAdmin)
    anew.register([User])
    screens = [*admin.site._registry.values(), *anew._registry.values()]

    for closed in ("lookup_allowed", "changeform_view"):
        assert [one for one in screens if getattr(type(one), closed) is not getattr(NoSideDoors, closed)] == []


def test_no_search_of_a_list_looks_into_what_is_secret():
    searched = {
        part for one in admin.site._registry.values() for path in one.search_fields for part in path.split("__")
    }

    assert searched & {"password", "session_key", "session_data", "sessions", "data", "text", "digest"} == set()


def to_view(model) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


@pytest.mark.parametrize("person", ["editor", "clinician", "reviewer", "publisher", "owner"])
def test_no_field_is_a_way_to_read_names_that_its_list_would_not_show(everything, person):
    client, wrong = test_addresses.visitor(person, everything["staff"]), []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                continue
            names = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
            response = client.get("/admin/autocomplete/", names | {"term": "e"})
            may = everything["staff"][person].has_perm(to_view(field.related_model))
            if response.status_code not in ({200, 403, 404} if may else {403, 404}) or SECRET.search(
                response.content.decode()
            ):
                wrong.append(f"{names}: {response.status_code}")

    assert wrong == []


@pytest.mark.parametrize("person", ["clinician", "reviewer", "publisher"])
def test_a_pop_up_opens_nothing_that_the_page_itself_does_not(everything, person):
    client, rows, wrong = test_addresses.visitor(person, everything["staff"]), table(), []
    for name, address in each_once(everything, person):
        if not name.endswith(("_add", "_change", "_delete")):
            continue
        for query in ("_popup=1", "_to_field=id&_popup=1"):
            for method in ("GET", "POST"):
                response, tables = written(client, method, f"{address}?{query}")
                if expected(rows[name], method, person) == "403" and (response.status_code not in {400, 403} or tables):
                    wrong.append(f"{method} {address}?{query}: {response.status_code} {tables}")

    assert "\n".join(wrong) == ""


NO_ACTIONS = ("delete_selected", "publish", "approve", "make_owner", "__init__", "has_delete_permission")
FORMS = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": "1", "_save": "Save"}


@pytest.mark.parametrize("person", ["clinician", "editor", "owner"])
def test_a_list_edited_in_place_or_an_action_sent_by_hand_changes_nothing(everything, person):
    client, wrong = test_addresses.visitor(person, everything["staff"]), []
    for label, address in changelists():
        app, model = label.lower().split(".")
        keys = list(apps.get_model(app, model).objects.values_list("pk", flat=True)[:3])
        forged = [FORMS | {"form-0-title": "Forged", "form-0-name": "Forged", "form-0-owner": "1"}]
        forged += [{"action": name, "_selected_action": keys, "post": "yes"} for name in NO_ACTIONS]
        for data in forged:
            writes = Writes()
            with connection.execute_wrapper(writes):
                response = client.post(address, data)
            if writes.tables or response.status_code >= 500:
                wrong.append(f"{label} {data}: {response.status_code} {writes.tables}")

    assert wrong == []


def test_no_row_is_saved_as_a_new_one_where_no_screen_offers_it(everything):
    client, answers = test_addresses.visitor("owner", everything["staff"]), {}
    for model in admin.site._registry:
        name, row = f"{model._meta.app_label}_{model._meta.model_name}", model.objects.first()
        for act, keys in (("add", []), ("change", [row.pk] if row else ["1"])):
            with suppress(NoReverseMatch):
                response, tables = written(
                    client, "POST", reverse(f"admin:{name}_{act}", args=keys), {"_saveasnew": "1"}
                )
                answers[f"{act} {name}"] = (response.status_code, tables)

    assert len(answers) > 20
    assert {name: answer for name, answer in answers.items() if answer != (400, set())} == {}


def test_what_is_made_for_somebody_signed_in_reaches_nobody_else_through_the_cache(everything, settings, monkeypatch):
    """Each address in turn: nobody, the owner with their session, nobody again."""
    owner = builders.person("owner", name="Wilhelmina Canary")
    signed_in = Client()
    signed_in.force_login(owner)
    cookie = {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={signed_in.cookies[settings.SESSION_COOKIE_NAME].value}"}
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)
    wrong = []
    with at_rest(), whole_site(settings) as site:
        settings.ALLOWED_HOSTS = ["guide.example"]
        assert b"Canary" in asked_of(site, "/admin/", **cookie).body
        for _name, address in test_addresses.visits(everything, "anonymous"):
            first, own, again = (asked_of(site, address, **more) for more in ({}, cookie, {}))
            # What a passkey has to sign is kept for whoever is about to sign in.
            signs_in = address == reverse("passkey_options")
            if not signs_in and "sessionid" in again.headers.get("set-cookie", ""):
                wrong.append(f"{address}: a session for nobody")
            if b"Canary" in again.body or (first.status != again.status):
                wrong.append(f"{address}: {first.status}, {own.status}, {again.status}")
            if address.startswith("/admin/") and "private" not in own.headers.get("cache-control", "private"):
                wrong.append(f"{address}: {own.headers['cache-control']}")

    assert "\n".join(wrong) == ""
