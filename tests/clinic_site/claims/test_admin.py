from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.claims.models import Pack, Rule
from tests.builders import person
from tests.clinic_site.claims.packs import pack, rule

RULES, PACKS = "/admin/claims/rule/", "/admin/claims/pack/"


@pytest.fixture
def admin(db):
    return person("owner", is_staff=True, is_superuser=True)


@pytest.fixture
def signed_in(client, admin):
    client.force_login(admin)
    return client


def form(pack: Pack, **changes) -> dict:
    said = {"reason": "It promises.", "suggestion": "Say less.", "source": "A study", "review_by": "2027-11-20"}
    said |= {"pack": pack.pk, "key": "cure", "term": "cure", "pattern": "", "allowed_after": "", "source_address": ""}
    return said | {"is_active": "on"} | changes


def test_a_rule_is_added_and_says_who_changed_it(signed_in, admin):
    answer = signed_in.post(f"{RULES}add/", form(pack()))

    assert answer.status_code == 302
    row = Rule.objects.get()
    assert (row.term, row.changed_by) == ("cure", admin)
    assert row.changed_at is not None


def test_every_fault_is_linked_at_the_top(signed_in):
    answer = signed_in.post(f"{RULES}add/", form(pack(), term="", pattern="(cure", reason=""))

    page = answer.content.decode()
    assert '<li><a href="#id_pattern">Pattern: A closing bracket is missing: write (one|other).</a></li>' in page
    assert '<li><a href="#id_reason">Why: This field is required.</a></li>' in page
    assert not Rule.objects.exists()


def test_neither_term_nor_pattern_is_told_in_words(signed_in):
    answer = signed_in.post(f"{RULES}add/", form(pack(), term=""))

    assert "Write either a term or a pattern, not both." in answer.content.decode()


def test_the_key_of_a_rule_stays(signed_in):
    row = rule(pack())

    signed_in.post(f"{RULES}{row.pk}/change/", form(row.pack, key="other", term="heal"))

    row.refresh_from_db()
    assert (row.key, row.term) == ("cure", "heal")


@pytest.mark.parametrize("path", [RULES, PACKS])
def test_nothing_can_be_deleted(signed_in, path: str):
    row = rule(pack())

    assert signed_in.post(f"{path}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert "_selected_action" not in signed_in.get(path).content.decode()


def test_the_list_shows_what_why_and_what_to_write_instead(signed_in):
    rule(pack(), review_by=timezone.localdate() - timedelta(days=1))

    page = signed_in.get(RULES).content.decode()

    assert all(words in page for words in ["cure", "It promises.", "Say less.", "A study", ": overdue"])


@pytest.mark.parametrize(
    ("choice", "shown"), [("overdue", {"late"}), ("soon", {"soon"}), ("", {"late", "soon", "far"})]
)
def test_rules_are_filtered_by_when_they_are_due(signed_in, choice: str, shown: set[str]):
    today, general = timezone.localdate(), pack()
    for key, days in [("late", -1), ("soon", 60), ("far", 61)]:
        rule(general, key, review_by=today + timedelta(days=days))

    answer = signed_in.get(RULES, {"review": choice})

    assert {row.key for row in answer.context["cl"].queryset} == shown


def test_an_empty_country_says_whom_to_ask(signed_in):
    empty = pack("NZ")
    words = "No rules have been written for this country yet: ask somebody who knows its advertising law."

    assert words in signed_in.get(PACKS).content.decode()
    assert words in signed_in.get(f"{PACKS}{empty.pk}/change/").content.decode()


def test_a_pack_counts_its_rules_and_says_who_reviewed_it(signed_in):
    reviewed = pack(needs_legal_review=False, reviewed_on="2026-11-20", reviewed_by="A. Lawyer")
    rule(reviewed, "cure")
    rule(reviewed, "heal", is_active=False)

    page = signed_in.get(PACKS).content.decode()

    assert f'<a href="{RULES}?pack__id__exact={reviewed.pk}">1 rule in use</a>' in page
    assert "A. Lawyer, 20.11.2026" in page
    assert signed_in.get(f"{RULES}?pack__id__exact={reviewed.pk}").context["cl"].result_count == 2


def test_a_new_pack_is_saved_before_it_gets_rules(signed_in):
    page = signed_in.get(f"{PACKS}add/").content.decode()

    assert "Save the pack first, then add rules to it." in page


def test_lists_ask_the_database_the_same_number_of_times_for_many_rows(signed_in, django_assert_max_num_queries):
    for key in ["AU", "GB", "IE", "US"]:
        country = pack(key)
        for word in ["cure", "heal", "fix"]:
            rule(country, f"{word}-{key.lower()}", term=word)

    for path in (RULES, PACKS):
        with django_assert_max_num_queries(9):
            signed_in.get(path)
