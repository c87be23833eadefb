from clinic_site.letters.models import Letter, write
from tests import builders


def letter(person, about="a matter", subject="A title", **words) -> Letter:
    write(person, about=about, subject=subject, **{"text": "A link."} | words)
    return Letter.objects.get(to=person, about=about)


def test_the_same_matter_is_told_the_same_person_once(staff):
    said = [write(staff["editor"], about="one", subject="A", text="B") for _turn in range(3)]

    assert said == [True, False, False]
    assert write(staff["owner"], about="one", subject="A", text="B")
    assert Letter.objects.count() == 2


def test_who_has_left_gets_none(db):
    gone = builders.person("editor", is_active=False)

    assert not write(gone, about="one", subject="A", text="B")
    assert not Letter.objects.exists()


def test_a_letter_of_who_leaves_before_it_is_sent_is_not_due(staff):
    letter(staff["editor"])
    type(staff["editor"]).objects.filter(pk=staff["editor"].pk).update(is_active=False)

    assert not Letter.objects.due()
    assert not Letter.objects.waiting()


def test_a_title_can_begin_no_header_of_its_own(staff):
    subject = letter(staff["editor"], subject="A title\r\nBcc: all@example.test\x00\u2028\x0bMore\x1b").subject

    assert subject == "A title Bcc: all@example.test More"


def test_a_long_title_is_cut(staff):
    assert len(letter(staff["editor"], subject="word " * 100).subject) <= 200
