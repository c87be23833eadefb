"""The description that other systems are written from, against what they get."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from clinic_site.content import evidence
from clinic_site.profile.models import amend
from clinic_site.references.models import Reference
from clinic_site.views import api, documents, slowing
from tests import builders
from tests.architecture.addresses import routes
from tests.clinic_site.content.lives import edited, pages_in_every_state
from tests.clinic_site.content.test_missing_disclaimers import EVERYTHING, take_away

DESCRIPTION = json.loads(Path(api.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
SCHEMAS = DESCRIPTION["components"]["schemas"]


def strict() -> dict:
    """The description, with a name that it doesn't tell of counted as a fault."""
    schemas = {
        name: schema | ({"unevaluatedProperties": False} if "properties" in schema else {})
        for name, schema in SCHEMAS.items()
    }
    return {"components": DESCRIPTION["components"] | {"schemas": schemas}}


def resolved(part: dict) -> dict:
    """What a reference inside the description stands for."""
    if "$ref" not in part:
        return part
    found = DESCRIPTION
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def described(path: str, status: int) -> dict:
    return resolved(DESCRIPTION["paths"][path]["get"]["responses"][str(status)])


def faults(response, path: str) -> list[str]:
    """Where an answer is not what the description says of its path and status."""
    said = described(path, response.status_code)
    found = [f"no {name}" for name in said.get("headers", {}) if name not in response]
    if "content" not in said:
        return found + (["a text"] if response.content else [])
    ((media_type, content),) = said["content"].items()
    checker = Draft202012Validator(strict() | content["schema"], format_checker=Draft202012Validator.FORMAT_CHECKER)
    found += [] if response["Content-Type"] == media_type else [response["Content-Type"]]
    return found + [f"{error.json_path}: {error.message}" for error in checker.iter_errors(response.json())]


LIST, PAGE, OWN = "/api/pages.json", "/api/pages/{number}.json", "/api/openapi.json"


@pytest.fixture
def numbers(clinic):
    """Those of pages of each kind in each state, and of one with everything a page can have."""
    pages = [page for kind in ("article", "question") for page in pages_in_every_state(kind, clinic).values()]
    key = builders.reference().key
    whole = builders.article(
        clinic["editor"], "whole", **EVERYTHING | {"body": EVERYTHING["body"] + f"\nIt aches [@{key}].\n"}, risk="high"
    )
    builders.published(whole, clinic)
    builders.published(edited(whole, clinic["editor"], title="Changed in meaning"), clinic)
    return [page.number_id for page in [*pages, whole]]


def all_faults(client, numbers) -> list[str]:
    found = faults(client.get(LIST), LIST)
    for number in [*numbers, "0000", "Jane"]:
        found += [f"{number} {fault}" for fault in faults(client.get(f"/api/pages/{number}.json"), PAGE)]
    return found


def test_every_answer_is_as_described(client, numbers):
    statuses = {client.get(f"/api/pages/{number}.json").status_code for number in [*numbers, "0000"]}

    assert statuses == {200, 404, 410}
    assert all_faults(client, numbers) == []


def test_an_empty_site_answers_as_described(db, client):
    assert all_faults(client, []) == []


def test_what_is_late_lost_retracted_or_an_example_is_as_described(clinic, client, numbers, monkeypatch):
    evidence.mark(Reference.objects.get(), by=clinic["editor"], standing="retracted", note="The journal says so.")
    amend(by=clinic["owner"], is_example=True)
    take_away("emergency")
    take_away("general-information")
    day = timezone.localdate() + timedelta(days=2000)
    monkeypatch.setattr(timezone, "localdate", lambda *_given: day)

    assert all_faults(client, numbers) == []
    assert all(row["overdue"] for row in client.get(LIST).json()["pages"])


def test_every_path_answers_everything_it_is_described_with(client, numbers):
    said = {(path, status) for path, item in DESCRIPTION["paths"].items() for status in item["get"]["responses"]}
    found = set()

    for path in DESCRIPTION["paths"]:
        for number in (*numbers, "0000"):
            address = path.format(number=number)
            first = client.get(address)
            again = client.get(address, headers={"If-None-Match": first.get("ETag", "")})
            for response in (first, again, client.post(address)):
                found.add((path, str(response.status_code)))
                assert faults(response, path) == [], address
    guesses = [client.get(PAGE.format(number="0000")) for _turn in range(slowing.WRONG_FROM_ONE_SENDER)]
    found.add((PAGE, str(guesses[-1].status_code)))
    assert faults(guesses[-1], PAGE) == []

    assert found == said


def test_every_address_is_described_and_every_description_has_an_address():
    ours = {"/" + route.replace("<str:number>", "{number}") for _name, route in routes() if route.startswith("api/")}

    assert ours == set(DESCRIPTION["paths"])
    assert {tuple(item) for item in DESCRIPTION["paths"].values()} == {("get",)}


def test_the_description_is_sound_and_of_the_version_that_is_answered(db, client):
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)

    assert client.get(OWN).json() == DESCRIPTION
    assert DESCRIPTION["openapi"] == "3.1.0"
    assert DESCRIPTION["info"]["version"] == str(SCHEMAS["Version"]["const"]) == str(documents.VERSION)


def test_every_reference_leads_somewhere_and_nothing_is_described_for_nobody():
    text = json.dumps(DESCRIPTION)
    names = {f"#/components/{kind}/{name}" for kind, parts in DESCRIPTION["components"].items() for name in parts}
    used = {piece.split('"')[0] for piece in text.split('"$ref": "')[1:]}

    assert used == names


def test_a_name_that_is_not_described_is_a_fault(client, numbers, monkeypatch):
    """Else the tests above would hold for a description that says nothing."""
    problem = documents.problem
    monkeypatch.setattr(documents, "problem", lambda *given: problem(*given) | {"more": 1})

    assert "unexpected" in faults(client.get("/api/pages/0000.json"), PAGE)[0]
