import json
import signal
import subprocess
import sys

from django.conf import settings

from clinic_site.operations import ready_server

LOADED = "import sys, json; import clinic_site.wsgi, clinic_site.urls; print(json.dumps(sorted(sys.modules)))"
BUSY = f"""
import signal, time
from {ready_server.__name__} import end_in_time
import {ready_server.__name__} as server
server.SECONDS_TO_END = 0.1
end_in_time()
signal.signal(signal.SIGTERM, lambda *_said: None)
signal.signal(signal.SIGHUP, lambda *_said: None)
print("answering", flush=True)
while True:
    time.sleep(60)
"""


def test_what_only_staff_need_is_not_loaded_before_they_do():
    command = [sys.executable, "-W", "ignore", "-c", LOADED]
    loaded = json.loads(subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True).stdout)

    packages = {name.partition(".")[0] for name in loaded}
    assert {"clinic_site", "articles", "faq", "django"} <= packages
    assert not packages & {"fido2", "bs4", "weasyprint", "boto3", "cryptography", "PIL"}


def test_who_is_still_answered_long_after_it_was_told_to_end_is_left():
    command = [sys.executable, "-c", BUSY]
    with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGHUP)  # not such a signal
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 1
