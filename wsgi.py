"""What a WSGI server runs: `gunicorn wsgi:app`; `flask run` finds it by its name."""

import sys

from portal.app import create_app
from portal.config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
