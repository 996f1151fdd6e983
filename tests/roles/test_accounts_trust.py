"""Why a directory's certificate is not trusted: told against servers that show such certificates; nothing of a sound one."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.roles.plugins import plugin

WAYS = {"sound": "localhost", "expired": "localhost", "named": "elsewhere.example"}


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True, timeout=60)


def over() -> list[str]:
    """What makes a certificate that has ended: an OpenSSL that takes the days themselves takes no number below nought."""
    said = subprocess.run(["openssl", "x509", "-help"], capture_output=True, check=False, timeout=60)
    long_ago = ["-not_before", "20200101000000Z", "-not_after", "20200201000000Z"]
    return long_ago if b"-not_after" in said.stdout + said.stderr else ["-days", "-1"]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two authorities, and certificates of the first."""
    folder = tmp_path_factory.mktemp("papers")
    for name in ("ca", "other"):
        rest = ["-days", "30", "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE"]
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", *rest)
    openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "door.key", "-out", "door.csr", "-subj", "/CN=door")
    for way, name in WAYS.items():
        (folder / "names").write_text(f"subjectAltName=DNS:{name}\n", encoding="utf-8")
        signed = [
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            *(over() if way == "expired" else ["-days", "30"]),
            "-extfile",
            "names",
        ]
        openssl(folder, "x509", "-req", "-in", "door.csr", *signed, "-out", f"{way}.pem")
    return folder


@contextlib.contextmanager
def door(certificate: Path | None) -> Iterator[str]:
    """A server on this machine that shows this certificate, or speaks no TLS; its address."""
    with socket.create_server(("localhost", 0)) as server:
        threading.Thread(target=answer, args=(server, certificate), daemon=True).start()
        yield f"ldaps://localhost:{server.getsockname()[1]}"


def answer(server: socket.socket, certificate: Path | None) -> None:
    with contextlib.suppress(OSError):
        caller, _ = server.accept()
        with caller:
            if certificate is None:
                caller.sendall(b"good day\n")
                return
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, certificate.with_name("door.key"))
            context.wrap_socket(caller, server_side=True).close()


DISTRUST = plugin("accounts", "../module_utils/accounts_trust").distrust


@pytest.mark.parametrize(
    ("way", "authority", "said"),
    [
        ("expired", "ca", "the certificate of localhost has expired. Have the directory given a new one"),
        ("named", "ca", "its certificate is not for localhost. Put the name that it carries into accounts_directory_uri"),
        ("sound", "other", "accounts_directory_ca did not sign the certificate of localhost"),
    ],
)
def test_a_certificate_that_is_not_trusted_is_told_of_with_what_to_do(
    papers: Path, way: str, authority: str, said: str
) -> None:
    with door(papers / f"{way}.pem") as uri:
        assert DISTRUST(uri, str(papers / f"{authority}.pem")).startswith(said)


def test_of_a_sound_certificate_nothing_is_said(papers: Path) -> None:
    with door(papers / "sound.pem") as uri:
        assert DISTRUST(uri, str(papers / "ca.pem")) == ""


def test_what_speaks_no_tls_or_does_not_answer_is_told_of(papers: Path) -> None:
    with door(None) as uri:
        assert "no TLS connection comes about with localhost" in DISTRUST(uri, str(papers / "ca.pem"))
    assert "nothing answers at localhost" in DISTRUST(uri, str(papers / "ca.pem"))


def test_what_is_no_certificate_is_told_of(papers: Path) -> None:
    with door(papers / "sound.pem") as uri:
        assert "accounts_directory_ca is no certificate" in DISTRUST(uri, str(papers / "door.csr"))
