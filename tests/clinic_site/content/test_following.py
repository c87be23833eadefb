from clinic_site.content import withdrawing
from tests import builders


def three(clinic):
    return [
        builders.published(builders.article(clinic["editor"], slug), clinic) for slug in ("first", "second", "third")
    ]


def test_a_successor_that_is_gone_as_well_leads_on(clinic, client):
    first, second, third = three(clinic)
    withdrawing.withdraw(first, by=clinic["publisher"], reason="replaced", successor=second.page.number_id)
    withdrawing.withdraw(second, by=clinic["publisher"], reason="replaced", successor=third.page.number_id)

    answer = client.get("/articles/first/")

    assert answer.status_code == 301
    assert answer["Location"] == "/articles/third/"


def test_what_to_read_instead_is_never_empty(clinic, client):
    first, second, third = three(clinic)
    withdrawing.withdraw(first, by=clinic["publisher"], reason="mistake", read_instead=[second.page.number_id])
    withdrawing.withdraw(second, by=clinic["publisher"], reason="mistake", read_instead=[third.page.number_id])

    answer = client.get("/articles/first/")

    assert answer.status_code == 410
    assert "/articles/third/" in answer.content.decode()
