"""What every look at all addresses shares."""

import pytest


@pytest.fixture(autouse=True)
def pdfs_are_what_they_are_made_from(monkeypatch):
    """So that their words can be searched; making them takes time and a program that may not be there."""
    monkeypatch.setattr("clinic_site.handouts.pdf.is_possible", lambda: True)
    monkeypatch.setattr("clinic_site.handouts.pdf.pdf_of", lambda html: html.encode())
