"""What a run of the pages' tests has asked for, written and typed: addresses, logs, secrets and names."""
import base64
import pathlib
import re

ADDRESSES = set()
SERVERS = []
# By kind, so that a kind that nobody collected is seen.
SECRETS = {kind: set() for kind in ("password", "code", "key", "name", "contact", "cookie", "handle", "token")}
KINDS = {"username": "name", "phone": "contact", "email": "contact", "password": "password", "code": "code"}


def note(kind, value):
    """Keeps a value that no log and no address may hold."""
    if value and (len(value) >= 6 or kind == "name"):
        SECRETS[kind].add(value)
        if kind == "contact":
            SECRETS[kind].add(value.removeprefix("+"))


def typed(field, value):
    if field in KINDS:
        note(KINDS[field], value)


def note_cookies(cookies):
    """Keeps the cookies' values, and the handles of sessions in those that are only authenticated."""
    for cookie in cookies:
        value = cookie["value"]
        note("cookie", value)
        if cookie["name"] == "__Host-mfa-flow":
            plain = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
            for handle in re.findall(rb"[A-Za-z0-9_.-]{40,}", plain):
                note("handle", handle.decode())


def found(text):
    """The kinds of secret in a text, with the place of each.

    Short values count as words of their own: the letters of a name may stand in any digest.
    """
    places = []
    for kind, values in SECRETS.items():
        for value in values:
            if value not in text:
                continue
            pattern = re.escape(value)
            if kind in ("name", "code"):
                pattern = rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"
            for match in re.finditer(pattern, text):
                places.append((kind, text[max(0, match.start() - 60):match.end() + 20]))
    return places


def logs():
    """All that the servers have written."""
    return "".join(pathlib.Path(server.log.name).read_text() + "".join(server.said) for server in SERVERS)


def addresses():
    """Every address that a browser asked for; a picture in the page itself is no address."""
    return "\n".join(sorted(address for address in ADDRESSES if not address.startswith("data:")))
