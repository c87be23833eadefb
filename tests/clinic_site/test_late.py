import sys

from clinic_site.late import late


def test_a_module_is_loaded_when_it_is_first_needed(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)

    module = late("colorsys")

    assert "colorsys" not in sys.modules
    assert module.rgb_to_hls(1, 1, 1)[1] == 1
    assert "colorsys" in sys.modules
