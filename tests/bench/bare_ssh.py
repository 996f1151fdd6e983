"""A bare `true` on every lab host by asyncssh, at once, with strict keys: the least that SSH costs.

python -m tests.bench.bare_ssh KEY < hosts.json      prints the seconds after its imports
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

import asyncssh


async def ask(host: dict[str, str], key: asyncssh.SSHKey) -> None:
    async with asyncssh.connect(
        host["address"], username=host["user"], client_keys=[key], known_hosts=host["known_hosts"],
        host_key_alias=host["device"], agent_path=None, config=None, compression_algs=None, kex_algs=["curve25519-sha256"],
    ) as connection:  # fmt: skip
        await connection.run("true", check=True)


async def main() -> None:
    hosts = json.load(sys.stdin)
    key = asyncssh.read_private_key(sys.argv[1])
    began = time.monotonic()
    await asyncio.gather(*(ask(host, key) for host in hosts))
    print(json.dumps({"seconds": time.monotonic() - began, "hosts": len(hosts)}))


if __name__ == "__main__":
    asyncio.run(main())
