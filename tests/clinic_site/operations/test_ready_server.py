import json
import subprocess
import sys

from django.conf import settings

from clinic_site.operations import ready_server

LOADED = "import sys, json; import {name}; print(json.dumps(sorted(sys.modules)))"


def test_who_only_watches_over_the_process_that_serves_holds_nothing_of_the_site():
    command = [sys.executable, "-c", LOADED.format(name=ready_server.__name__)]
    loaded = json.loads(subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True).stdout)

    ours = [name for name in loaded if name.startswith(("clinic_site", "articles", "faq"))]
    assert ours == ["clinic_site", "clinic_site.operations", ready_server.__name__]
    assert not [name for name in loaded if name.partition(".")[0] in {"django", "click", "PIL", "psycopg"}]
