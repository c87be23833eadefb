"""How fast a page is read: python -m benchmarks.reading [--seconds 2] [--json FILE]. Needs nginx and wrk.

The same page from nginx as a file (one worker), from `manage.py serve`, from nginx with deploy/nginx.conf before the
published edition, and from Django under the same server without ready pages; articles of Wagtail; 1,000 different pages
in turn. In interleaved rounds, so that what else the machine does falls on all of them alike.
"""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes, telling
from benchmarks.reading_setting import Reader, Setting
from benchmarks.telling import Found, Goal, Plot, middle, times

ROUNDS = 5
COLUMNS = [
    "", "bytes", "requests/s", "of nginx", "CPU a request, µs", "p50, 1 connection, ms", "p99, 64 connections, ms",
]  # fmt: skip


def row(reader: Reader, nginx: Reader) -> list[str]:
    share, cpu = 100 * reader.against(nginx), middle(reader.cpu)
    return [
        reader.name, f"{reader.size:,}", f"{reader.rate:,.0f}", f"{share:.0f} %" if share >= 10 else f"{share:.2f} %",
        f"{cpu:,.0f}", f"{middle(reader.p50):.2f}", f"{middle(reader.p99):,.1f}",
    ]  # fmt: skip


def goals(setting: Setting) -> list[Goal]:
    ours, nginx = setting.ours, setting.nginx
    p50, p99 = middle(ours.p50), middle(ours.p99)
    found = [
        *against_nginx("`serve`", ours, nginx),
        *against_nginx("`serve` with brotli", *setting.packed),
        Goal("`serve`: p50, one connection", "≤ 0.15 ms", f"{p50:.2f} ms", p50 <= 0.15),
        Goal("`serve`: p99, 64 connections", "≤ 15 ms", f"{p99:.1f} ms", p99 <= 15),
    ]
    for many in (setting.many, setting.many_packed):
        for one, theirs in setting.wagtail:
            ratio = many.against(theirs)
            found.append(Goal(f"{many.name}, against {one.name}", "≥ 1,000 ×", times(ratio), ratio >= 1000))
    share = setting.files.against(nginx)
    return [*found, Goal("nginx with files: share of nginx's rate", "≥ 95 %", f"{100 * share:.0f} %", share >= 0.95)]


def against_nginx(name: str, ours: Reader, nginx: Reader) -> list[Goal]:
    share, cpu = ours.against(nginx), middle(ours.cpu) / middle(nginx.cpu)
    return [
        Goal(f"{name}: share of nginx's rate", "≥ 50 %", f"{100 * share:.0f} %", share >= 0.5),
        Goal(f"{name}: CPU a request against nginx's", "≤ 3 ×", times(cpu), cpu <= 3),
    ]


def plots(readers: list[Reader]) -> list[Plot]:
    rates = [(reader.name, reader.rate) for reader in readers]
    cpu = [(reader.name, middle(reader.cpu)) for reader in readers]
    return [
        Plot("reading-rate", "Pages a second, 64 connections", "/s", rates, is_log=True),
        Plot("reading-cpu", "CPU for one page", "µs", cpu, is_log=True),
    ]


def measured(setting: Setting, rounds: int, seconds: int) -> Found:
    setting.warm()
    for _round in range(rounds):
        for reader in setting.readers:
            reader.round(seconds)
    rows = [row(reader, setting.nginx) for reader in setting.readers]
    about = (
        f"Medians of {rounds} interleaved rounds of {seconds} s with 64 connections and 1 s with one; "
        "uncompressed but where brotli is said. CPU is what the server's processes used, user and system."
    )
    return Found(about, COLUMNS, rows, goals(setting), plots(setting.readers))


def main() -> None:
    parser = telling.arguments(__doc__)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    processes.need("nginx", "wrk")
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        Path(temporary).chmod(0o755)  # the worker of nginx is another user
        setting = Setting(Path(temporary), stack)
        telling.tell(measured(setting, given.rounds, given.seconds), given.json)


if __name__ == "__main__":
    main()
