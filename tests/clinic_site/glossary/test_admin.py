import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from clinic_site.glossary.admin import TermAdmin
from clinic_site.glossary.models import Term
from tests import builders
from tests.clinic_site.glossary.shelf import PLAIN, PLURAL, term

FIELDS = {"term": "fascia", "plain": "sheet around a muscle", "forms": "", "explanation": "A thin sheet.", "source": ""}


def leave(user, *verbs: str):
    """The user with these permissions on terms, whatever the roles hold."""
    wanted = Permission.objects.filter(
        codename__in=[f"{verb}_term" for verb in verbs], content_type__app_label="glossary"
    )
    user.user_permissions.add(*wanted)
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def client(clinic):
    client = Client()
    client.force_login(leave(clinic["owner"], "view", "add", "change", "delete"))
    return client


def address(name: str, *args) -> str:
    return reverse(f"admin:glossary_term_{name}", args=args)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_list_shows_the_plain_words_first_and_the_use(clinic, client):
    term()
    term("fascia")
    builders.article(clinic["editor"], body="A [[trigger point]].\n")

    text = text_of(client.get(address("changelist")))

    assert text.index(">Plain words<") < text.index(">Medical word<") < text.index(">Used on<")
    assert f">{PLAIN}</a>" in text
    assert "trigger points<br>" in text
    assert ">1 page<" in text
    assert ">no page<" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_terms(clinic, client, django_assert_max_num_queries, count: int):
    for number in range(count):
        term(f"term-{number}")

    with django_assert_max_num_queries(10):
        client.get(address("changelist"))


def test_who_adds_a_term_is_kept_with_it(clinic, client):
    response = client.post(address("add"), FIELDS | {"key": "fascia"})

    row = Term.objects.get()
    assert response.status_code == 302
    assert (row.key, row.changed_by) == ("fascia", clinic["owner"])


def test_the_key_never_changes(clinic, client):
    row = term()

    text = text_of(client.get(address("change", row.pk)))
    client.post(address("change", row.pk), FIELDS | {"key": "other"})

    row.refresh_from_db()
    assert 'name="key"' not in text
    assert "from a file" in text
    assert (row.key, row.plain, row.changed_by) == ("trigger-point", "sheet around a muscle", clinic["owner"])


def test_words_of_another_term_are_refused_in_the_form(client):
    term()

    response = client.post(address("add"), FIELDS | {"key": "fascia", "forms": "trigger points: sheets"})

    assert '<a href="#id_forms">Other forms</a>: The term “trigger-point” has the words' in text_of(response)
    assert Term.objects.count() == 1


def test_the_screen_of_a_term_names_the_pages_that_use_it(clinic, client):
    row = term()
    page = builders.article(clinic["editor"], body="A [[trigger point]].\n")

    text = text_of(client.get(address("change", row.pk)))

    assert f'<a href="/admin/articles/article/{page.pk}/change/">Title of soreness ({page.number_id})</a>' in text
    assert "can't be deleted" in text


def test_a_term_that_no_page_uses_can_be_deleted(client):
    row = term()

    response = client.post(address("delete", row.pk), {"post": "yes"})

    assert response.status_code == 302
    assert not Term.objects.exists()


@pytest.mark.parametrize("public", [False, True])
def test_a_term_that_a_page_uses_can_not_be_deleted(clinic, client, public: bool):
    row = term()
    page = builders.article(clinic["editor"], body="Two [[trigger points]].\n")
    if public:
        builders.published(page, clinic)

    response = client.post(address("delete", row.pk), {"post": "yes"})

    assert response.status_code == 403
    assert Term.objects.exists()


def test_while_nobody_can_tell_what_is_used_nothing_is_deleted(client, monkeypatch):
    row = term()
    monkeypatch.setattr(TermAdmin, "pages_using", None)

    assert client.post(address("delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_term_is_found_by_its_forms(client):
    term(forms=PLURAL + "\nTrP: sore spot")
    term("fascia")

    text = text_of(client.get(address("changelist"), {"q": "TrP"}))

    assert PLAIN in text
    assert "plain words for fascia" not in text
