"""For ``keydesk doctor``: do the desk's secrets open what is stored, and which are still needed?"""

from bot.secrets import FILE_NAME, SecretsError, secret_keys, where_secrets_stand
from bot.settings import Settings
from services.clock import system_clock
from services.seals import Seals, SealsReport, WrongSecretsError
from services.vault import Vault
from storage.database import Database
from storage.errors import TroubleError


async def what_secrets_open(settings: Settings) -> tuple[bool, str, str] | None:
    """Whether it is good, what was found, and what to do; None where there is nothing to look at.

    Changes nothing. What is wrong with the secrets file or the database by itself is not told here.
    """
    if not settings.secret_keys and not (settings.data_dir / FILE_NAME).exists():
        return None
    try:
        vault = Vault([each.get_secret_value() for each in secret_keys(settings)])
        db = Database(settings.database_url.get_secret_value())
        if not db.exists():
            return None
        report = await Seals(db, system_clock, vault).check()
    except WrongSecretsError as error:
        first, *rest = str(error).split("\n")
        return False, first, " ".join(rest)
    except (SecretsError, TroubleError, OSError, ValueError):
        return None
    return _told(settings, report)


def _told(settings: Settings, report: SealsReport) -> tuple[bool, str, str]:
    if report.unopened:
        said = f"no secret opens a key of {', '.join(report.unopened)}"
        return False, said, "put the secret that is missing behind the newest one, from a backup"
    said = f"opens ({report.tried} keys tried)"
    if report.spare:
        places = "; ".join(where_secrets_stand(settings, report.spare))
        said += f"; no longer needed: {places}. Backups from before the rotation still need them"
    if report.older:
        places = "; ".join(where_secrets_stand(settings, report.older))
        said += f"; still needed until keydesk rotate-secrets has run: {places}"
    return True, said, ""
