"""Modules of several megabytes that a server does without for as long as only readers ask: loaded when first needed."""

from functools import partial
from importlib import import_module

from django.utils.functional import SimpleLazyObject


def late(name: str) -> SimpleLazyObject:
    """Stands for the module of this name."""
    return SimpleLazyObject(partial(import_module, name))
