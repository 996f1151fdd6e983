"""pyinfra over our own connector: pyinfra keeps the hosts and their parallel work, asyncssh speaks to them.

asyncio runs in a thread of its own, so gevent has nothing to patch: a greenlet waits for a coroutine and lets the others run.
The connector only reads. It has no way to put a file on a host, so no operation that needs one runs through it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from typing import Any, NoReturn, TypedDict

import asyncssh
import gevent
from gevent.event import Event
from pyinfra.api.command import StringCommand
from pyinfra.api.config import Config
from pyinfra.api.host import Host
from pyinfra.api.inventory import Inventory
from pyinfra.api.state import State
from pyinfra.connectors.base import BaseConnector, DataMeta
from pyinfra.connectors.util import CommandOutput, OutputLine

from ictops.adapters.reader_exchange import CannotRead, Exchange, Output
from ictops.adapters.reader_ssh import Target, connected, told


class Asyncio:
    """An asyncio loop in a thread, for greenlets to wait on."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def wait[T](self, coroutine: Coroutine[Any, Any, T], *, seconds: float) -> T:
        """What the coroutine returns or raises; TimeoutError after so many seconds."""
        done = Event()
        woken = gevent.get_hub().loop.async_()
        woken.start(done.set)
        future = asyncio.run_coroutine_threadsafe(_within(seconds, coroutine), self._loop)
        future.add_done_callback(lambda _: woken.send())
        done.wait()
        woken.close()
        return future.result()

    def call(self, function: Callable[[], object]) -> None:
        """Have the loop's thread call this soon."""
        self._loop.call_soon_threadsafe(function)


async def _within[T](seconds: float, coroutine: Coroutine[Any, Any, T]) -> T:
    async with asyncio.timeout(seconds):
        return await coroutine


class Data(TypedDict):
    """What the connector has to know of a host."""

    target: Target
    exchange: Exchange
    elevation: str
    seconds: float
    asyncio: Asyncio


class ReadingConnector(BaseConnector):
    """A host that is spoken to by asyncssh, held to its recorded key, and only read."""

    handles_execution = True
    data_cls = Data
    data_meta = {name: DataMeta(name) for name in Data.__annotations__}  # noqa: RUF012  pyinfra declares it so
    data: Data

    connection: asyncssh.SSHClientConnection | None = None

    @staticmethod
    def make_names_data(name: str) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
        """The one host itself, without data: targets come from the reader, not from a name."""
        yield name, {}, []

    def connect(self) -> None:
        """Open the connection. Raises CannotRead, which pyinfra passes on."""
        self.connection = self._wait(connected(self.data["target"]))

    def run_shell_command(self, command: StringCommand, *_: Any, **__: Any) -> tuple[bool, CommandOutput]:
        """Give the command, a whole script, to one elevated shell on its standard input. Raises CannotRead."""
        if self.connection is None:
            raise RuntimeError("connect first")
        script, end = command.get_raw_value(), self.data["exchange"].end
        said = self._wait(told(self.connection, self.data["target"], self.data["elevation"], script, end))
        lines = [OutputLine("stdout", line) for line in said.output.decode("latin-1").split("\n")]
        lines += [OutputLine("stderr", line) for line in said.complaint.splitlines()]
        return said.output.endswith(end), CommandOutput(lines)

    def _wait[T](self, coroutine: Coroutine[Any, Any, T]) -> T:
        seconds = self.data["seconds"]
        try:
            return self.data["asyncio"].wait(coroutine, seconds=seconds)
        except TimeoutError as error:
            says = f"it did not answer in full within {seconds:g} s; read it again, and if it stays so look at its load"
            raise CannotRead("timed out", says) from error

    def disconnect(self) -> None:
        """Close the connection; nothing is waited for."""
        if self.connection is not None:
            self.data["asyncio"].call(self.connection.abort)

    def put_file(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("this connector only reads")

    def get_file(self, *_: Any, **__: Any) -> NoReturn:
        raise NotImplementedError("this connector only reads")


class Hosts(Inventory):
    """pyinfra's inventory, of hosts of ours only. pyinfra's own would load every connector there is to find the one to use."""

    def make_hosts_and_groups(self, names: Iterable[tuple[str, dict[str, Any]]], groups: object) -> None:  # noqa: ARG002
        self.host_data.update(names)
        self.hosts = {name: Host(name, inventory=self, groups=[], connector_cls=ReadingConnector) for name in self.host_data}


type Heard = dict[str, Output] | CannotRead


def read_all(
    targets: Iterable[tuple[Target, Exchange]],
    *,
    elevation: str,
    seconds: float,
    parallel: int,
    heard: Callable[[str, Heard], None],
) -> None:
    """Read every target, so many at once, and hand over each answer as it comes."""
    loop = Asyncio()
    names = [
        (target.device, Data(target=target, exchange=exchange, elevation=elevation, seconds=seconds, asyncio=loop))
        for target, exchange in targets
    ]
    state = State(Hosts((names, {})), Config(PARALLEL=parallel))  # type: ignore[no-untyped-call]
    for greenlet in [state.pool.spawn(lambda host: heard(host.name, _read(host)), host) for host in state.inventory]:
        greenlet.get()


def _read(host: Host) -> Heard:
    exchange: Exchange = host.connector.data["exchange"]
    try:
        host.connect(show_errors=False, raise_exceptions=True)
        _, output = host.run_shell_command(StringCommand(exchange.script()))
        return exchange.answer(output.stdout.encode("latin-1"), output.stderr)
    except CannotRead as error:
        return error
    finally:
        host.connector.disconnect()
