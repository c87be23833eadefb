import pytest

from clinic_site.content.marks import in_a_sentence, labelled
from tests import builders

MARKED = '<p>It can ache <span class="cites">[<a class="cite" href="#source-1">source 1</a>]</span>.</p>'


def test_a_mark_says_how_strong_its_source_is():
    html = labelled(MARKED, [{"label": "A survey of 39 therapists"}])

    assert '">source 1<span class="vh"> (a survey of 39 therapists)</span></a>]' in html


def test_a_label_is_escaped():
    assert "(&lt;b&gt;1&lt;/b&gt; &amp; more)" in labelled(MARKED, [{"label": "<b>1</b> & more"}])


@pytest.mark.parametrize("printed", [[], [{"label": ""}]])
def test_a_mark_without_a_label_stays_as_it_was_signed(printed):
    assert labelled(MARKED, printed) == MARKED


def test_a_fold_with_a_needle_says_why_its_picture_is_not_on_paper():
    fold = '<details class="needle"><summary>Show it</summary>'

    html = labelled(f"{fold}<figure></figure></details>{fold}<figure></figure></details>", [])

    assert html.count(f'{fold}<p class="only-print">It shows a needle, so it is on our site only') == 2
    assert "only-print" not in labelled("<details><summary>Show it</summary></details>", [])


@pytest.mark.parametrize(
    ("label", "said"),
    [("One small trial.", "one small trial"), ("NICE advice", "NICE advice"), ("A", "a"), ("", "")],
)
def test_a_label_joins_the_sentence(label, said):
    assert in_a_sentence(label) == said


def test_a_page_says_the_label_that_was_signed_and_not_a_later_one(clinic, client):
    source = builders.reference("Brady2014", label="One small study")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    builders.published(page, clinic)
    source.label = "A label typed since"
    source.save()

    text = client.get(page.path).content.decode()

    assert "(one small study)" in text
    assert "typed since" not in text


def test_the_list_of_sources_begins_with_the_label(clinic, client):
    builders.reference("Brady2014", label="One small study")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    builders.published(page, clinic)

    text = client.get(page.path).content.decode()

    assert "<strong>One small study.</strong> Authors of Brady2014. Title of Brady2014." in text
    assert '<a href="/evidence/Brady2014/">More about source 1</a>' in text


def test_a_risky_page_keeps_the_labels_in_the_card_it_lifts_to_the_top(clinic, client):
    builders.reference("Brady2014", label="One small study")
    body = "Words.\n\n::: emergency\n- you faint [@Brady2014]\n:::\n"
    page = builders.article(clinic["editor"], body=body, risk="high")
    builders.published(page, clinic)

    text = client.get(page.path).content.decode()

    assert text.index("(one small study)") < text.index("<p>Words.</p>")
