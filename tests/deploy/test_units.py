"""deploy/*.service and *.timer: sound, closed, and what they start exists."""

import shutil
import subprocess

import pytest
from django.core.management import get_commands

from tests.deploy.units import CODE, FOLDER, command, setting

SERVICES = ["clinic-guide.service", "clinic-guide@.service", "clinic-guide-tick.service"]
CLOSED = {
    "User": ["clinic-guide"],
    "ReadWritePaths": ["/var/lib/clinic-guide"],
    "ProtectSystem": ["strict"],
    "ProtectHome": ["yes"],
    "PrivateTmp": ["yes"],
    "PrivateDevices": ["yes"],
    "PrivateUsers": ["yes"],
    "ProtectProc": ["invisible"],
    "ProtectClock": ["yes"],
    "ProtectControlGroups": ["yes"],
    "ProtectHostname": ["yes"],
    "ProtectKernelLogs": ["yes"],
    "ProtectKernelModules": ["yes"],
    "ProtectKernelTunables": ["yes"],
    "NoNewPrivileges": ["yes"],
    "CapabilityBoundingSet": [""],
    "AmbientCapabilities": [""],
    "LockPersonality": ["yes"],
    "RestrictAddressFamilies": ["AF_INET AF_INET6 AF_UNIX"],
    "RestrictNamespaces": ["yes"],
    "RestrictRealtime": ["yes"],
    "RestrictSUIDSGID": ["yes"],
    "SystemCallArchitectures": ["native"],
    "SystemCallFilter": ["@system-service", "~@privileged"],
}


@pytest.mark.parametrize("unit", SERVICES)
@pytest.mark.parametrize("name", CLOSED)
def test_each_service_is_closed_in_the_same_way(unit: str, name: str):
    assert setting(unit).get(f"Service.{name}") == CLOSED[name]


@pytest.mark.parametrize("unit", SERVICES)
def test_each_service_starts_a_command_that_exists(unit: str):
    python, manage, name, *_options = command(unit, 8001)

    assert (python.endswith("/.venv/bin/python"), manage) == (True, "manage.py")
    assert name in get_commands()
    assert setting(unit)["Service.EnvironmentFile"] == ["/etc/clinic-guide/environment"]


def test_processes_start_again_and_end_when_their_readers_are_answered():
    for unit in SERVICES[:2]:
        found = setting(unit)
        assert found["Service.Restart"] == ["always"]
        assert found["Service.KillMode"] == ["mixed"]


def test_one_process_keeps_time_by_itself_and_several_have_a_timer():
    alone, one_of_several = (setting(unit)["Service.Environment"] for unit in SERVICES[:2])

    assert (alone, one_of_several) == (["CLINIC_TICK=thread"], ["CLINIC_TICK="])
    assert setting("clinic-guide-tick.timer")["Timer.OnUnitActiveSec"] == ["60s"]


@pytest.fixture
def installed(tmp_path):
    """The units with programs that stand on this machine."""
    for path in FOLDER.glob("clinic-guide*"):
        text = path.read_text(encoding="utf-8")
        text = text.replace(f"{CODE}/.venv/bin/python", shutil.which("env")).replace(CODE, "/usr")
        (tmp_path / path.name.replace("@.", "@8001.")).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong(installed):
    units = sorted(path.name for path in installed.iterdir())

    done = subprocess.run(["systemd-analyze", "verify", *[f"./{name}" for name in units]], cwd=installed,
                          capture_output=True, text=True)  # fmt: skip

    assert len(units) == 4
    assert [line for line in done.stderr.splitlines() if "clinic-guide" in line] == []


@pytest.mark.systemd
def test_systemd_calls_every_service_closed(installed):
    """Of ten points of exposure at most two; a usual service has nine."""
    for unit in sorted(path.name for path in installed.glob("*.service")):
        told = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
        done = subprocess.run(told, cwd=installed, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-300:] + done.stderr
