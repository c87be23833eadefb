from clinic_site.operations.auditing import Claim, audit, claims
from clinic_site.operations.reading import read
from tests.clinic_site.operations.folders import ARTICLE, REFERENCE, change, folder


def test_each_sentence_that_names_a_source_is_a_claim():
    body = "It eased in two trials [@A2020; @B2021]. We do not know why. Few bled [@A2020].\n"

    assert list(claims(body)) == [
        Claim("It eased in two trials.", ("A2020", "B2021")),
        Claim("Few bled.", ("A2020",)),
    ]


def test_a_line_of_a_list_and_a_row_of_a_table_are_claims_without_their_marks_and_links():
    body = "- **Tape** did not help [@A2020]\n\n| Heat | Not tested |\n| [Rest](page:2008) | Helped [@B2021] |\n"

    assert [claim.words for claim in claims(body)] == ["Tape did not help", "Rest | Helped"]


def test_a_claim_stands_beside_what_the_page_says_its_source_supports(tmp_path):
    root = folder(tmp_path)
    change(root, ARTICLE, "risk: normal", "risk: normal\nsupports:\n- 'Brady2014: One day in a survey.'")

    assert "\n| About a day. | Brady2014 | One day in a survey. |\n" in audit(read(root))


def test_a_figure_in_a_summary_is_listed_though_it_names_no_source(tmp_path):
    root = folder(tmp_path)
    change(root, ARTICLE, "Most people are sore for a day.", "About 8 of 100 people bruise. It fades.")

    assert "\n| About 8 of 100 people bruise. |  |  |\n" in audit(read(root))


def test_what_a_source_found_stands_once_with_its_label_and_limits(tmp_path):
    root = folder(tmp_path)
    change(root, REFERENCE, "Nobody had a serious one.", "Nobody had a serious one | a long line.")

    found = "| Brady2014 | A survey of 39 therapists | Nobody had a serious one \\| a long line. Limits: They filled in"
    assert audit(read(root)).count(found) == 1


def test_a_page_that_claims_nothing_is_left_out(tmp_path):
    text = audit(read(folder(tmp_path)))

    assert "## 1007 Soreness after treatment" in text
    assert "Does it hurt?" not in text
