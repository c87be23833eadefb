"""A collapsed lung is named wherever a reader asks if needles are safe, or safe for them: a page may be the only one
that somebody reads."""

from collections.abc import Iterator

from clinic_site.operations.demonstration import STARTER
from clinic_site.operations.reading import ContentFile, read
from tests.starter.texts import everything_said

SAFETY = {"is-it-right-for-me", "risks-and-side-effects"}


def safety_pages() -> Iterator[ContentFile]:
    found = (file for file in read(STARTER).files if file.folder.name != "handouts")
    return (file for file in found if SAFETY & set(file.value("topics") or ()))


def test_every_page_about_safety_names_a_collapsed_lung():
    says_lung = {said.where for said in everything_said() if "lung" in said.words}
    pages = {f"{file.folder.name}/{file.path.name}" for file in safety_pages()}

    assert len(pages) > 15
    assert pages - says_lung == set()
