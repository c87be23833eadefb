import re

import pytest

from clinic_site.content import comments, evidence, outside
from clinic_site.desk.needs import SECTIONS
from clinic_site.letters.models import MOST_TRIES, Letter, write
from clinic_site.references.models import Reference
from tests import builders, copies
from tests.clinic_site.content.lives import clinic_in_every_state, edited
from tests.clinic_site.desk.lists import citing, public, waiting

MOST_QUERIES = 12


def looked_at(client, person, django_assert_max_num_queries, address: str = "/admin/") -> int:
    client.force_login(person)
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def pages_of_all_sorts(staff: dict, place: int) -> None:
    """One row of each kind that grows with the number of pages."""
    citing(staff, f"Source{place}", slug=f"citing-{place}")
    source = Reference.objects.get(key=f"Source{place}")
    evidence.mark(source, by=staff["editor"], standing="retracted", note="The journal says so.")
    page = waiting(staff, f"waiting-{place}").page
    comments.say(page, by=staff["reviewer"], field="body", text="Why?")
    edited(public(staff, f"draft-{place}", body=f"See [their list](https://example.org/{place}).\n"), staff["editor"])
    outside.remember(f"https://example.org/{place}", works=False, answer="404")
    mended = edited(public(staff, f"mended-{place}"), staff["editor"], title=f"The title of mended-{place}")
    builders.published(mended, staff, "A word.", "minor")
    write(staff["editor"], about=f"letter {place}", subject="Due", text="See.")
    Letter.objects.update(tries=MOST_TRIES)


def test_the_desk_asks_the_same_questions_for_any_number_of_pages(clinic, client, django_assert_max_num_queries):
    pages_of_all_sorts(clinic, 1)
    people = [clinic["owner"], clinic["editor"], clinic["reviewer"]]
    before = [looked_at(client, person, django_assert_max_num_queries) for person in people]

    pages_of_all_sorts(clinic, 2)
    pages_of_all_sorts(clinic, 3)

    assert [looked_at(client, person, django_assert_max_num_queries) for person in people] == before
    assert max(before) <= MOST_QUERIES


def test_the_desk_stands_with_rows_in_every_state(db, client, django_assert_max_num_queries):
    staff = copies.of(clinic_in_every_state)

    for person in staff.values():
        looked_at(client, person, django_assert_max_num_queries)


def test_a_row_leads_to_its_step(clinic, client):
    page = waiting(clinic).page
    client.force_login(clinic["reviewer"])

    text = client.get("/admin/").content.decode()

    address = f"/admin/articles/article/{page.pk}/approve/?run"
    assert f'href="{address}" aria-label="Review: Title of soreness">Review</a>' in text
    assert '<time datetime="' in text


def test_the_box_to_find_a_page_stays_on_top(clinic, client):
    client.force_login(clinic["editor"])

    text = client.get("/admin/").content.decode()

    assert text.index('id="find"') < text.index('id="s-safety"') < text.index('id="content-main"')
    assert text.count('id="find"') == 1


@pytest.mark.parametrize(
    ("roles", "tabs"),
    [
        (("editor",), []),
        (("editor", "reviewer"), ["Yours", "Writing", "Checking", "Everything"]),
        (("owner",), ["Yours", "Writing", "Checking", "Publishing", "Looking after the site", "Everything"]),
    ],
)
def test_tabs_are_there_when_there_is_a_choice(clinic, client, roles, tabs):
    client.force_login(builders.person(*roles, name="Somebody"))

    context = client.get("/admin/").context

    assert [str(tab["label"]) for tab in context["tabs"]] == tabs


@pytest.mark.parametrize("address", ["/admin/?for=nobody", "/admin/?section=nothing", "/admin/?for=&section="])
def test_an_unknown_choice_shows_the_usual_list(clinic, client, address):
    client.force_login(clinic["owner"])

    answer = client.get(address)

    assert len(answer.context["sections"]) == len(SECTIONS)


def test_who_is_not_signed_in_is_led_to_the_door(client, db):
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_what_colleagues_typed_is_text(clinic, client):
    waiting(clinic, title="<script>alert(1)</script>")
    client.force_login(clinic["reviewer"])

    text = client.get("/admin/").content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("owner", ["questions-asked", "as-of", "record", "evidence", "report"]),
        ("editor", ["questions-asked", "as-of", "record", "evidence"]),
        ("clinician", ["evidence"]),
    ],
)
def test_the_desk_leads_to_the_past_and_the_evidence_for_who_may_open_them(clinic, client, role, names):
    client.force_login(clinic[role])

    text = client.get("/admin/").content.decode()

    shown = text.partition('<ul class="desk-more">')[2].partition("</ul>")[0]
    links = re.findall(r'href="/admin/([^/]+)/"', shown)
    assert links == names
    assert {client.get(f"/admin/{name}/").status_code for name in links} == {200}


def test_who_may_open_none_of_them_is_shown_no_list(db, client):
    client.force_login(builders.person(is_staff=True))

    assert "desk-more" not in client.get("/admin/").content.decode()
