from dataclasses import dataclass, field

from clinic_site.readiness.draft import Similar
from tests.clinic_site.readiness.drafts import Site, found


@dataclass
class Asked(Site):
    others: list[Similar] = field(default_factory=list)

    def similar(self, kind: str, number: str, text: str) -> list[Similar]:
        return self.others


def test_the_closest_question_is_named_with_its_number():
    site = Asked(others=[Similar("2043", "Is it sore?", 0.6), Similar("2035", "Does dry needling hurt?", 0.9)])

    [one] = found("similar-question", "Plain.", site=site, kind="question", question="Is dry needling painful?")

    assert (one.level, one.field) == ("note", "question")
    assert "“Does dry needling hurt?”" in one.why
    assert "page 2035" in one.fix


def test_a_new_question_and_an_article_are_left_alone():
    site = Asked(others=[Similar("2035", "Does dry needling hurt?", 0.9)])

    assert found("similar-question", "Plain.", kind="question", question="Can I swim?") == []
    assert found("similar-question", "Plain.", site=site, kind="article", question="Can I swim?") == []
