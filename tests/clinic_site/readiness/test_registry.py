"""What the list of checks makes of what they find."""

from clinic_site.readiness import remembered
from clinic_site.readiness.registry import STOP, findings, stops
from tests.clinic_site.readiness.drafts import Site, draft


def test_more_than_a_thousand_of_a_kind_are_a_stop_that_no_reason_lifts(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_FOUND", 3)
    page = draft("\n\n".join(["We do this. We do that. We rest. We eat."] * 4), reasons=["long-paragraph-more: So."])

    *listed, last = [one for one in findings(page, Site()) if one.code == "long-paragraph"]

    assert len(listed) == 3
    assert last.level == STOP
    assert last in stops([last])


def test_as_many_as_are_listed_are_no_stop(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_FOUND", 4)
    page = draft("\n\n".join(["We do this. We do that. We rest. We eat."] * 4))

    found = [one for one in findings(page, Site()) if one.code == "long-paragraph"]

    assert [one.level for one in found] == ["look"] * 4
