"""Who holds connections and lets none end: python -m benchmarks.slow_connections [10000 60]. Needs nginx.

deploy/nginx.conf in front of two processes of `serve`, as docs/deploy.md has nginx set up. From one process and many
addresses of this machine come silent connections, headers and forms that never end, and readers that take one record
at a time; each is opened again when nginx ends it. A reader asks five times a second beside them. Ends with 1 when one
of his requests fails.
"""

import re
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.deploy.front import Front, in_front
from tests.deploy.nodes import Node
from tests.deploy.slow import crowded, read_meanwhile
from tests.deploy.test_deploy_page import text_of
from tests.journeys import serving

PATHS = ["/faq/", "/faq/does-it-hurt/", "/search/?q=swim", "/readyz", "/unwell/"]


def workers_memory(front: Front) -> int:
    """MiB of the workers of nginx."""
    master = (front.folder / "nginx.pid").read_text().strip()
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    status = [Path(f"/proc/{child}/status").read_text() for child in children]
    return sum(int(re.search(r"VmRSS:\s+(\d+)", one)[1]) for one in status) >> 10


def main(count: int, seconds: int) -> None:
    connections = int(re.search(r"worker_connections (\d+);/'", text_of("deploy.md"))[1])
    with TemporaryDirectory() as place, serving.prepared(Path(place) / "site") as site:
        nodes = [Node(site), Node(site)]
        try:
            for node in nodes:
                node.start()
            with in_front(Path(place) / "front", site, nodes, connections, "10s") as front:
                before = read_meanwhile(front, PATHS, 25)
                with crowded(front.port, count, PATHS[0]) as ended:
                    asked, memory = read_meanwhile(front, PATHS, 5 * seconds), workers_memory(front)
                    stood, why = ended()
        finally:
            for node in nodes:
                node.end()
    middle, alone = (1000 * statistics.median(one.took) for one in (asked, before))
    print("| held at least | in the middle | opened again | asked | failed | median, ms | worst | alone | nginx, MiB |")
    print("|--:" * 9 + "|")
    print(f"| {min(stood):,} | {statistics.median(stood):,.0f} | {sum(why.values()):,} | {len(asked.took)} | ", end="")
    print(f"{len(asked.faults)} | {middle:.0f} | {1000 * max(asked.took):.0f} | {alone:.0f} | {memory} |")
    print("\n".join(f"\n{name}: {times:,}" for name, times in sorted(why.items())))
    print("\n".join(asked.faults[:20]))
    sys.exit(1 if asked.faults else 0)


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, 60)))
