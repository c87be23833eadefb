"""A site that is looked at thousands of times and never changed meanwhile: what is the same each time is done once."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.template.response import SimpleTemplateResponse

from clinic_site.content import remembered


@contextmanager
def at_rest(is_so: bool = True):
    """What all pages share is remembered for a generation, as it is where no test has a transaction open."""
    outside = SimpleNamespace(get_connection=lambda: SimpleNamespace(in_atomic_block=False))
    remembered.forget()
    with pytest.MonkeyPatch.context() as patch:
        if is_so:
            patch.setattr(remembered, "transaction", outside)
        yield
    remembered.forget()


@contextmanager
def undrawn(is_so: bool = True):
    """Who gets a screen, and with which headers, is decided before it is drawn."""
    with pytest.MonkeyPatch.context() as patch:
        if is_so:
            patch.setattr(SimpleTemplateResponse, "rendered_content", "")
        yield
