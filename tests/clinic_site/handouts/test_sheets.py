from dataclasses import replace

import pytest

from clinic_site.content.reading import read_shared
from clinic_site.content.shared import TopicShown
from clinic_site.handouts import sheets
from clinic_site.handouts.printed_set import look_up_set
from tests.clinic_site.handouts.pages import asked


def item(clinic, **fields):
    page = asked(clinic, "page", flags=["mentions-pregnancy"])
    found = look_up_set(page.number_id, read_shared()).items[0]
    return replace(found, **fields)


def about(*topics: str, number: str, like):
    return replace(like, number=number, facts=replace(like.facts, topics=topics))


def with_topics(many: int):
    topics = {f"t{place}": TopicShown(f"t{place}", "", f"Topic {place}", "", "moment", place) for place in range(many)}
    return replace(read_shared(), topics=topics)


def numbers(groups) -> dict[str, list[str]]:
    return {group.title: [one.number for one in group.items] for group in groups}


@pytest.mark.parametrize(("letters", "is_on_front"), [(300, True), (900, False)])
def test_what_the_front_of_a_card_has_no_room_for_stands_on_its_back(clinic, letters, is_on_front):
    card = sheets.cards([item(clinic, short_answer="x" * letters)], read_shared())[0]

    keys = {side: [part.key for part in getattr(card, side)] for side in ("front", "back")}

    assert keys["front" if is_on_front else "back"][0] == "pregnancy"
    assert keys["front"] + keys["back"] == [part.key for part in card.notes]


def test_rows_of_a_wall_stand_under_their_main_topic_in_the_order_of_topics(clinic):
    like = item(clinic)
    rows = [about("t1", number="2", like=like), about("t0", "t1", number="1", like=like)]

    groups = numbers(sheets.grouped(rows, None, with_topics(2)))

    assert list(groups.items()) == [("Topic 0", ["1"]), ("Topic 1", ["2"])]


def test_a_wall_has_at_most_three_topics_and_one_heading_for_the_rest(clinic):
    like = item(clinic)
    slugs = ["t0", "t1", "t2", "t3", "t4", "t2", "t3", "t4"]
    rows = [about(slug, number=str(place), like=like) for place, slug in enumerate(slugs)]

    groups = numbers(sheets.grouped([*rows, about(number="none", like=like)], None, with_topics(5)))

    assert list(groups) == ["Topic 2", "Topic 3", "Topic 4", "More questions"]
    assert groups["More questions"] == ["0", "1", "none"]


def test_a_wall_of_a_topic_needs_no_headings(clinic):
    like, common = item(clinic), read_shared()

    assert numbers(sheets.grouped([like], next(iter(common.topics.values())), common)) == {"": [like.number]}
