"""Modules stand in an order: whoever reads them can begin at one that needs none of the others."""

from graphlib import TopologicalSorter

import grimp
import pytest

PACKAGES = ("bot", "handlers", "services", "providers", "storage", "sandbox")


@pytest.mark.parametrize("package", PACKAGES)
def test_no_modules_import_each_other_in_a_circle(package: str) -> None:
    """Not for types either. ``CycleError`` names the circle."""
    graph = grimp.build_graph(package, cache_dir=None)
    order = TopologicalSorter(
        {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    )
    order.prepare()
