"""The Fernet keys in the data directory: made once, kept private, never replaced."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, MultiFernet
from pydantic import SecretStr

from bot.secrets import SecretsError, generate, load, secret_keys
from bot.settings import Settings

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"


def settings(data_dir: Path, *keys: str) -> Settings:
    """Settings with this data directory."""
    return Settings(
        bot_token=SecretStr(TOKEN),
        owners=(11,),
        data_dir=data_dir,
        secret_keys=tuple(SecretStr(key) for key in keys),
    )


def test_keys_of_the_settings_are_used_and_nothing_is_written(tmp_path: Path) -> None:
    """Whoever sets the keys keeps them."""
    key = Fernet.generate_key().decode()
    assert secret_keys(settings(tmp_path / "data", key)) == (SecretStr(key),)
    assert not (tmp_path / "data").exists()


def test_keys_are_made_once_and_are_private(tmp_path: Path) -> None:
    """A second start reads what the first one made; only the owner may read the file."""
    data = tmp_path / "deep" / "data"
    first = secret_keys(settings(data))
    assert secret_keys(settings(data)) == first
    file = data / "secret.keys"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert [entry.name for entry in data.iterdir()] == ["secret.keys"]
    assert Fernet(first[0].get_secret_value())


def test_starts_at_the_same_moment_agree_on_the_keys(tmp_path: Path) -> None:
    """Whoever comes second takes the first one's, whole."""
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: secret_keys(settings(tmp_path)), range(8)))
    assert len(set(keys)) == 1


def test_several_keys_are_read_newest_first(tmp_path: Path) -> None:
    """After a rotation old seals can still be opened."""
    file = tmp_path / "secret.keys"
    generate(file)
    (old,) = load(file)
    new = Fernet.generate_key().decode()
    file.write_text(f"{new}\n\n{old.get_secret_value()}\n")
    keys = load(file)
    assert [key.get_secret_value() for key in keys] == [new, old.get_secret_value()]
    sealed = Fernet(old.get_secret_value()).encrypt(b"key")
    assert MultiFernet([Fernet(k.get_secret_value()) for k in keys]).decrypt(sealed) == b"key"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused_with_the_command_to_run(
    tmp_path: Path, mode: int
) -> None:
    """The message is the cure, and holds no key."""
    file = tmp_path / "secret.keys"
    generate(file)
    (key,) = load(file)
    file.chmod(mode)
    with pytest.raises(SecretsError, match=f"chmod 600 '{file}'") as refused:
        secret_keys(settings(tmp_path))
    assert key.get_secret_value() not in str(refused.value)


def test_lost_keys_are_not_replaced_beside_a_database(tmp_path: Path) -> None:
    """New keys would open nothing that was bought before."""
    (tmp_path / "keydesk.db").write_bytes(b"SQLite format 3\0")
    with pytest.raises(SecretsError, match="from a backup"):
        secret_keys(settings(tmp_path))
    assert not (tmp_path / "secret.keys").exists()


@pytest.mark.parametrize("content", ["", "\n\n", "not-a-key\n"])
def test_a_file_without_good_keys_is_refused(tmp_path: Path, content: str) -> None:
    """A damaged file is neither used nor replaced, and its text is not shown."""
    file = tmp_path / "secret.keys"
    file.touch(mode=0o600)
    file.write_text(content)
    with pytest.raises(SecretsError) as refused:
        secret_keys(settings(tmp_path))
    assert "not-a-key" not in str(refused.value)
    assert file.read_text() == content
