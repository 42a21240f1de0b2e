"""What a WSGI server runs: `gunicorn wsgi:app`; `flask run` finds it by its name."""

import sys
import threading

from portal.app import create_app, warm_up
from portal.config import ConfigurationError

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(str(error))
threading.Thread(target=warm_up, args=(app,), daemon=True).start()  # beside the first requests, not before them
