"""docs/providers.md, done as it says: the code of it works, and the sample is installed and sells."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from providers.base import Purchasing
from providers.proxies import DIRECT
from sandbox.demo_world import DemoWorld
from tests.campaigns.process import Keydesk
from tests.docs.pages import ROOT, fenced

PAGE = ROOT / "docs" / "providers.md"


@pytest.fixture
async def town() -> AsyncIterator[DemoWorld]:
    """Telegram and the providers to start a bot among."""
    world = DemoWorld()
    await world.start(web_port=None)
    yield world
    await world.stop()
    assert world.complaints == []


async def test_the_code_of_the_page_is_a_provider() -> None:
    """Its class has what it says it has, its factory says what is missing, and ours makes the same."""
    names: dict[str, object] = {}
    for block in fenced_as_written("python"):
        exec(block, names)  # noqa: S102 - this is what the page tells people to write
    make = names["make"]
    assert callable(make)
    shop = make({"base_url": "https://shop.example", "token": "x"}, lambda _: None)
    assert isinstance(shop, Purchasing)
    assert shop.name == "shop"
    with pytest.raises(ValueError, match="token is missing"):
        make({}, lambda _: None)
    settings, factory = names["ShopSettings"], names["factory"]
    assert callable(settings) and callable(factory)
    ours = settings(base_url="https://shop.example", token="x")
    assert isinstance(factory(ours, lambda _: None, proxies=DIRECT), Purchasing)


async def test_what_the_page_says_to_run_works(tmp_path: Path, town: DemoWorld) -> None:
    """The commands as they stand there; then the bot runs with the package and sells from it."""
    for name in (".venv", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    [commands] = fenced(PAGE, "sh")
    settings = {
        **town.settings(),
        "KEYDESK_DATA_DIR": str(tmp_path / "data"),
        "PATH": "/usr/bin:/bin",
    }
    shell = await asyncio.create_subprocess_exec(
        "bash", "-euc", commands, cwd=tmp_path, env=settings, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await shell.communicate()
    assert shell.returncode == 0, said
    assert "ok   sample: answers" in said.decode()

    bot = Keydesk(
        tmp_path,
        {**town.settings(), "KEYDESK_SAMPLE__PRICE": "9.50"},
        program=("-c", f"import sys; sys.path.append('beside'); {START}"),
    )
    try:
        await bot.start()
        town.olga.starts()
        chat = town.olga.private
        for line, answer in (
            ("/providers", "✅ sample – working"),
            (
                "/catalog add My game | sample game EUR",
                "Added to the catalog: My game – sample game",
            ),
            ("/stock my game", "1. sample – €9.50, 10 in stock"),
        ):
            town.olga.says(line)
            await said_in(town, answer)
        assert chat.messages[-1].labels() == ["Buy", "Refresh"]
        bot.terminate()
        assert await bot.ended() == 0
    finally:
        await bot.clear()


async def said_in(town: DemoWorld, text: str) -> None:
    """Wait until the newest message of the owner's chat says this."""
    chat = town.olga.private
    await town.world.until(lambda: text in chat.messages[-1].text, timeout=60)


START = "from bot.cli import main; sys.argv = ['keydesk', 'run']; main()"


def fenced_as_written(language: str) -> list[str]:
    """The blocks of a language with their indentation."""
    text = PAGE.read_text(encoding="utf-8")
    return [part.partition("```")[0] for part in text.split(f"```{language}\n")[1:]]
