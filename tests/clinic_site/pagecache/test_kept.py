import pytest

from clinic_site.pagecache.kept import LARGEST, Answer, Shelf, made

TEXT = [("Content-Type", "text/html; charset=utf-8")]


def answer(size: int) -> Answer:
    return Answer("200 OK", {"": []}, {"": b"x" * size}, {"": '"x"'}, generation=1)


def key(path: str) -> tuple:
    return True, "guide.example", path, ""


def test_the_shelf_never_holds_more_bytes_than_it_may():
    shelf = Shelf(most_bytes=1000)

    for number in range(50):
        shelf.put(key(f"/{number}"), answer(300))

    assert len(shelf) == 3
    assert shelf.get(key("/0")) is None
    assert shelf.get(key("/49"))


def test_what_is_put_again_counts_once():
    shelf = Shelf(most_bytes=1000)

    for _time in range(50):
        shelf.put(key("/1"), answer(300))
    shelf.put(key("/2"), answer(300))

    assert shelf.get(key("/1"))
    assert shelf.get(key("/2"))


def test_an_answer_that_would_push_out_many_pages_is_not_kept():
    shelf = Shelf()

    shelf.put(key("/large"), answer(LARGEST + 1))

    assert len(shelf) == 0


def test_pictures_and_short_texts_are_not_packed():
    picture = made("200 OK", [("Content-Type", "image/webp")], b"x" * 5000, 1, (), 0)
    short = made("200 OK", TEXT, b"ok", 1, (), 0)

    assert list(picture.bodies) == list(short.bodies) == [""]
    assert "Vary" not in dict(picture.headers[""])


def test_what_is_packed_already_stays_as_it_is():
    packed = made("200 OK", [*TEXT, ("Content-Encoding", "br")], b"x" * 5000, 1, (), 0)

    assert list(packed.bodies) == [""]
    assert dict(packed.headers[""])["Content-Encoding"] == "br"


def test_the_same_page_has_the_same_bytes_and_marks_on_every_machine():
    assert made("200 OK", TEXT, b"page" * 100, 1, (), 0).etags == made("200 OK", TEXT, b"page" * 100, 7, (), 0).etags


@pytest.mark.parametrize("asked", ["", "br", "gzip"])
def test_what_is_packed_later_has_the_bytes_of_what_is_packed_at_once(asked):
    for kind in ("text/html", "text/javascript"):
        whole = made("200 OK", [("content-type", kind)], b"page " * 100, 1, (), 0)
        one = made("200 OK", [("content-type", kind)], b"page " * 100, 1, (), 0, [asked])

        assert list(one.bodies) == [asked]
        assert one.packed("").packed("br").packed("gzip").bodies == whole.bodies


def test_what_devices_keep_is_packed_as_tightly_as_it_goes():
    script = b"".join(
        b"const word%d = list.filter((page) => page.number === %d);\n" % (n, n * 7919) for n in range(300)
    )
    loose = made("200 OK", TEXT, script, 1, (), 0)

    tight = made("200 OK", [("Content-Type", "text/javascript")], script, 1, (), 0)

    assert len(tight.bodies["br"]) < 0.95 * len(loose.bodies["br"])
