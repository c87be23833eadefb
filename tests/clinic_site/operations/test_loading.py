import pytest
from django.conf import settings

from articles.models import Article
from clinic_site.content import desk, topic, workflow
from clinic_site.content.event import Event, Verb
from clinic_site.content.page import DeskEdit
from clinic_site.content.topic import TopicText
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.generation.models import current
from clinic_site.images.models import Image
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import load
from clinic_site.references.models import Reference
from faq.models import Question
from tests import builders
from tests.clinic_site.images.pictures import jpeg, png
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import ARTICLE, IMAGE, QUESTION, REFERENCE, TOPIC

INFORMATIVE = "---\nalt_choice: informative\nalt: Two chairs.\ncaption: Where you wait.\n---\n"


@pytest.fixture
def root(staff, tmp_path):
    return folders.folder(tmp_path / "content")


@pytest.fixture
def loaded(root):
    load(root)
    return root


def article() -> Article:
    return Article.objects.get(number_id="1007")


def test_what_a_file_says_stands_on_the_desk(loaded):
    page = article()

    assert (page.slug, page.title, page.lede) == (
        "soreness",
        "Soreness after treatment",
        "Most people are sore for a day.",
    )
    assert (page.topics, page.related, page.search_words) == (["after-treatment"], ["2008"], ["sore", "ache"])
    assert (page.flags, page.risk, page.language) == (["describes-treatment"], "normal", "en-GB")
    assert page.body == "## How long it lasts\n\nAbout a day [@Brady2014]. Read [more](page:2008)."


def test_what_readers_are_given_from_memory_is_made_anew_after_a_load(loaded):
    """Words that mean the same stand in the picker's list, and no verb brought them."""
    before = current()
    (loaded / "search").mkdir()
    (loaded / "search" / "synonyms.toml").write_text('[[synonyms]]\nwords = ["sore", "tender"]\n')

    load(loaded)

    assert current() != before


def test_pages_arrive_as_drafts_that_nobody_wrote(loaded):
    assert [page.revisions.count() for page in desk.all_pages()] == [0, 0, 0]
    assert set(DeskEdit.objects.values_list("by", flat=True)) == {None}
    assert set(Event.objects.values_list("verb", flat=True)) == {Verb.TOPIC}


def test_references_disclaimers_and_topics_are_there(loaded):
    reference, text = Reference.objects.get(), TopicText.objects.get()
    disclaimer = Disclaimer.objects.get()

    assert (reference.year, reference.finding.splitlines()[-1]) == (
        2014,
        "Limits: They filled in the forms themselves.",
    )
    assert (disclaimer.applies_to, disclaimer.applies_value, disclaimer.risk) == (
        "flag",
        "mentions-pregnancy",
        "normal",
    )
    assert (text.topic.slug, text.summary, text.position) == ("after-treatment", "What to expect.", 3)
    assert text.in_force_at is None


def test_a_file_without_an_interval_leaves_it_to_the_clinic_profile(root):
    folders.change(root, ARTICLE, "risk: normal", "risk: normal\ninterval_months: '6'")

    load(root)

    assert (article().interval_months, Question.objects.get().interval_months) == (6, None)


def test_loading_twice_changes_nothing(loaded):
    before = folders.everything()

    counts = load(loaded)

    assert counts == {"same": len(folders.FILES)}
    assert folders.everything() == before


def test_only_what_differs_is_written(loaded):
    folders.change(loaded, ARTICLE, "About a day", "About two days")
    folders.change(loaded, REFERENCE, "survey of 39", "survey of 40")

    counts = load(loaded)

    assert counts == {"changed": 2, "same": len(folders.FILES) - 2}
    assert (article().edit, Question.objects.get().edit) == (2, 1)
    assert Reference.objects.get().label == "A survey of 40 therapists"


def test_spaces_and_quotes_that_mean_nothing_are_no_change(loaded):
    folders.change(loaded, ARTICLE, "title: Soreness after treatment", "title:   'Soreness after treatment'")
    folders.change(loaded, ARTICLE, "---\n## How", "---\n\n\n## How")

    assert load(loaded) == {"same": len(folders.FILES)}


def test_a_desk_edited_since_the_load_is_never_overwritten(loaded, staff):
    desk.save(article(), by=staff["editor"], base_edit=1, lede="Typed in the admin.")
    folders.change(loaded, ARTICLE, "Most people are", "Nobody is")

    with pytest.raises(NotLoaded, match="articles/1007 was edited in the admin since it was loaded. Export first"):
        load(loaded)

    assert article().lede == "Typed in the admin."


def test_a_file_that_equals_the_edited_desk_loads_and_counts_from_then_on(loaded, staff):
    desk.save(article(), by=staff["editor"], base_edit=1, lede="Typed in the admin.")
    folders.change(loaded, ARTICLE, "Most people are sore for a day.", "Typed in the admin.")

    assert load(loaded) == {"same": len(folders.FILES)}

    folders.change(loaded, ARTICLE, "Typed in the admin.", "Typed in the file.")
    assert load(loaded)["changed"] == 1


def test_a_page_that_was_never_loaded_is_never_overwritten(root, staff):
    builders.article(staff["editor"], number="1007")

    with pytest.raises(NotLoaded, match="was edited in the admin"):
        load(root)


def test_a_reference_and_a_topic_edited_since_are_never_overwritten(loaded, staff):
    Reference.objects.update(label="Typed in the admin.")
    text = TopicText.objects.get()
    topic.write(by=staff["owner"], slug=text.topic.slug, topic=text.topic, title="Typed", summary="Typed too.")
    folders.change(loaded, REFERENCE, "survey of 39", "survey of 40")
    folders.change(loaded, TOPIC, "What to expect.", "Something else.")

    with pytest.raises(NotLoaded) as refusal:
        load(loaded)

    assert len(refusal.value.faults) == 2


def test_a_topic_is_written_again_only_when_its_text_differs(loaded, staff):
    topic.confirm(TopicText.objects.get(), by=staff["reviewer"])
    folders.change(loaded, TOPIC, "What to expect.", "What to expect and do.")

    load(loaded)

    assert list(TopicText.objects.order_by("id").values_list("summary", flat=True)) == [
        "What to expect.",
        "What to expect and do.",
    ]


def test_a_published_page_gets_a_new_desk_and_stays_public_as_it_was(clinic, tmp_path):
    files = {QUESTION: folders.FILES[QUESTION]}
    root = folders.folder(tmp_path / "content", files)
    load(root)
    public = builders.published(Question.objects.get(), clinic)
    folders.change(root, QUESTION, "Some plain words.", "Other plain words.")

    load(root)

    public.refresh_from_db()
    assert (public.state, public.body) == ("published", "Some plain words.")
    assert Question.objects.get().body == "Other plain words."


def test_whoever_approves_a_loaded_page_has_not_written_it(clinic, tmp_path):
    root = folders.folder(tmp_path / "content", {QUESTION: folders.FILES[QUESTION]})
    load(root, by=clinic["reviewer"])

    revision = workflow.submit(Question.objects.get(), by=clinic["editor"], note="Loaded.")

    assert revision.contributors == []


def test_a_refusal_in_the_middle_leaves_nothing_behind(root, monkeypatch):
    before = folders.everything()
    monkeypatch.setattr(desk, "create", refuse_questions(desk.create))

    with pytest.raises(NotLoaded, match="does-it-hurt.md:1: Somebody else"):
        load(root)

    assert folders.everything() == before


def refuse_questions(create):
    def refusing(model, **fields):
        if model is Question:
            raise desk.Refused("Somebody else was here.")
        return create(model, **fields)

    return refusing


def test_topics_need_a_person_who_wrote_them(db, tmp_path):
    root = folders.folder(tmp_path / "content")

    with pytest.raises(NotLoaded, match=r"manage.py invite you@example.org --role owner"):
        load(root)

    assert not Article.objects.exists()


def test_a_person_without_the_role_may_not_write_topics(root, staff):
    with pytest.raises(NotLoaded, match=r"topics/after-treatment.md:1: You may not write topics"):
        load(root, by=staff["clinician"])


def test_a_picture_is_stored_with_what_is_said_about_it(root):
    folders.write(root, IMAGE, INFORMATIVE)
    folders.write(root, "images/waiting-room.jpg", jpeg())
    folders.change(root, QUESTION, "Some plain words.", "![](image:waiting-room)")

    load(root)

    image = Image.objects.get()
    assert (image.key, image.alt, image.caption, image.width) == ("waiting-room", "Two chairs.", "Where you wait.", 40)
    assert (settings.MEDIA_ROOT / "pictures" / image.smallest()["name"]).is_file()
    before = folders.everything()
    assert load(root)["same"] == len(folders.FILES) + 1
    assert folders.everything() == before


def test_what_is_said_about_a_picture_can_change_but_not_the_picture(root):
    folders.write(root, IMAGE, INFORMATIVE)
    folders.write(root, "images/waiting-room.jpg", jpeg())
    load(root)
    folders.change(root, IMAGE, "Two chairs.", "Two chairs and a plant.")

    load(root)

    assert Image.objects.get().alt == "Two chairs and a plant."
    (root / "images" / "waiting-room.jpg").unlink()
    folders.write(root, "images/waiting-room.png", png((50, 20)))
    with pytest.raises(NotLoaded, match=r"waiting-room.png:1: A picture's file never changes"):
        load(root)
