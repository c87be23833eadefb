"""What `python -m tests.broken` breaks must still be there to be broken; it takes too long to be done each time."""

from tests.broken.__main__ import ROOT, every_change


def test_every_rule_that_can_be_broken_stands_where_it_stood():
    texts = {change.file: (ROOT / change.file).read_text(encoding="utf-8") for change in every_change()}

    assert len(texts) > 100
    assert [(one.file, one.old) for one in every_change() if texts[one.file].count(one.old) != 1] == []


def test_every_rule_that_can_be_broken_has_a_test_that_is_there():
    missing = []
    for change in every_change():
        path, _colons, name = change.test.partition("::")
        file = ROOT / path
        function = name.partition("[")[0].rpartition("::")[2]
        if not file.exists() or (function and f"def {function}(" not in file.read_text(encoding="utf-8")):
            missing.append(change.test)

    assert missing == []
