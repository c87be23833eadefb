import pytest

from clinic_site.content.reading import read_shared
from clinic_site.handouts.bundle import look_up
from clinic_site.numbers.several import read
from tests import builders
from tests.clinic_site.content.lives import submitted
from tests.clinic_site.handouts.pages import asked, merged, retired


def found(*numbers: str):
    return look_up(read("-".join(numbers)), read_shared())


def titles(bundle) -> list[str]:
    return [item.title for item in bundle.items]


def test_items_stand_in_the_order_of_the_address(clinic):
    first, second = asked(clinic, "first"), asked(clinic, "second")

    assert titles(found(second.number_id, first.number_id)) == ["Question second?", "Question first?"]


def test_an_item_has_its_short_answer_in_full_and_an_article_its_lede(clinic):
    article = builders.article(clinic["editor"], "soreness")
    builders.published(article, clinic)
    bundle = found(asked(clinic, "one", short_answer="It can. Call {{phone}}.").number_id, article.number_id)

    assert [item.short_answer for item in bundle.items] == ["It can. Call 01632 960001.", "Lede of soreness."]


def test_what_to_remember_is_the_first_sentence_and_more_where_that_says_too_little(clinic):
    short = asked(clinic, "short", short_answer="It can. You may feel a small prick. Tell us.")
    long = asked(clinic, "long", short_answer="You may be sore for a day. It goes by itself.")

    points = [item.point for item in found(short.number_id, long.number_id).items]

    assert points == ["It can. You may feel a small prick.", "You may be sore for a day."]


def test_a_merged_page_is_stood_for_by_its_successor_once(clinic):
    old, new, other = asked(clinic, "old"), asked(clinic, "newer"), asked(clinic, "other")
    merged(old, clinic, into=new)

    bundle = found(old.number_id, other.number_id, new.number_id)

    assert titles(bundle) == ["Question newer?", "Question other?"]
    assert bundle.items[0].stood_for == ("Question old?",)
    assert bundle.address == f"{new.number_id}-{other.number_id}"


def test_a_page_merged_twice_over_is_followed_to_the_last(clinic):
    old, middle, new = asked(clinic, "old"), asked(clinic, "middle"), asked(clinic, "newer")
    merged(old, clinic, into=middle)
    merged(middle, clinic, into=new)

    assert titles(found(old.number_id)) == ["Question newer?"]


def test_a_retired_page_is_left_out_and_names_what_to_read_instead(clinic):
    gone, stays, instead = asked(clinic, "gone"), asked(clinic, "stays"), asked(clinic, "instead")
    retired(gone, clinic, instead)

    bundle = found(gone.number_id, stays.number_id)

    assert titles(bundle) == ["Question stays?"]
    assert [(page.title, [link.url for link in page.read]) for page in bundle.retired] == [
        ("Question gone?", [instead.path])
    ]


def test_what_to_read_instead_is_followed_when_that_is_gone_too(clinic):
    gone, also_gone, now = asked(clinic, "gone"), asked(clinic, "also-gone"), asked(clinic, "now")
    retired(gone, clinic, also_gone)
    retired(also_gone, clinic, now)

    assert [link.url for link in found(gone.number_id).retired[0].read] == [now.path]


def test_drafts_disclaimers_topics_and_wrong_numbers_are_unknown(clinic):
    draft, sent = builders.question(clinic["editor"], "draft"), builders.question(clinic["editor"], "sent")
    submitted(sent, clinic)
    shared = read_shared()
    topic = next(iter(shared.topics.values())).number
    disclaimer = builders.Disclaimer.objects.first().number_id

    bundle = look_up(read("-".join([draft.number_id, sent.number_id, topic, disclaimer, "1234"])), shared)

    assert (bundle.items, bundle.retired, bundle.unknown) == ((), (), 5)


def test_an_overdue_page_says_so(clinic):
    page = asked(clinic, "late")
    type(page).objects.filter(pk=page.pk).update(review_due="2020-01-01")

    assert found(page.number_id).items[0].overdue


@pytest.mark.parametrize("many", [1, 3])
def test_a_bundle_costs_one_query_however_many_it_holds(clinic, django_assert_num_queries, many):
    pages = [asked(clinic, f"page-{place}") for place in range(many)]
    shared, several = read_shared(), read("-".join(page.number_id for page in pages))

    with django_assert_num_queries(1):
        assert len(look_up(several, shared).items) == many


@pytest.mark.parametrize("many", [1, 3])
def test_what_is_gone_costs_one_query_more_however_many(clinic, django_assert_num_queries, many):
    instead = asked(clinic, "instead")
    pages = [asked(clinic, f"page-{place}") for place in range(many)]
    for page in pages:
        retired(page, clinic, instead)
    shared, several = read_shared(), read("-".join(page.number_id for page in pages))

    with django_assert_num_queries(2):
        assert len(look_up(several, shared).retired) == many
