"""The real SMTP server of the mail tests, for letters that this room sends."""

from tests.mail.conftest import box, serve  # noqa: F401
