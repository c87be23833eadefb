from clinic_site.readiness.tree import tree


def test_words_are_those_a_reader_reads_without_the_marks_of_sources():
    html = '<p>It may <em>help</em> <span class="cites">[<a class="cite" href="#source-1">1</a>]</span>.<br>Ask.</p>'

    assert tree(html).words == "It may help. Ask."


def test_a_value_of_the_profile_stands_as_typed():
    assert tree('<p>Call <span data-fill="phone"></span>!</p>').words == "Call {{phone}}!"


def test_parts_come_in_the_order_of_reading_and_know_what_stands_around_them():
    root = tree('<details class="needle"><summary>Show</summary><p>a<img src="x">b</p></details><p>c</p>')

    assert [node.tag for node in root.all("p", "img", "summary")] == ["summary", "p", "img", "p"]
    assert [node.is_within("details", "needle") for node in root.all("p")] == [True, False]


def test_only_direct_children_are_children():
    [outer, _inner] = tree("<ul><li>a<ul><li>b</li></ul></li></ul>").all("ul")

    assert [item.words for item in outer.children("li")] == ["ab"]
