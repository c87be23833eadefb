"""Cells of a table that spreadsheets open: none of them may be worked out as a formula."""

STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(cell):
    """Text that would start a formula gets an apostrophe in front of it; numbers stay as they are."""
    if isinstance(cell, str) and (cell.startswith(STARTS_A_FORMULA) or cell.lstrip().startswith(STARTS_A_FORMULA)):
        return f"'{cell}"
    return cell
