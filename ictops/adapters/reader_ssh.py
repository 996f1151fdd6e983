"""One host over SSH by asyncssh: connect, hold the host to its recorded key, run one script, and say what went wrong.

Nothing of the user's own SSH set-up is used: no agent, no configuration, no other keys, no passwords. One try with one key,
so that a wrong credential on many hosts locks nobody out.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import asyncssh

from ictops.adapters.reader_exchange import ANSWER_BYTES, CannotRead

CONNECT_SECONDS = 8
WINDOW = 128 * 1024
COMPLAINT_BYTES = 2048
KINDS_OF_KEY = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)

type HostKeys = tuple[list[asyncssh.SSHKey], list[asyncssh.SSHKey], list[asyncssh.SSHKey]]
"""Host keys to trust, authorities to trust, and keys that were revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a host is, who we are there, and the file with the keys it may show under its id."""

    device: str
    address: str
    port: int
    user: str
    known_hosts: str
    key: asyncssh.SSHKey


@dataclass(frozen=True, slots=True)
class Said:
    """What a host sent: standard output, and the beginning of standard error."""

    output: bytes
    complaint: str


def host_keys(target: Target) -> HostKeys:
    """The keys recorded for the device, quickest kind first. CannotRead when there are none, or the file is no use."""
    remedy = f"read the key on the machine itself and add a line to {target.known_hosts} that begins with {target.device}"
    try:
        found = asyncssh.read_known_hosts(target.known_hosts).match(target.device, "", None)
    except FileNotFoundError as error:
        raise CannotRead("unknown host key", f"there is no file of known host keys; {remedy}") from error
    except (OSError, ValueError) as error:
        raise CannotRead("unknown host key", f"{target.known_hosts} cannot be used ({error}); put that right") from error
    trusted, authorities, revoked = (list(keys) for keys in found[:3])
    if not trusted and not authorities:
        raise CannotRead("unknown host key", f"no host key is on record; {remedy}")
    return sorted(trusted, key=lambda key: key.algorithm != b"ssh-ed25519"), authorities, revoked


async def connected(target: Target) -> asyncssh.SSHClientConnection:
    """An authenticated connection. Raises CannotRead with the reason there is none."""
    keys = host_keys(target)
    sock = await _reached(target)
    with _explained(target):
        return await asyncssh.connect(
            sock=sock,
            config=None,
            host_key_alias=target.device,
            known_hosts=keys,
            server_host_key_algs=_kinds_of_key(keys),
            username=target.user,
            client_keys=[target.key],
            agent_path=None,
            password_auth=False,
            kbdint_auth=False,
            host_based_auth=False,
            gss_auth=False,
            gss_kex=False,
            compression_algs=None,
            kex_algs=(
                "curve25519-sha256",
                "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp256",
                "diffie-hellman-group14-sha256",
            ),
            keepalive_interval=0,
        )


def _kinds_of_key(keys: HostKeys) -> list[str] | tuple[()]:
    """The recorded kinds first, then all others: a host that has only another kind shows it, and is seen to have changed.

    Asked for the recorded kinds alone, it would hang up, and look like something that is no SSH server.
    """
    trusted, authorities, _ = keys
    recorded = [kind.decode() for key in trusted for kind in key.sig_algorithms]
    return () if authorities else [*dict.fromkeys([*recorded, *KINDS_OF_KEY])]


async def _reached(target: Target) -> socket.socket:
    where = f"{target.address} port {target.port}"
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await _dialled(target)
    except TimeoutError as error:
        says = f"nothing answered at {where} within {CONNECT_SECONDS} s; is it switched on and on the network?"
        raise CannotRead("unreachable", says) from error
    except OSError as error:
        says = f"{where} cannot be reached ({error.strerror or error}); check the address, the network and that SSH runs there"
        raise CannotRead("unreachable", says) from error


async def _dialled(target: Target) -> socket.socket:
    loop = asyncio.get_running_loop()
    places = await loop.getaddrinfo(target.address, target.port, type=socket.SOCK_STREAM)
    refused: OSError = OSError(f"{target.address} names no address")
    for family, kind, protocol, _, place in places:
        dialled = socket.socket(family, kind, protocol)
        dialled.setblocking(False)
        try:
            await loop.sock_connect(dialled, place)
        except OSError as error:
            dialled.close()
            refused = error
        except BaseException:
            dialled.close()
            raise
        else:
            return dialled
    raise refused


@contextmanager
def _explained(target: Target) -> Iterator[None]:
    """What asyncssh raises, said in our words."""
    try:
        yield
    except (asyncssh.HostKeyNotVerifiable, asyncssh.KeyExchangeFailed) as error:
        if isinstance(error, asyncssh.KeyExchangeFailed) and "host key" not in error.reason:
            says = f"it speaks no kind of SSH that we accept ({error.reason}); update its SSH server"
            raise CannotRead("answered with something else", says) from error
        says = (
            f"the host does not show the key recorded for {target.device}: another machine answers, or it was set up anew. "
            f"Do not sign in; find out which, and only then replace its line in {target.known_hosts}"
        )
        raise CannotRead("changed host key", says) from error
    except asyncssh.PermissionDenied as error:
        says = f"the host does not accept our key for the user {target.user}; add the public key to that user there"
        raise CannotRead("wrong credential", says) from error
    except (asyncssh.Error, OSError) as error:
        reason = ascii(str(error) or type(error).__name__)[:160]
        raise CannotRead(
            "answered with something else", f"what answers is not an SSH server that works ({reason}); look at it there"
        ) from error


async def told(connection: asyncssh.SSHClientConnection, target: Target, command: str, script: str, end: bytes) -> Said:
    """Run the command with the script as its input; take what it sends until `end`, or until it ends. Raises CannotRead."""
    with _explained(target):
        process = await connection.create_process(command, encoding=None, window=WINDOW, request_pty=False)
        complaint = asyncio.create_task(process.stderr.read(COMPLAINT_BYTES))
        try:
            process.stdin.write(script.encode())
            process.stdin.write_eof()
            output = await _taken(process.stdout, end)
            return Said(output, "" if output.endswith(end) else (await complaint).decode("utf-8", "replace"))
        finally:
            complaint.cancel()


async def _taken(stdout: asyncssh.SSHReader[bytes], end: bytes) -> bytes:
    taken = bytearray()
    while not taken.endswith(end) and (piece := await stdout.read(WINDOW)):
        taken += piece
        if len(taken) > ANSWER_BYTES:
            says = (
                f"it sent more than {ANSWER_BYTES // 1024} KiB and was cut off; see what fills the output of its sign-in shell"
            )
            raise CannotRead("answered with something else", says)
    return bytes(taken)
