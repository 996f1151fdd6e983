"""Real SSH on loopback: servers of our own that run commands as ourselves, so OpenSSH and Ansible meet true host keys."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncssh


def new_key() -> asyncssh.SSHKey:
    return asyncssh.generate_private_key("ssh-ed25519")


def public(key: asyncssh.SSHKey) -> str:
    """`ssh-ed25519 AAAA…`, as a known_hosts line has it after the name."""
    return " ".join(key.export_public_key().decode().split()[:2])


def keep_private(key: asyncssh.SSHKey, path: Path) -> Path:
    path.write_bytes(key.export_private_key())
    path.chmod(0o600)
    return path


@contextmanager
def ssh_server(host_key: asyncssh.SSHKey, admitted: asyncssh.SSHKey) -> Iterator[int]:
    """A server on 127.0.0.1 with this host key that admits this user key; gives its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    connections: list[asyncssh.SSHServerConnection] = []
    server = asyncio.run_coroutine_threadsafe(_listen(host_key, admitted, connections), loop).result(timeout=60)
    try:
        yield server.get_port()
    finally:
        asyncio.run_coroutine_threadsafe(_close(server, connections), loop).result(timeout=60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=60)
        loop.close()


async def _listen(
    host_key: asyncssh.SSHKey, admitted: asyncssh.SSHKey, connections: list[asyncssh.SSHServerConnection]
) -> asyncssh.SSHAcceptor:
    class Server(asyncssh.SSHServer):
        def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
            connections.append(conn)

    return await asyncssh.listen(
        "127.0.0.1",
        0,
        server_factory=Server,
        server_host_keys=[host_key],
        authorized_client_keys=asyncssh.import_authorized_keys(admitted.export_public_key().decode()),
        process_factory=_serve,
        encoding=None,
        sftp_factory=True,  # `copy` and `template` carry their files this way
    )


async def _close(server: asyncssh.SSHAcceptor, connections: list[asyncssh.SSHServerConnection]) -> None:
    server.close()
    for connection in connections:
        connection.abort()
    await asyncio.gather(*(connection.wait_closed() for connection in connections))
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _serve(process: asyncssh.SSHServerProcess[bytes]) -> None:
    child = await asyncio.create_subprocess_exec(
        "/bin/sh",
        "-c",
        process.command or "true",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdin
    assert child.stdout
    assert child.stderr
    feeding = asyncio.create_task(_carry(process.stdin, child.stdin, close=True))
    try:
        await asyncio.gather(_carry(child.stdout, process.stdout), _carry(child.stderr, process.stderr))
        process.exit(await child.wait())
    finally:
        feeding.cancel()
        if child.returncode is None:
            os.killpg(child.pid, signal.SIGKILL)
            await child.communicate()


async def _carry(source: Any, sink: Any, *, close: bool = False) -> None:
    with suppress(ConnectionError, asyncssh.Error):
        while data := await source.read(1 << 16):
            sink.write(data)
            await sink.drain()
    if close:
        sink.close()
