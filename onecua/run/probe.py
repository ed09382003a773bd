"""Does the application answer? Asked by `make run` and by the web container's health check.

python -m onecua.run.probe 8000
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

PATH = "/healthz"
SECONDS = 10.0


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Straight to the port: a proxy named in the environment has no business here."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        # As the proxy would ask: by the site's name, and already under TLS.
        connection.request("GET", PATH, headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200  # noqa: PLR2004 - HTTP's "OK"
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    known = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip()
    sys.exit(not answers(int(sys.argv[1]), known))
