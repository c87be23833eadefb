"""The public sheets as another device would read them."""

import re

import pytest
from django.urls import reverse

from clinic_site.content.preview_styles import LOOKS, in_look, style_links, styles

ALWAYS, NEVER = "(min-width: 0px)", "(max-width: 0px)"
DARK = "@media (prefers-color-scheme: dark) { a { color: red } }"
PAPER = "@media print { a { color: black } }"


@pytest.mark.parametrize(("look", "answer"), [("phone", NEVER), ("wide", NEVER), ("dark", ALWAYS), ("print", NEVER)])
def test_dark_rules_apply_in_the_dark_look_only(look, answer):
    assert in_look(DARK, look) == f"@media {answer} {{ a {{ color: red }} }}"


@pytest.mark.parametrize(("look", "medium"), [("phone", "speech"), ("dark", "speech"), ("print", "all")])
def test_rules_for_paper_apply_in_the_print_look_only(look, medium):
    assert in_look(PAPER, look) == f"@media {medium} {{ a {{ color: black }} }}"


def test_a_light_question_is_answered_the_other_way_round():
    assert in_look("@media (prefers-color-scheme:light){a{}}", "dark") == f"@media {NEVER}{{a{{}}}}"


def test_answers_stay_right_inside_a_longer_question():
    question = "@media not print and (prefers-color-scheme: dark), screen and (min-width: 40em) {}"

    assert in_look(question, "dark") == f"@media not speech and {ALWAYS}, all and (min-width: 40em) {{}}"
    assert in_look(question, "print") == f"@media not all and {NEVER}, speech and (min-width: 40em) {{}}"


def test_only_questions_change():
    style = ".print { color: red } .screen-only { content: 'print' } @media (forced-colors: active) { a { top: 0 } }"

    assert in_look(style, "print") == style


@pytest.mark.parametrize(("look", "scheme"), [("phone", "light"), ("dark", "dark"), ("print", "light")])
def test_fields_and_bars_of_the_browser_follow(look, scheme):
    assert in_look(":root { color-scheme: light dark; }", look) == f":root {{ color-scheme: {scheme}; }}"


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_is_left_for_the_device_to_answer(look):
    questions = re.findall(r"@media[^{]*", styles(look))

    assert not [question for question in questions if re.search(r"prefers-color-scheme|\bprint\b", question)]
    assert "color-scheme: light dark" not in styles(look)
    assert styles(look).count("{") == styles(look).count("}")


def test_paper_has_the_edge_of_a_printed_sheet():
    assert re.search(r"html { padding: \d+mm \d+mm; }", styles("print"))
    assert "html { padding" not in styles("phone")


def test_a_window_whose_person_was_signed_out_keeps_its_look(client, db):
    response = client.get(reverse("preview_styles"), {"look": "dark"})

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response.content.decode() == styles("dark")
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert client.get(reverse("preview_styles"), {"look": "sideways"}).status_code == 404


def test_a_browser_may_keep_what_is_named_after_its_content(client):
    (link,) = style_links("print")

    response = client.get(link)

    assert response.content.decode() == styles("print")
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert len({*style_links("phone"), *style_links("dark"), link}) == 3
