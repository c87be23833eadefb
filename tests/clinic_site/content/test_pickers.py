"""The lists of the editor as pages: what they find, what can be added in place, and by whom."""

import re
from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from clinic_site.content import evidence, pick_finds
from clinic_site.content.drafting import rendered
from clinic_site.content.house_marks import BOXES, TOOLBAR, boxes_named
from clinic_site.glossary.models import Term
from clinic_site.images.models import Image, add
from clinic_site.references.models import Reference
from tests import builders
from tests.clinic_site.images.pictures import jpeg

SOURCE = {
    "key": "Pool2024", "authors": "Marsh A", "title": "Swimming after needling", "source": "Journal of Pools",
    "year": "2024", "label": "One small study", "study": "trial", "finding": "In 20 people, none had an infection.",
    "checked_on": "2026-11-01",
}  # fmt: skip


@pytest.fixture
def editing(client, clinic):
    client.force_login(clinic["editor"])
    return client


def term(**fields) -> Term:
    values = {"key": "trigger-point", "term": "trigger point", "plain": "sore spot", "explanation": "It is sore."}
    return Term.objects.create(**values | {"forms": "trigger points: sore spots"} | fields)


def marks(found) -> list[str]:
    return [item.marks[0].text for item in found]


def shown(response) -> list[str]:
    return re.findall(r'readonly value="([^"]*)"', response.content.decode())


@pytest.mark.parametrize(
    "query",
    ["swim", "POOLS marsh", "Pool2024", "10.1000/pool", "https://doi.org/10.1000/pool", "PMID: 12345", "12345", "2024"],
)
def test_a_source_is_found_by_words_year_key_doi_and_pmid(db, query):
    builders.reference("Pool2024", title="Swimming", authors="Marsh A", source="Pools", doi="10.1000/pool",
                       pmid="12345", year=2024)  # fmt: skip
    builders.reference("Brady2014")

    assert marks(pick_finds.sources(query)) == ["[@Pool2024]"]


def test_a_source_tells_on_how_many_pages_it_stands(clinic):
    builders.reference("Brady2014"), builders.reference("Boyce2020"), builders.reference("Brady20")
    public = builders.article(clinic["editor"], "public", body="It aches [@Brady2014; @Boyce2020].\n")
    builders.published(public, clinic)
    builders.question(clinic["editor"], "draft", body="It aches [@Brady2014].\n")

    used = {item.row.key: item.about["pages"] for item in pick_finds.sources("")}

    assert used == {"Brady2014": 2, "Boyce2020": 1, "Brady20": 0}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_sources_asks_three_questions(clinic, django_assert_num_queries, count):
    for number in range(count):
        builders.reference(f"Source{number}")

    with django_assert_num_queries(3):
        pick_finds.sources("Source")


def test_a_medical_word_is_found_by_any_form_and_offers_each(db):
    term()
    term(key="taut-band", term="taut band", plain="tight strand", forms="")

    found = pick_finds.terms("trigger points")

    assert [mark.text for mark in found[0].marks] == ["[[trigger points]]", "[[trigger point]]"]
    assert marks(pick_finds.terms("tight")) == ["[[taut band]]"]


@pytest.mark.parametrize("query", ["hurt [really]", "{number}", "/faq/does-it-hurt/", "https://a.example{path}#h-b"])
def test_a_page_is_found_by_title_number_and_address(clinic, query):
    page = builders.question(clinic["editor"], question="Does it hurt [really]?")
    builders.question(clinic["editor"], "other")

    found = pick_finds.pages(query.format(number=page.number_id, path=page.path))

    assert marks(found) == [rf"[Does it hurt \[really\]?](page:{page.number_id})"]
    assert found[0].about == {"is_public": False, "parts": []}


def test_the_headings_of_a_public_page_can_be_linked_to(clinic):
    page = builders.article(clinic["editor"], body="## First part\n\nWords.\n\n## Second part\n\nWords.\n")
    builders.published(page, clinic)

    (found,) = pick_finds.pages(f"{page.path}#h-second-part")

    number = page.number_id
    assert [mark.text for mark in found.marks] == [
        f"[Second part](page:{number}#h-second-part)", f"[Title of soreness](page:{number})",
    ]  # fmt: skip
    assert [mark.words for mark in found.about["parts"]] == ["First part", "Second part"]
    assert found.about["is_public"]


def test_a_topic_can_be_linked_to(clinic):
    (found,) = pick_finds.pages("after treatment")

    assert re.fullmatch(r"\[After treatment\]\(page:\d{4}\)", found.marks[0].text)


@pytest.mark.parametrize("mark", [*(item.mark for item in BOXES), *TOOLBAR[:6]], ids=lambda mark: str(mark.label))
def test_every_mark_is_house_syntax(mark):
    assert rendered(mark.text).problems == ()


def test_help_stands_for_the_cards_that_say_when_to_get_help():
    assert [str(item.mark.label) for item in boxes_named("help")] == ["Emergency card", "Same-day card", "Can wait"]
    assert boxes_named("") == list(BOXES)
    assert [str(item.mark.label) for item in boxes_named("dots numbers")] == []


def test_a_box_is_shown_as_readers_get_it(editing):
    response = editing.get("/admin/pick/cards/", {"q": "key fact"})

    assert response.status_code == 200
    sample = response.context["found"][0].about["page"]
    assert '<section class="key-fact"' in sample
    assert "&lt;section class=&quot;key-fact&quot;" in response.content.decode()


def test_a_list_shows_marks_to_copy(editing):
    builders.reference("Brady2014")

    response = editing.get("/admin/pick/sources/", {"q": "brady"})

    assert shown(response) == ["[@Brady2014]"]
    assert "Not used on any page yet." in response.content.decode()


def test_a_list_that_finds_nothing_says_what_to_do(editing):
    assert "Try fewer words" in editing.get("/admin/pick/terms/", {"q": "no such word"}).content.decode()


def test_a_list_shows_twenty_and_says_so(editing):
    for number in range(21):
        builders.reference(f"Source{number}")

    response = editing.get("/admin/pick/sources/")

    assert len(shown(response)) == 20
    assert "The first 20 are shown." in response.content.decode()


def test_a_list_that_there_is_not(editing):
    assert editing.get("/admin/pick/nothing/").status_code == 404


@pytest.mark.parametrize("what", ["sources", "terms", "pages", "pictures", "cards"])
def test_outsiders_see_no_list(client, clinic, what):
    builders.reference("Brady2014")

    for response in (client.get(f"/admin/pick/{what}/"), client.post(f"/admin/pick/{what}/", SOURCE)):
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]
    assert Reference.objects.count() == 1


def test_a_new_source_is_chosen_and_on_record(editing, clinic):
    response = editing.post("/admin/pick/sources/", SOURCE, follow=True)

    assert shown(response) == ["[@Pool2024]"]
    assert "data-chosen" in response.content.decode()
    assert Reference.objects.get(key="Pool2024").checked_on == date(2026, 11, 1)
    assert LogEntry.objects.get().user == clinic["editor"]


def test_a_source_is_checked_as_in_its_own_screen(editing):
    builders.reference("Pool2024")

    response = editing.post("/admin/pick/sources/", SOURCE | {"doi": "nonsense", "checked_on": ""})

    assert response.status_code == 400
    assert set(response.context["form"].errors) == {"key", "doi", "checked_on"}
    assert '<a href="#pick_doi">' in response.content.decode()
    assert Reference.objects.count() == 1


def test_a_new_medical_word_gets_its_key_from_its_words(editing, clinic):
    said = {"term": "Taut band", "plain": "tight strand", "explanation": "It is felt."}

    response = editing.post("/admin/pick/terms/", said, follow=True)

    assert shown(response) == ["[[Taut band]]"]
    assert Term.objects.get(key="taut-band").changed_by == clinic["editor"]


def picture(name: str = "Quiet room.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or jpeg((320, 160)), "image/jpeg")


@pytest.mark.parametrize(
    ("said", "kept", "key"),
    [
        ({"kind": "information", "alt": "A quiet room"}, ("informative", "A quiet room", False), "quiet-room"),
        ({"kind": "decoration"}, ("decoration", "", False), "picture"),
        (
            {"kind": "needle", "alt": "A needle in a shoulder"},
            ("informative", "A needle in a shoulder", True),
            "needle-in-shoulder",
        ),
    ],
)
def test_a_new_picture_says_what_it_is_for(editing, said, kept, key):
    response = editing.post("/admin/pick/pictures/", {"image": picture(), **said}, follow=True)

    image = Image.objects.get()
    assert (image.alt_choice, image.alt, image.shows_needle) == kept
    assert shown(response) == [f"![](image:{key})"]


@pytest.mark.parametrize(
    "said",
    [{}, {"kind": "information"}, {"kind": "needle"}, {"kind": "decoration", "alt": "Words"}, {"kind": "other"}],
)
def test_a_picture_without_a_choice_is_not_taken(editing, said):
    response = editing.post("/admin/pick/pictures/", {"image": picture(), **said})

    assert response.status_code == 400
    assert not Image.objects.exists()


def test_a_file_that_is_no_picture_is_told_beside_the_field(editing):
    said = {"image": picture(content=b"<svg onload=alert(1)>"), "kind": "decoration"}

    response = editing.post("/admin/pick/pictures/", said)

    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["image"]


def test_a_picture_without_a_choice_yet_leads_to_where_it_is_made(editing, clinic):
    image = add(jpeg(), by=clinic["editor"], key="new")

    assert f'href="/admin/images/image/{image.pk}/change/"' in editing.get("/admin/pick/pictures/").content.decode()


@pytest.mark.parametrize("what", ["sources", "terms", "pictures"])
def test_who_may_not_add_sees_no_form_and_is_refused(client, clinic, what):
    client.force_login(clinic["reviewer"])

    assert "Add and choose it" not in client.get(f"/admin/pick/{what}/").content.decode()
    assert client.post(f"/admin/pick/{what}/", SOURCE).status_code == 403


def marked(source, clinic, standing: str, **said):
    evidence.mark(source, by=clinic["editor"], standing=standing, note="A notice", **said)


def test_a_retracted_source_is_shown_and_can_not_be_chosen(editing, clinic):
    marked(builders.reference("Brady2014"), clinic, "retracted")

    response = editing.get("/admin/pick/sources/", {"q": "brady"})

    assert "Withdrawn by its journal (retracted). It can't be chosen." in response.content.decode()
    assert shown(response) == []
    assert "data-put" not in response.content.decode()


def test_newer_research_is_named_with_the_way_to_it(editing, clinic):
    marked(builders.reference("Brady2014"), clinic, "superseded", instead=builders.reference("Newer2024"))

    response = editing.get("/admin/pick/sources/", {"q": "Title of Brady2014"})

    assert "Newer research: Newer2024." in response.content.decode()
    assert 'href="/admin/pick/sources/?q=Newer2024"' in response.content.decode()
    assert shown(response) == ["[@Brady2014]"]


def test_a_warning_that_was_taken_back_is_gone(editing, clinic):
    source = builders.reference("Brady2014")
    marked(source, clinic, "superseded", instead=builders.reference("Newer2024"))
    evidence.mark(source, by=clinic["owner"], standing="current", note="It stands")

    response = editing.get("/admin/pick/sources/", {"q": "Title of Brady2014"})

    assert "Newer research" not in response.content.decode()
    assert shown(response) == ["[@Brady2014]"]
