from clinic_site.content.drafting import rendered
from clinic_site.views.style import SAMPLE
from tests import builders


def test_the_sample_is_written_without_a_fault(db):
    assert rendered(SAMPLE).problems == ()


def test_staff_see_every_part_from_the_real_templates(clinic, client):
    client.force_login(clinic["editor"])

    page = client.get("/admin/style/").content.decode()

    for part in (
        "care now",
        "care soon",
        "care talk",
        "note",
        "key-fact",
        "steps",
        "answer",
        "contents",
        "folds",
        "drawing",
    ):
        assert f'class="{part}' in page, part


def test_nobody_else_sees_it(clinic, client):
    assert client.get("/admin/style/").status_code == 302


def test_it_works_before_anything_is_signed(db, client):
    client.force_login(builders.person("editor"))

    assert client.get("/admin/style/").status_code == 200
