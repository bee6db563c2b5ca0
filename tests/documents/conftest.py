"""What the tests by document share.

A test module, or its folder, defines a fixture ``server`` (the stand-in). A test that bears
``@pytest.mark.operations("1.1", …)`` fails at its end if one of these was not called, or if anything was
sent, by this dialogue, that the document does not allow.
"""

from collections.abc import Iterator

import pytest

from tests.documents.server import DocumentServer


def pytest_configure(config: pytest.Config) -> None:
    """Name the mark by which a test says which operations it calls."""
    config.addinivalue_line(
        "markers", "operations(*numbers): the documented operations this dialogue must call"
    )


@pytest.fixture
def by_the_document(server: DocumentServer, request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold a dialogue to the document and to the operations it promises."""
    yield
    assert server.complaints == []
    promised = {number for mark in request.node.iter_markers("operations") for number in mark.args}
    assert promised <= server.numbers, f"not called: {sorted(promised - server.numbers)}"
