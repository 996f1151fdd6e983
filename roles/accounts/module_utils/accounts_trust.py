"""Why a directory's certificate is not trusted, in a sentence that says what to do next. Looks only: it decides nothing."""

from __future__ import annotations

import socket
import ssl
from urllib.parse import urlsplit

SECONDS = 10
EXPIRED, NOT_YET, OTHER_NAME, OTHER_ADDRESS = 10, 9, 62, 64
"""What OpenSSL calls them: X509_V_ERR_CERT_HAS_EXPIRED, …_NOT_YET_VALID, …_HOSTNAME_MISMATCH, …_IP_ADDRESS_MISMATCH."""


def distrust(uri: str, ca_path: str) -> str:
    """Why the certificate that is shown at this address is not trusted, or that nothing answers; nothing where all is well."""
    try:
        at = urlsplit(uri)
        host, port = at.hostname or "", at.port or 636
    except ValueError as error:
        return f"{uri} is no address ({error}). Write accounts_directory_uri as ldaps:// and the name its certificate carries"
    try:
        context = ssl.create_default_context(cafile=ca_path)
        context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)  # the library that is asked is not as strict either
        with socket.create_connection((host, port), timeout=SECONDS) as plain, context.wrap_socket(plain, server_hostname=host):
            return ""
    except ssl.SSLCertVerificationError as error:
        return _because(error, host)
    except ssl.SSLError as error:
        return f"no TLS connection comes about with {host}:{port}, or accounts_directory_ca is no certificate ({error.reason})"
    except (OSError, ValueError) as error:
        return (
            f"nothing answers at {host}:{port} ({error}). See that the directory runs, and that accounts_directory_uri is right"
        )


def _because(error: ssl.SSLCertVerificationError, host: str) -> str:
    if error.verify_code == EXPIRED:
        return f"the certificate of {host} has expired. Have the directory given a new one, then run again"
    if error.verify_code == NOT_YET:
        return f"the certificate of {host} is not valid yet. Compare the clocks of this host and of the directory"
    if error.verify_code in (OTHER_NAME, OTHER_ADDRESS):
        return f"its certificate is not for {host}. Put the name that it carries into accounts_directory_uri"
    said = error.verify_message
    return (
        f"accounts_directory_ca did not sign the certificate of {host} ({said}). See first that this is the trust's directory; "
        "then give the certificate of the authority that signed it"
    )
