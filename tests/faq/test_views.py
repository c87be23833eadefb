from tests import builders
from tests.clinic_site.content.lives import edited, submitted


def text_of(response) -> str:
    return response.content.decode()


def test_the_list_opens_every_short_answer_without_script(clinic, client):
    builders.published(builders.question(clinic["editor"], "one"), clinic)
    builders.published(builders.question(clinic["editor"], "two"), clinic)

    folded, opened = text_of(client.get("/faq/")), text_of(client.get("/faq/?answers=1"))

    assert "Question one?" in folded
    assert "Answer to one." in folded
    assert folded.count("<details open") < opened.count("<details open") or "<details" not in opened


def test_a_list_title_stands_for_the_question_in_lists(clinic, client):
    page = builders.question(clinic["editor"], list_title="Pain: will it hurt?")
    builders.published(page, clinic)

    assert "Pain: will it hurt?" in text_of(client.get("/faq/"))
    assert "Question does-it-hurt?" in text_of(client.get(page.path))


def test_a_question_shows_its_signed_answer(clinic, client):
    page = builders.question(clinic["editor"])
    builders.published(page, clinic)
    submitted(edited(page, clinic["editor"], short_answer="A new answer."), clinic)

    text = text_of(client.get(page.path))

    assert "Answer to does-it-hurt." in text
    assert "A new answer." not in text


def test_a_question_nobody_published_is_in_no_list(clinic, client):
    page = builders.question(clinic["editor"], short_answer="A secret answer.")

    assert client.get(page.path).status_code == 404
    for address in ("/faq/", "/faq/?answers=1", "/", "/topics/"):
        assert "secret" not in text_of(client.get(address))
