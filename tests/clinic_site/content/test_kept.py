"""What was typed and not saved is kept for its writer, offered, and never applied by itself."""

import json
import random

import pytest

from articles.models import Article
from clinic_site.content import kept
from clinic_site.content.kept import Kept
from tests import builders
from tests.clinic_site.content.forms import FORM, address, change, signed_in, text_of

NEW = "/admin/articles/article/add/"
OFFERED = "did not save it"


def keep(person, page, body: str, **fields):
    form = FORM | {"title": page.title, "lede": page.lede, "base_edit": page.edit, "body": body} | fields
    return signed_in(person).post(address(page, "keep"), form)


def opened(person, page, query: str = "") -> str:
    return text_of(signed_in(person).get(address(page, "change") + query))


def test_what_was_typed_is_offered_and_the_desk_stays(clinic):
    page = builders.article(clinic["editor"])

    answer = keep(clinic["editor"], page, "Typed and never saved.\n")

    assert json.loads(answer.content)["kept"]
    assert OFFERED in opened(clinic["editor"], page)
    assert "Typed and never saved." in opened(clinic["editor"], page)
    assert Article.objects.get().body == page.body


def test_it_goes_into_the_form_only_when_asked_for(clinic):
    page = builders.article(clinic["editor"])
    keep(clinic["editor"], page, "Typed and never saved.\n", topics=["after-treatment"])

    screen = opened(clinic["editor"], page, "?kept")

    assert "Typed and never saved.\n</textarea>" in screen
    assert OFFERED not in screen


def test_nobody_else_is_offered_it(clinic):
    page = builders.article(clinic["editor"])
    keep(clinic["editor"], page, "Typed and never saved.\n")

    assert "Typed and never saved." not in opened(clinic["owner"], page)
    assert "Typed and never saved." not in opened(clinic["owner"], page, "?kept")


def test_the_same_text_as_the_desk_is_not_offered(clinic):
    page = builders.article(clinic["editor"])

    keep(clinic["editor"], page, page.body, topics=["after-treatment"])

    assert OFFERED not in opened(clinic["editor"], page)


def test_a_page_that_was_never_saved_is_offered_too(clinic):
    browser = signed_in(clinic["editor"])
    browser.post(NEW + "keep/", FORM | {"body": "First words of a new page.", "slug": ""})

    assert "First words of a new page." in text_of(browser.get(NEW))
    assert "First words of a new page.</textarea>" in text_of(browser.get(NEW + "?kept"))
    assert Article.objects.count() == 0


def test_saving_ends_the_offer(clinic):
    page = builders.article(clinic["editor"])
    keep(clinic["editor"], page, "Typed.\n")

    change(clinic["editor"], page, body="Typed.\n")

    assert Kept.objects.count() == 0


def test_throwing_it_away_ends_the_offer(clinic):
    page = builders.article(clinic["editor"])
    keep(clinic["editor"], page, "Typed.\n")

    signed_in(clinic["editor"]).post(address(page, "throw_away").replace("throw_away", "throw-away"))

    assert OFFERED not in opened(clinic["editor"], page)


def test_what_is_kept_from_an_older_desk_is_refused_at_saving_with_both_texts(clinic):
    page = builders.article(clinic["editor"])
    keep(clinic["editor"], page, "Mine.\n")
    change(clinic["owner"], page, body="Theirs.\n")

    assert "Someone saved the page after that" in opened(clinic["editor"], page)
    screen = opened(clinic["editor"], page, "?kept")
    answer = text_of(change(clinic["editor"], page, body="Mine.\n"))

    assert f'name="base_edit" value="{page.edit}"' in screen
    assert "Mine." in answer
    assert "Theirs." in answer
    assert Article.objects.get().body == "Theirs."


@pytest.mark.parametrize("person", ["reviewer", "clinician"])
def test_who_may_not_write_keeps_nothing(clinic, person: str):
    page = builders.article(clinic["editor"])

    assert keep(clinic[person], page, "Typed.").status_code == 403
    assert Kept.objects.count() == 0


def test_too_much_is_refused_in_words(clinic):
    page = builders.article(clinic["editor"])

    answer = keep(clinic["editor"], page, "x" * (kept.MAX_BYTES + 1))

    assert answer.status_code == 400
    assert "too long" in json.loads(answer.content)["error"]


@pytest.mark.parametrize("body", ["a\x00b", "\ud83d", "x\r\ny"])
def test_odd_characters_are_kept_without_a_fault(clinic, body: str):
    page = builders.article(clinic["editor"])

    kept.keep(by=clinic["editor"], kind="article", number=page.number_id, base_edit=1, fields={"body": [body]})

    assert "\x00" not in Kept.objects.get().fields["body"][0]


class Writer:
    """One person at one screen: opens it, types, and saves; what they see is what the server sent."""

    def __init__(self, name: str, person, page):
        self.name, self.person, self.page, self.count = name, person, page, 0
        self.open()

    def open(self):
        self.seen = Article.objects.get(pk=self.page.pk)
        self.text = self.seen.body

    def type(self):
        self.count += 1
        self.text = f"{self.text}\n{self.name} {self.count}"
        keep(self.person, self.seen, self.text, topics=["after-treatment"])

    def save(self) -> str:
        """Refused: the answer shows both texts, and what was typed is still kept."""
        before = Article.objects.get(pk=self.page.pk)
        answer = change(self.person, self.seen, body=self.text)
        if answer.status_code == 302:
            assert before.edit == self.seen.edit
            self.open()
            return "saved"
        assert Article.objects.get(pk=self.page.pk).body == before.body
        shown = text_of(answer)
        assert all(line in shown for line in [*self.text.splitlines(), *before.body.splitlines()] if line)
        assert kept.of(by=self.person, kind="article", number=self.page.number_id).fields["body"] == [self.text]
        self.open()
        return "refused"


def test_a_hundred_interleavings_of_two_editors_overwrite_nothing_unseen(clinic):
    page = builders.article(clinic["editor"])
    writers = [Writer("Ann", clinic["editor"], page), Writer("Ben", clinic["owner"], page)]
    chance = random.Random(20261121)  # noqa: S311
    outcomes = []

    for _turn in range(100):
        writer = chance.choice(writers)
        if chance.random() < 0.5:
            writer.type()
        elif writer.text != writer.seen.body:
            outcomes.append(writer.save())
        else:
            writer.open()

    assert {"saved", "refused"} <= set(outcomes)
