"""Sends letters, and messages to phones: queued with the change that they tell of, sealed until they leave, then gone."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from portal.config import Settings
from portal.limits import service as limits
from portal.mail import store
from portal.mail.gateway import Gateway
from portal.mail.rules.delivery import GIVE_UP_AFTER, GIVE_UP_TEXT_AFTER, KEEP_GIVEN_UP, SERVER_DOWN, next_try
from portal.mail.rules.letters import BadLetter, Letter, check_address, check_values, write
from portal.mail.rules.short import check_phone, write_short
from portal.mail.texts import frame, get_kind, get_short
from portal.mail.transport import Refused, Transport, TryLater, Unreachable
from portal.shared.clock import now as clock
from portal.shared.locales import SOURCE, Locale, as_locale
from portal.storage import at_work
from portal.storage.encryption import NotReadable, unseal

BATCH = 20
LIMIT = "mail.recipient"
"""The policy of portal/limits for letters of one kind to one address."""

HandOver = Callable[[store.Taken], bool]
"""Gives one letter to who takes it away; False where it only took its turn. Raises as a transport does, or BadLetter."""

log = logging.getLogger(__name__)


@dataclass
class Sent:
    """What one run did, in letters; `unreachable` says that the server was away and the rest waits."""

    sent: int = 0
    later: int = 0
    given_up: int = 0
    unreachable: bool = False


def enqueue(recipient: str, kind: str, locale: Locale, values: Mapping[str, str]) -> bool:
    """Queue a letter, in the caller's transaction. The kinds and their values stand in texts.yaml.

    False when this address had its share of such letters for now: nothing is queued, and the caller shows the same
    page as always. Raises BadLetter for a kind, value or address that cannot be.
    """
    check_address(recipient)
    check_values(get_kind(kind), values)
    moment = clock()
    if not limits.hit(LIMIT, f"{kind} {recipient.lower()}", moment, join=True).allowed:
        return False
    store.add(kind, as_locale(locale) or SOURCE, recipient, json.dumps(dict(values)), moment)
    return True


def take_back(kinds: Collection[str], *places: str, paths: Collection[str]) -> int:
    """Remove the letters of these kinds that wait and carry one of these paths as one of the values `places`; how many.

    In the caller's transaction. One that is being sent at this moment still arrives.
    """
    found = []
    for ref, said in store.waiting_of(kinds):
        values = json.loads(unseal(store.place("said", ref), said))
        if any(values.get(place) in paths for place in places):
            found.append(ref)
    return store.drop(found)


def forget_all() -> int:
    """Remove every letter and message that waits, in the caller's transaction; how many.

    For a restored backup: what waited then has been sent long since, or its links lead nowhere.
    """
    return store.drop_all()


def forget(*names: str) -> int:
    """Remove every letter and message that waits for these addresses or numbers, in the caller's transaction; how many."""
    return store.drop([row.ref for row in store.addressed_to(names)])


def forget_older(kind: str, before: datetime) -> int:
    """Remove the letters of this kind that wait since before this moment: nothing could send them. In the caller's transaction."""
    return store.drop_older(kind, before)


def texts_go_out() -> bool:
    """Whether this installation can reach phones (SMS_URL)."""
    return bool(at_work.settings().sms_url)


def enqueue_text(number: str, kind: str, locale: Locale, values: Mapping[str, str]) -> None:
    """Queue a message to a phone (E.164), in the caller's transaction; the caller limits how many. Raises BadLetter."""
    check_phone(number)
    write_short(get_short(kind), locale, values)
    store.add(kind, locale, number, json.dumps(dict(values)), clock(), store.SMS)


def send_due(transport: Transport, now: datetime, limit: int = BATCH) -> Sent:
    """Send what is due, at most `limit` letters; commits after each. Several senders may run at the same time.

    A letter is taken before it is sent and removed after. A sender that dies in between leaves it to be sent again when
    its lease ends (half an hour), under the same Message-ID: at least once then, exactly once otherwise.
    """
    settings = at_work.settings()

    def hand_over(taken: store.Taken) -> bool:
        recipient, message = _message(taken, now, settings)
        transport.deliver(message, settings.mail_from, recipient)
        return True

    return _send_all(store.MAIL, hand_over, GIVE_UP_AFTER, now, limit)


def send_texts(gateway: Gateway, now: datetime, limit: int = BATCH) -> Sent:
    """Send the messages to phones that are due, as `send_due` does with letters; `id` stays the same on every try."""

    def hand_over(taken: store.Taken) -> bool:
        kind, values = get_short(taken.kind), json.loads(unseal(store.place("said", taken.ref), taken.said))
        number = unseal(store.place("recipient", taken.ref), taken.recipient)
        text = write_short(kind, as_locale(taken.locale) or SOURCE, values)
        if kind.sent:
            gateway.deliver(taken.ref, number, text)
        return kind.sent

    return _send_all(store.SMS, hand_over, GIVE_UP_TEXT_AFTER, now, limit)


def waiting() -> tuple[int, int]:
    """How many letters wait to be sent, and how many were given up in the last 30 days."""
    return store.counts()


def _send_all(channel: str, hand_over: HandOver, life: timedelta, now: datetime, limit: int) -> Sent:
    done = Sent()
    for _ in range(limit):
        taken = store.take(now, channel)
        if taken is None or not _send(hand_over, taken, life, now, done):
            break
    store.forget_given_up(now - KEEP_GIVEN_UP)
    return done


def _send(hand_over: HandOver, taken: store.Taken, life: timedelta, now: datetime, done: Sent) -> bool:
    """Send one letter and write down what became of it; False when no other letter can be sent either."""
    if now - taken.created_at >= life:
        _give_up(taken, "too old", done)
        return True
    try:
        sent = hand_over(taken)
    except (NotReadable, BadLetter) as error:
        _give_up(taken, type(error).__name__, done)
    except Refused as error:
        _give_up(taken, str(error), done)
    except TryLater as error:
        again = next_try(taken.tries, taken.created_at, now)
        if again is None:
            _give_up(taken, str(error), done)
        else:
            store.put_back(taken, again, tries=taken.tries, note=str(error))
            done.later += 1
    except Unreachable as error:
        log.warning("letters wait, their server is not to be reached: %s", error)
        store.put_back(taken, now + SERVER_DOWN, tries=taken.tries - 1, note=str(error))
        done.unreachable = True
        return False
    else:
        if not store.remove(taken):
            log.warning("letter %s (%s) was sent after its lease had ended", taken.ref, taken.kind)
        done.sent += sent
    return True


def _give_up(taken: store.Taken, note: str, done: Sent) -> None:
    log.warning("letter %s (%s) is given up after %s tries: %s", taken.ref, taken.kind, taken.tries, note)
    store.give_up(taken, note)
    done.given_up += 1


def _message(taken: store.Taken, now: datetime, settings: Settings) -> tuple[str, EmailMessage]:
    """The recipient and the letter in its envelope; raises NotReadable, BadLetter."""
    recipient = unseal(store.place("recipient", taken.ref), taken.recipient)
    values = json.loads(unseal(store.place("said", taken.ref), taken.said))
    check_address(recipient)
    kind = get_kind(taken.kind)
    check_values(kind, values)
    locale = as_locale(taken.locale) or SOURCE
    letter = write(kind, frame(), locale, values, settings.site_url)
    return recipient, _envelope(letter, taken, recipient, now, settings.mail_from, locale)


def _envelope(
    letter: Letter, taken: store.Taken, recipient: str, now: datetime, sender: str, locale: Locale
) -> EmailMessage:
    """Headers hold fixed texts, two checked addresses, and a random reference; the Message-ID is the same on every try."""
    message = EmailMessage(SMTP)
    message["From"] = Address("Bến Về", addr_spec=sender)
    message["To"] = Address(addr_spec=recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{taken.ref}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:
        message["List-Unsubscribe"] = f"<{letter.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = locale  # last: a body takes the Content-* headers that are there before it
    return message
