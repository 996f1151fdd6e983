"""SSH servers on loopback that stand for hosts, honest and not, for the reader to meet."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncssh

type Behaviour = Callable[[asyncssh.SSHServerProcess[bytes]], Awaitable[None]]


async def honest(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Runs what it is sent in a real shell, as a host does. The machine under test is not asked for root."""
    shell = await asyncio.create_subprocess_exec(
        "dash", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    script = (await process.stdin.read()).replace(b'say user "$(id -u)"', b"say user 0")
    output, _ = await shell.communicate(script)
    process.stdout.write(output)
    process.exit(shell.returncode or 0)


def says(output: bytes, *, status: int = 0, complaint: bytes = b"") -> Behaviour:
    """A host that answers this, whatever it is asked."""

    async def behave(process: asyncssh.SSHServerProcess[bytes]) -> None:
        await process.stdin.read()
        process.stdout.write(output)
        process.stderr.write(complaint)
        process.exit(status)

    return behave


def around(before: bytes, after: bytes) -> Behaviour:
    """An honest host whose sign-in shell says something first and last."""

    async def behave(process: asyncssh.SSHServerProcess[bytes]) -> None:
        process.stdout.write(before)
        shell = await asyncio.create_subprocess_exec("dash", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
        script = (await process.stdin.read()).replace(b'say user "$(id -u)"', b"say user 0")
        process.stdout.write((await shell.communicate(script))[0] + after)
        process.exit(0)

    return behave


async def echoes(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Sends back what it is sent."""
    process.stdout.write(await process.stdin.read())
    process.exit(0)


async def freezes(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Takes the script and says nothing more."""
    await process.stdin.read()
    await asyncio.sleep(3600)


async def floods(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Never stops sending."""
    while True:
        process.stdout.write(b"A" * 65536)
        await process.stdout.drain()


async def floods_errors(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Never stops complaining."""
    while True:
        process.stderr.write(b"sudo: " * 8192)
        await process.stderr.drain()


async def hangs_up(process: asyncssh.SSHServerProcess[bytes]) -> None:
    """Closes the connection in the middle of its answer."""
    process.stdout.write(b"\n0123456789 user 0\n")
    await process.stdout.drain()
    process.channel.get_connection().abort()


def numbered(user: bytes) -> Behaviour:
    """A host whose elevation ends at another user than root."""

    async def behave(process: asyncssh.SSHServerProcess[bytes]) -> None:
        shell = await asyncio.create_subprocess_exec("dash", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
        script = (await process.stdin.read()).replace(b'say user "$(id -u)"', b"say user " + user)
        process.stdout.write((await shell.communicate(script))[0])
        process.exit(0)

    return behave


@dataclass
class LoopbackHosts:
    """Servers in a thread of their own. `port` by name; each has its own host key."""

    folder: Path
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    ports: dict[str, int] = field(default_factory=dict)
    keys: dict[str, asyncssh.SSHKey] = field(default_factory=dict)
    client: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    asked: list[str] = field(default_factory=list)
    _servers: list[Any] = field(default_factory=list)
    _connections: list[asyncssh.SSHServerConnection] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client.write_private_key(self.folder / "id")

    def ssh(self, name: str, behaviour: Behaviour, *, accepts: asyncssh.SSHKey | None = None) -> None:
        """An SSH server with a key of its own, whose every command behaves so."""
        self.keys[name] = asyncssh.generate_private_key("ssh-ed25519")
        accepted = asyncssh.import_authorized_keys((accepts or self.client).export_public_key().decode())

        async def handle(process: asyncssh.SSHServerProcess[bytes]) -> None:
            self.asked.append(name)
            await behaviour(process)

        async def listen() -> int:
            server = await asyncssh.listen(
                "127.0.0.1", 0, server_host_keys=[self.keys[name]], authorized_client_keys=accepted,
                process_factory=handle, encoding=None, acceptor=self._connections.append,
            )  # fmt: skip
            self._servers.append(server)
            return int(server.get_port())

        self.ports[name] = self._run(listen())

    def raw(self, name: str, talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]) -> None:
        """A server that does not speak SSH."""

        async def listen() -> int:
            server = await asyncio.start_server(talk, "127.0.0.1", 0)
            self._servers.append(server)
            return int(server.sockets[0].getsockname()[1])

        self.ports[name] = self._run(listen())

    def known_hosts(self, name: str, keys: dict[str, asyncssh.SSHKey] | None = None) -> Path:
        """A file of known hosts with these keys, or each server's own."""
        path = self.folder / name
        lines = [f"{device} {key.export_public_key().decode()}" for device, key in (keys or self.keys).items()]
        path.write_text("".join(lines))
        return path

    def close(self) -> None:
        """Close every server and connection, and end what still talks."""
        self._run(self._closed())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _closed(self) -> None:
        for server in self._servers:
            server.close()
        for connection in self._connections:
            connection.abort()
        await asyncio.sleep(0.05)
        talking = asyncio.all_tasks() - {asyncio.current_task()}
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)

    def _run[T](self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)


@contextmanager
def loopback_hosts(folder: Path) -> Iterator[LoopbackHosts]:
    """Servers for as long as the block runs."""
    hosts = LoopbackHosts(folder)
    thread = threading.Thread(target=hosts._loop.run_forever, daemon=True)
    thread.start()
    try:
        yield hosts
    finally:
        hosts.close()
        thread.join(5)
        hosts._loop.close()
