"""Before Django is there: what keeps the settings from being read at all, for `manage.py doctor`. It imports nothing
that could fail with them."""

import importlib
import re
from collections.abc import Callable, Mapping

# Read by the scripts of deploy/, who may be told them in the same file.
OF_SCRIPTS = {"CLINIC_ENVIRONMENT", "CLINIC_REQUIREMENTS", "CLINIC_USER"}
ASKED = re.compile(r"\b([A-Z]+_[A-Z_]+)\b")


def settings_fault(load: Callable[[], object] | None = None) -> str:
    """What is wrong, why it matters and what to do; empty when the settings can be read."""
    try:
        (load or _load)()
    except ModuleNotFoundError as fault:
        return (
            f"The Python package {fault.name} is missing. The program can't run without it. "
            "Do: .venv/bin/pip install --only-binary :all: --require-hashes -r requirements.txt"
        )
    except FileExistsError as fault:
        return (
            f"{fault.filename} is a file and has to be a folder. Nothing runs until it is right. "
            f"Do: mv {fault.filename} {fault.filename}.away; then start again: the folder is made."
        )
    except OSError as fault:
        return (
            f"{fault.filename} can't be used: {fault.strerror}. All data lies below CLINIC_DATA. "
            "Do: make the folder for the user of the site (install -d -o clinic-guide -g clinic-guide -m 0711 FOLDER), "
            "and run this as that user."
        )
    except Exception as fault:  # whatever it is, a person gets words and no traceback
        what, _do, do = str(fault).partition(" Do: ")
        return f"A setting can't be used: {what} Nothing runs until it is right. Do: {do or mend(what)}"
    return ""


def mend(words: str) -> str:
    found = ASKED.search(words)
    return (
        f"correct {found[1]} in the environment file; deploy/environment.example explains it."
        if found
        else ("compare the environment file with deploy/environment.example.")
    )


def _load() -> None:
    conf = importlib.import_module("django.conf")
    django = importlib.import_module("django")
    conf.settings.INSTALLED_APPS  # noqa: B018, reads the settings
    django.setup()
    # Every page would ask for it, and the health check for none.
    importlib.import_module("django.utils.timezone").get_default_timezone()


def unknown(text_of_settings: str, environment: Mapping[str, str]) -> list[str]:
    """Variables that look like ours and that no setting reads: most are misspelt."""
    names = known(text_of_settings)
    return sorted(name for name in environment if name.startswith("CLINIC_") and name not in names)


def known(text_of_settings: str) -> set[str]:
    return OF_SCRIPTS | set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text_of_settings))
