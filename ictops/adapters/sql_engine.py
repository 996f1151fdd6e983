"""Opening the record's database: durable where it is a file, and at the newest migration."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from ictops.adapters import sql_tables as tables
from ictops.errors import BadInput, Fault


def open_engine(url: str) -> Engine:
    """The database at the URL. Raises BadInput when the URL names none that can be opened here."""
    try:
        return _made_engine(url)
    except (ArgumentError, ImportError) as error:
        do = "Take record out, for a file in .ictops/; or install the database's driver and give a URL with its name"
        raise BadInput(Fault("trust.yml, record", f"no database can be opened with it ({error})", do)) from error


def _made_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url)
    engine = create_engine(url, poolclass=NullPool)  # a file: nothing is gained by keeping it open between writes
    event.listen(engine, "connect", _durable)
    event.listen(engine, "begin", _begin)
    return engine


def _durable(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 would otherwise begin transactions by itself, too late for the write lock
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "busy_timeout = 10000",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take the write lock at once: two that both read the head first would otherwise chain to the same entry."""
    only_reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def upgrade(engine: Engine) -> None:
    """Make the record's tables, or bring those of an older ictops up to date."""
    with engine.connect().execution_options(only_reads=True) as db:
        if inspect(db).has_table(tables.version.name) and db.scalar(select(tables.version)) == tables.REVISION:
            return
    from alembic import command  # noqa: PLC0415 - a quarter of a second, only needed when the record is new or old
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "ictops.adapters:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
