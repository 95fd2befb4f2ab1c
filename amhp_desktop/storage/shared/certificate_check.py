"""Ask why a server's certificate was refused: the database library says only that it was."""

import socket
import ssl
import struct
from pathlib import Path

_TLS_REQUEST = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest
_SECONDS = 5
_EXPIRED, _NOT_YET_VALID = 10, 9  # OpenSSL's X509_V_ERR_CERT_HAS_EXPIRED and _NOT_YET_VALID


def certificate_is_out_of_date(host: str, port: int, ca_file: Path | None) -> bool:
    """Connect once more and tell whether the certificate's dates are why it is refused.

    Any other outcome, an unreachable server included, is False: then the first refusal stands as it was.
    """
    try:
        context = ssl.create_default_context(cafile=None if ca_file is None else str(ca_file))
        with socket.create_connection((host, port), timeout=_SECONDS) as plain:
            plain.sendall(_TLS_REQUEST)
            if plain.recv(1) != b"S":
                return False
            with context.wrap_socket(plain, server_hostname=host):
                return False
    except ssl.SSLCertVerificationError as error:
        return error.verify_code in {_EXPIRED, _NOT_YET_VALID}
    except OSError:
        return False
