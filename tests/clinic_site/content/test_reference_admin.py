"""The screens of the evidence library that know pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence
from clinic_site.references.models import Reference, ReferenceStatus
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of
from tests.clinic_site.content.lives import edited
from tests.clinic_site.glossary.shelf import term

LIST = "/admin/references/reference/"
CITES = "It can ache [@Brady2014].\n"


@pytest.fixture
def source(clinic) -> Reference:
    return builders.reference()


@pytest.fixture
def page(clinic, source):
    page = builders.article(clinic["editor"], body=CITES, supports=["Brady2014: that it can ache"])
    return builders.published(page, clinic).page


def screen(source, name: str = "standing") -> str:
    return f"{LIST}{source.pk}/{name}/"


def words(response) -> str:
    return " ".join(text_of(response).split())


def say(person, source, **said):
    client = signed_in(person)
    seen = re.search(r'name="seen" value="(\d+)"', text_of(client.get(screen(source))))
    form = {"standing": "retracted", "note": "The journal's notice", "instead": "", "seen": seen[1]}
    return client.post(screen(source), form | said)


def mark(person, source, standing="retracted", **said):
    return evidence.mark(source, by=person, standing=standing, note="The journal's notice", **said)


def test_before_the_act_the_screen_lists_the_pages_and_says_what_will_happen(clinic, source, page):
    builders.published(builders.question(clinic["editor"], body=CITES), clinic)
    draft = builders.article(clinic["editor"], "draft", body=CITES)

    text = words(signed_in(clinic["editor"]).get(screen(source)))

    assert f"Title of soreness ({page.number_id})</a>" in text
    assert "Readers see it in revision 1." in text
    assert "<td>that it can ache</td>" in text
    assert f"({draft.number_id})</a>" in text
    assert "2 pages will tell readers at once, in fixed words. Each is due for a check today, and none" in text
    assert "1 more text cites it: it can&#x27;t be sent or published." in text
    assert "2 public pages will say beside the source that there is newer research." in text
    assert not ReferenceStatus.objects.exists()


def test_a_source_that_nobody_cites_is_said_to_change_nothing(clinic, source):
    text = words(signed_in(clinic["editor"]).get(screen(source)))

    assert "No page cites it, on a desk or in public." in text
    assert text.count("No public page prints it, so nothing changes for readers.") == 2


def test_saying_so_goes_through_the_verb_and_tells_what_was_done(clinic, source, page, client):
    response = say(clinic["editor"], source)

    assert response["Location"] == screen(source, "change")
    row = ReferenceStatus.objects.get()
    assert (row.standing, row.note, row.made_by) == ("retracted", "The journal's notice", clinic["editor"])
    page.refresh_from_db()
    assert page.review_due == timezone.localdate()
    assert "withdrawn by its publisher" in words(client.get(page.path))


def test_the_source_shows_how_it_stands_and_how_it_stood(clinic, source):
    newer = builders.reference("Newer2024")
    mark(clinic["editor"], source)
    mark(clinic["owner"], source, "superseded", instead=newer)

    text = words(signed_in(clinic["reviewer"]).get(screen(source, "change")))

    assert "<strong>Newer research has taken its place.</strong> Said by Owner" in text
    assert f'href="{screen(newer, "change")}"' in text
    assert text.index("taken its place: Newer2024</td>") < text.index("(retracted)</td>")


def test_the_source_lists_the_medical_words_that_rest_on_it(clinic, source):
    term(source="Brady2014")

    assert "Medical words that rest on it:" in words(signed_in(clinic["editor"]).get(screen(source, "change")))


@pytest.mark.parametrize(
    ("said", "field", "why"),
    [
        ({"standing": ""}, "id_standing", "Choose how the source stands."),
        ({"note": " "}, "id_note", "Say where this was announced"),
        ({"note": "x" * 301}, "id_note", "at most 300 characters"),
        ({"standing": "superseded"}, "id_instead", "Name the newer source."),
        ({"standing": "superseded", "instead": "999999"}, "id_instead", "Select a valid choice"),
    ],
)
def test_what_is_missing_is_told_at_the_top_with_the_way_to_its_field(clinic, source, said, field, why):
    response = say(clinic["editor"], source, **said)

    text = words(response)
    assert response.status_code == 400
    assert re.search(rf'<a href="#{field}[_0-9]*">', text)
    assert why in text
    assert not ReferenceStatus.objects.exists()


def test_an_error_keeps_what_was_typed(clinic, source):
    text = words(say(clinic["editor"], source, standing="", note="Typed with care"))

    assert 'value="Typed with care"' in text


def test_who_gave_a_warning_is_not_offered_to_take_it_back_and_can_not_forge_it(clinic, source):
    mark(clinic["editor"], source)

    text = words(signed_in(clinic["editor"]).get(screen(source)))

    assert re.findall(r'name="standing" value="(\w+)"', text) == ["retracted"]
    assert "a colleague has to take it back" in text
    assert say(clinic["editor"], source, standing="current").status_code == 400
    assert ReferenceStatus.objects.count() == 1


def test_a_colleague_takes_it_back(clinic, source, page, client):
    mark(clinic["editor"], source)
    text = words(signed_in(clinic["owner"]).get(screen(source)))
    assert "The warning goes from 1 public page at once." in text

    say(clinic["owner"], source, standing="current")

    assert "withdrawn by its publisher" not in words(client.get(page.path))


def test_nobody_decides_over_what_a_colleague_said_meanwhile(clinic, source):
    client = signed_in(clinic["editor"])
    seen = re.search(r'name="seen" value="(\d+)"', text_of(client.get(screen(source))))[1]
    mark(clinic["owner"], source)

    response = client.post(screen(source), {"standing": "retracted", "note": "Another", "seen": seen})

    assert response.status_code == 409
    assert "A colleague has just said how this source stands." in text_of(response)
    assert ReferenceStatus.objects.count() == 1


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_who_does_not_keep_the_library_reads_only(clinic, source, page, role):
    client = signed_in(clinic[role])

    assert client.get(screen(source)).status_code == 403
    assert client.post(screen(source), {"standing": "retracted", "note": "A notice", "seen": "0"}).status_code == 403
    text = words(client.get(screen(source, "change")))
    assert "Where it is used" in text
    assert f'href="{screen(source)}"' not in text


def test_a_source_that_is_not_there_is_not_found(clinic):
    assert signed_in(clinic["editor"]).get(f"{LIST}99999/standing/").status_code == 404


def test_the_list_says_how_each_stands_where_it_is_used_and_when_it_was_checked(clinic, source, page):
    mark(clinic["editor"], source)
    old = builders.reference("Older2010", checked_on=timezone.localdate() - timedelta(days=731))

    text = words(signed_in(clinic["editor"]).get(LIST))

    assert text.count(">retracted</td>") == 1
    assert "on 1 page</td>" in text
    assert "On no public page</td>" in text
    assert f"{old.checked_on:%-d %b %Y}: look again</td>" in text


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ({"standing": "retracted"}, ["Brady2014"]),
        ({"standing": "current"}, ["Older2010"]),
        ({"standing": "superseded"}, []),
        ({"standing": "nonsense"}, ["Brady2014", "Older2010"]),
        ({"checked": "late"}, ["Older2010"]),
        ({"checked": "in-time"}, ["Brady2014"]),
        ({"checked": "nonsense"}, ["Brady2014", "Older2010"]),
    ],
)
def test_the_list_is_narrowed_by_standing_and_by_check(clinic, source, query, keys):
    mark(clinic["editor"], source)
    Reference.objects.filter(pk=source.pk).update(checked_on=timezone.localdate() - timedelta(days=729))
    builders.reference("Older2010", checked_on=timezone.localdate() - timedelta(days=731))

    response = signed_in(clinic["editor"]).get(LIST, query)

    assert [row.key for row in response.context["cl"].result_list] == keys


def test_the_list_costs_the_same_for_one_source_and_for_three(clinic, source, page, django_assert_num_queries):
    client = signed_in(clinic["editor"])

    for more in ((), ("Second2015", "Third2016")):
        for key in more:
            other = builders.reference(key)
            builders.published(builders.article(clinic["editor"], key.lower(), body=f"It can [@{key}].\n"), clinic)
            mark(clinic["editor"], other)
        with django_assert_num_queries(8):
            client.get(LIST)


@pytest.mark.parametrize("name", ["standing", "change"])
def test_a_screen_costs_the_same_for_one_page_and_for_three(clinic, source, page, name, django_assert_num_queries):
    client = signed_in(clinic["editor"])
    mark(clinic["owner"], source)

    for count in (0, 2):
        for number in range(count):
            edited(builders.article(clinic["editor"], f"more-{number}", body=CITES), clinic["editor"], body=CITES + "x")
        with django_assert_num_queries({"standing": 10, "change": 9}[name]):
            client.get(screen(source, name))


def test_a_day_that_has_not_come_is_no_day_of_checking(clinic, source):
    fields = {"authors": "A", "title": "T", "source": "S", "year": 2014, "label": "L", "study": "other", "finding": "F"}
    day = timezone.localdate() + timedelta(days=1)

    response = signed_in(clinic["editor"]).post(screen(source, "change"), fields | {"checked_on": day.isoformat()})

    assert "This day has not come yet." in text_of(response)


@pytest.mark.parametrize("name", ["standing", "change"])
def test_no_screen_needs_inline_script_or_style(clinic, source, page, name):
    html = text_of(signed_in(clinic["editor"]).get(screen(source, name)))

    assert not re.findall(r"<style\b|<script(?! id=| src=|\s+src=)|\s(?:style|on[a-z]+)=", html)
