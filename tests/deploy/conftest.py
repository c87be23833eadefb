"""Two serving processes of one site, nginx in front, and somebody at work beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.clerk import Clerk, at_work
from tests.deploy.front import Front, in_front
from tests.deploy.nodes import Node, environment
from tests.journeys import serving


@dataclass
class Clinic:
    front: Front
    clerk: Clerk
    number: str

    @property
    def nodes(self) -> list[Node]:
        return self.front.nodes

    @property
    def data(self) -> Path:
        return self.front.data


@pytest.fixture(scope="module")
def clinic(tmp_path_factory) -> Iterator[Clinic]:
    folder = tmp_path_factory.mktemp("machines")
    with serving.empty(folder / "site") as site, at_work(environment(site)) as clerk:
        number = clerk.does("begin")["number"]
        nodes = [Node(site), Node(site)]
        try:
            for node in nodes:
                node.start()
            with in_front(folder / "front", site, nodes) as front:
                yield Clinic(front, clerk, number)
        finally:
            for node in nodes:
                node.end()
