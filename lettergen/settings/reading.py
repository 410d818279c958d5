"""Reading `lettergen.toml`, and telling everything that is wrong in it at once."""

import dataclasses
import difflib
import os
import re
import tomllib
import typing
from collections.abc import Mapping
from dataclasses import MISSING
from pathlib import Path
from typing import Any, TypeVar

from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.settings.emails import ImapSettings, MailboxSettings
from lettergen.settings.values import checked, value_from_text
from lettergen.settings.whole import Settings, tables

FILE_NAME = "lettergen.toml"


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `lettergen.toml` of a campaign's folder.

    Args:
        folder: The campaign's folder.
        environment: Where ``LETTERGEN_TABLE_NAME`` values come from.

    Raises:
        InputError: If there is no such file or it is not TOML.
        FaultyInputError: With everything that is wrong in it: unknown tables and keys (the nearest
            known one is suggested), values of the wrong type, secrets.
    """
    file = folder / FILE_NAME
    document = _read_toml(file)
    known = tables()
    names = [*known, "fields"]
    faults = [_unknown(file, f"[{name}]", name, names) for name in document if name not in names]
    values: dict[str, Any] = {"folder": folder}
    values["further_mailboxes"] = _read_mailboxes(file, document.get("imap"), environment, faults)
    for name, class_ in known.items():
        values[name] = _read_table(file, name, class_, document.get(name, {}), environment, faults)
    values["fields"] = _read_fields(file, document.get("fields", {}), faults)
    settings = Settings(**values)
    faults += _same_users(file, settings)
    if faults:
        raise FaultyInputError(faults)
    return settings


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(
            f"{file}: there is no campaign here. Go to its folder, name it with -C DIR, "
            "or make one with `lettergen init DIR`."
        ) from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: is not valid TOML: {error}.") from error


def _unknown(file: Path, place: str, name: str, known: list[str]) -> Fault:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    remedy = f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(known)}."
    return Fault(file, f"`{name}` is no setting.", remedy, place=place)


def _read_fields(file: Path, table: Any, faults: list[Fault]) -> dict[str, str]:
    if not isinstance(table, dict):
        faults.append(Fault(file, "must be a table.", place="[fields]"))
        return {}
    for name, value in table.items():
        if not isinstance(value, str):
            faults.append(Fault(file, "must be a text in quotes.", place=f"[fields] {name}"))
    return {name: value for name, value in table.items() if isinstance(value, str)}


def _read_mailboxes(
    file: Path, imap: Any, environment: Mapping[str, str], faults: list[Fault]
) -> dict[str, MailboxSettings]:
    """Take the tables [imap.NAME] out of [imap] and read each."""
    known = {one.name for one in dataclasses.fields(ImapSettings)}
    tables_within = imap if isinstance(imap, dict) else {}
    names = [name for name, value in tables_within.items() if isinstance(value, dict) and name not in known]
    mailboxes = {}
    for name in names:
        place = f"imap.{name}"
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            faults.append(
                Fault(file, "has a name of other than letters, digits and hyphens.", place=f"[{place}]")
            )
        read = _read_table(file, place, MailboxSettings, tables_within.pop(name), environment, faults)
        if not read.is_set:
            faults.append(Fault(file, "no server is named.", "Give `host`.", place=f"[{place}]"))
        if not read.user:
            faults.append(Fault(file, "nobody is named to sign in.", "Give `user`.", place=f"[{place}]"))
        mailboxes[name] = read
    return mailboxes


def _same_users(file: Path, settings: Settings) -> list[Fault]:
    """Report mailboxes of one user, whom the log could not keep apart."""
    taken = [settings.imap.user or settings.sender.email] if settings.imap.is_set else []
    faults = []
    for name, one in settings.further_mailboxes.items():
        if one.user and one.user in taken:
            remedy = "Name all folders of one account in one table."
            what = f"signs in as `{one.user}`, as another mailbox does."
            faults.append(Fault(file, what, remedy, place=f"[imap.{name}] user"))
        taken.append(one.user)
    return faults


def variable_name(table: str, key: str) -> str:
    """Give the environment variable of a setting: ``LETTERGEN_IMAP_OFFICE_PASSWORD`` in [imap.office]."""
    return re.sub(r"[^A-Z0-9]", "_", f"LETTERGEN_{table}_{key}".upper())


T = TypeVar("T")


def _read_table(
    file: Path, name: str, class_: type[T], table: Any, environment: Mapping[str, str], faults: list[Fault]
) -> T:
    if not isinstance(table, dict):
        faults.append(Fault(file, "must be a table.", place=f"[{name}]"))
        table = {}
    fields = {one.name: one for one in dataclasses.fields(typing.cast("Any", class_))}
    hints = typing.get_type_hints(class_)
    values = {}
    for key, value in table.items():
        place = f"[{name}] {key}"
        if key not in fields:
            faults.append(_unknown(file, place, key, list(fields)))
        elif fields[key].metadata["secret"]:
            variable = variable_name(name, key)
            faults.append(
                Fault(file, "is a secret and must not stand here.", f"Set {variable} instead.", place=place)
            )
        else:
            values[key] = checked(file, place, value, hints[key], fields[key].metadata["choices"], faults)
    for key in fields:
        variable = variable_name(name, key)
        if variable in environment:
            value = value_from_text(environment[variable], hints[key])
            values[key] = checked(file, variable, value, hints[key], fields[key].metadata["choices"], faults)
    return class_(**{key: value for key, value in values.items() if value is not MISSING})
