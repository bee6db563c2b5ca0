"""The steps of the guide."""

import pytest

from sandbox.web import GuideStep, WebChat

from .conftest import Scene


def test_guide_must_name_a_chat_of_its_person(scene: Scene) -> None:
    """A step that leads nowhere is refused when the web chat is made."""
    step = GuideStep("Lost", scene.cleo.id, scene.desk.id)
    with pytest.raises(ValueError, match="Lost"):
        WebChat(scene.world, guide=[step])
