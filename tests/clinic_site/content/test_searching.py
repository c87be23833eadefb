"""Where we last looked: the screen for staff."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence
from clinic_site.content.topic_search import TopicSearch
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of

HERE = "/admin/evidence/"


def words(response) -> str:
    return " ".join(text_of(response).split())


def shown(clinic, slug: str, days_ago: int | None = None):
    topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], slug)
    if days_ago is not None:
        day = timezone.localdate() - timedelta(days=days_ago)
        evidence.searched(topic, by=clinic["editor"], searched_on=day, where="PubMed", found=f"Found for {slug}")
    return topic


def record(person, **said):
    form = {"topic": "after-treatment", "searched_on": timezone.localdate().isoformat(), "where": "PubMed", "found": ""}
    return signed_in(person).post(HERE, form | said)


def test_topics_never_searched_come_first_then_the_longest_ago(clinic):
    shown(clinic, "lately", 3)
    shown(clinic, "long-ago", 400)

    text = words(signed_in(clinic["reviewer"]).get(HERE))

    places = [text.index(f'<th scope="row">{title}</th>') for title in ("After treatment", "Long ago", "Lately")]
    assert places == sorted(places)
    assert text.count("<strong>Never</strong>") == 1
    assert text.count("More than a year ago") == 1
    assert "Found for lately" in text


def test_earlier_searches_are_kept_below_the_last(clinic):
    topic = shown(clinic, "risks", 3)
    day = timezone.localdate() - timedelta(days=9)
    evidence.searched(topic, by=clinic["editor"], searched_on=day, where="Cochrane")

    text = words(signed_in(clinic["editor"]).get(HERE))

    assert "1 earlier search</summary>" in text
    assert text.index("<td>PubMed</td>") < text.index("Cochrane")


def test_an_editor_records_a_search(clinic):
    response = record(clinic["editor"], found="One new review")

    assert response["Location"] == HERE
    row = TopicSearch.objects.get()
    assert (row.topic.slug, row.where, row.found, row.by) == (
        "after-treatment", "PubMed", "One new review", clinic["editor"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "field", "status"),
    [
        ({"topic": ""}, "id_topic", 400),
        ({"topic": "no-such"}, "id_topic", 400),
        ({"searched_on": "yesterday"}, "id_searched_on", 400),
        ({"searched_on": "2999-01-01"}, "record", 409),
        ({"where": " "}, "id_where", 400),
        ({"found": "x" * 301}, "id_found", 400),
    ],
)
def test_what_is_wrong_is_told_at_the_top_and_the_rest_is_kept(clinic, said, field, status):
    response = record(clinic["editor"], **{"where": "Typed with care"} | said)

    text = words(response)
    assert response.status_code == status
    assert f'<a href="#{field}">' in text
    assert "where" in said or 'value="Typed with care"' in text
    assert not TopicSearch.objects.exists()


def test_a_link_may_choose_the_topic(clinic):
    text = words(signed_in(clinic["editor"]).get(HERE, {"topic": "after-treatment"}))

    assert '<option value="after-treatment" selected>' in text


def test_who_does_not_keep_the_library_only_reads(clinic):
    text = words(signed_in(clinic["reviewer"]).get(HERE))

    assert "Record this search" not in text
    assert record(clinic["reviewer"]).status_code == 403
    assert not TopicSearch.objects.exists()


def test_strangers_are_asked_to_sign_in(clinic, client):
    assert client.get(HERE).status_code == 302


def test_without_topics_it_says_so(staff):
    assert "There are no topics yet." in words(signed_in(staff["editor"]).get(HERE))


def test_it_costs_the_same_for_one_topic_and_for_three(clinic, django_assert_num_queries):
    client = signed_in(clinic["editor"])
    shown(clinic, "first", 1)

    for slugs in ((), ("second", "third")):
        for slug in slugs:
            shown(clinic, slug, 2)
        with django_assert_num_queries(8):
            client.get(HERE)


def test_no_inline_script_or_style(clinic):
    html = text_of(signed_in(clinic["editor"]).get(HERE))

    assert not re.findall(r"<style\b|<script(?! id=| src=|\s+src=)|\s(?:style|on[a-z]+)=", html)
