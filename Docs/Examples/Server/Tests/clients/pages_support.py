"""Steps of people on the sign-in pages in Debian's Chromium, with zbarimg as camera and oathtool as app."""
import itertools
import json
import re
import subprocess
import time

from axe_playwright_python.sync_playwright import Axe

import pages_trace
from conftest import FLOWS, PASSWORD, SMS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NUMBERS = itertools.count(100)
AXE = Axe()


def app_code(server, key, later=0):
    """The code of an authenticator app, at the server's time."""
    now = f"@{int(time.time()) + server.ahead + later}"
    command = ["oathtool", "--totp", "--base32", "--now", now, key]
    code = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    pages_trace.note("key", key)
    pages_trace.note("code", code)
    return code


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


class Site:
    """A pool with pages, and a user in it."""

    def __init__(self, server, mfa="OPTIONAL", number=True, temporary=False, **settings):
        self.server = server
        self.api = api = server.client()
        self.number = f"+1415555{next(NUMBERS):04}"
        pages_trace.note("contact", self.number)
        pages_trace.note("name", "ada")
        self.id = api.create_user_pool(PoolName="pool", SmsConfiguration=SMS, **settings)["UserPool"]["Id"]
        api.set_user_pool_mfa_config(
            UserPoolId=self.id, MfaConfiguration=mfa, SoftwareTokenMfaConfiguration={"Enabled": True},
            SmsMfaConfiguration={"SmsConfiguration": SMS})
        self.client_id = api.create_user_pool_client(
            UserPoolId=self.id, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
        known = [("phone_number", self.number), ("phone_number_verified", "true")] if number else []
        api.admin_create_user(
            UserPoolId=self.id, Username="ada", MessageAction="SUPPRESS", TemporaryPassword="Temporary-1843",
            UserAttributes=[{"Name": name, "Value": value} for name, value in known])
        if not temporary:
            api.admin_set_user_password(UserPoolId=self.id, Username="ada", Password=PASSWORD, Permanent=True)

    def address(self, path="/login"):
        return f"{self.server.url}{path}?client_id={self.client_id}"

    def token(self):
        token = self.api.initiate_auth(
            ClientId=self.client_id, AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD})["AuthenticationResult"]["AccessToken"]
        pages_trace.note("token", token)
        return token

    def register(self):
        """Gives the user an app by the API, and returns its key; its present code is spent."""
        token = self.token()
        key = self.api.associate_software_token(AccessToken=token)["SecretCode"]
        self.api.verify_software_token(AccessToken=token, UserCode=app_code(self.server, key))
        return key

    def ask_for(self, *factors):
        """Turns factors on; sign-ins ask for the first of them, and with `None` first they let the user choose."""
        state = {
            factor: {"Enabled": True, "PreferredMfa": factor == factors[0]} for factor in factors if factor is not None}
        names = {"sms": "SMSMfaSettings", "app": "SoftwareTokenMfaSettings", "email": "EmailMfaSettings"}
        self.api.admin_set_user_mfa_preference(
            UserPoolId=self.id, Username="ada", **{names[factor]: value for factor, value in state.items()})

    def messages(self):
        """The text messages to this pool's number."""
        return [message for message in self.server.messages() if message["phone_number"] == self.number]

    def code(self, count):
        """The code of the last of so many messages to this pool's number."""
        deadline = time.monotonic() + 10
        while len(self.messages()) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        assert len(self.messages()) == count, self.messages()
        code = re.findall(r"\b\d{6}\b", self.messages()[-1]["message"])[-1]
        pages_trace.note("code", code)
        return code

    def user(self):
        return self.api.admin_get_user(UserPoolId=self.id, Username="ada")


class MailSite(Site):
    """A pool that sends codes by e-mail, and a user with an address and a number."""

    def __init__(self, server, **settings):
        super().__init__(server, **settings)
        self.mail = f"person{next(NUMBERS)}@example.com"
        pages_trace.note("contact", self.mail)
        self.api.set_user_pool_mfa_config(
            UserPoolId=self.id, MfaConfiguration="OPTIONAL", SmsMfaConfiguration={"SmsConfiguration": SMS},
            SoftwareTokenMfaConfiguration={"Enabled": True},
            EmailMfaConfiguration={"Message": "Your code: {####}", "Subject": "Code"})
        self.api.admin_update_user_attributes(
            UserPoolId=self.id, Username="ada", UserAttributes=[
                {"Name": "email", "Value": self.mail}, {"Name": "email_verified", "Value": "true"}])

    def messages(self):
        """The messages to the address, or to the number."""
        mails = [json.loads(line) for line in self.server.mail.read_text().splitlines()]
        return [mail for mail in mails if mail["email"] == self.mail] or super().messages()


class Tab:
    """A tab, and what a person does in it."""

    def __init__(self, page, site):
        self.page, self.site = page, site
        self.complaints, self.addresses, self.statuses = [], [], []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.addresses.append(request.url))
        page.on("request", lambda request: pages_trace.ADDRESSES.add(request.url))
        page.on("response", lambda response: self.statuses.append(response.status))
        page.set_default_timeout(15_000)

    def open(self, path="/login"):
        return self.page.goto(self.site.address(path))

    @property
    def path(self):
        return re.sub(r"\?.*", "", self.page.url.removeprefix(self.site.server.url))

    @property
    def title(self):
        return self.page.locator("h1").inner_text()

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    @property
    def problem(self):
        """The text of the error box, empty without one."""
        box = self.page.locator("[role=alert]")
        return box.inner_text() if box.count() else ""

    @property
    def done(self):
        box = self.page.locator("[role=status]")
        return box.inner_text() if box.count() else ""

    @property
    def focus(self):
        """The id of the focused element, or its role."""
        return self.page.evaluate("document.activeElement.id || document.activeElement.getAttribute('role')")

    def wait_for_focus(self):
        """Browsers move the focus with the first picture of a page, not with its load."""
        deadline = time.monotonic() + 10
        while self.page.evaluate(
                "document.activeElement === document.body && document.querySelector('[autofocus]') !== null"):
            assert time.monotonic() < deadline, "nothing has the focus"
            time.sleep(0.02)

    def press(self, name):
        """Presses a button or follows a link, and waits for the next page."""
        buttons = self.page.get_by_role("button", name=name, exact=True)
        target = buttons if buttons.count() else self.page.get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            target.first.click()
        self.note()

    def note(self):
        """Keeps the secrets of this browser for the search of the logs."""
        pages_trace.note_cookies(self.page.context.cookies())
        for token in self.page.locator("[name=csrf]").all():
            pages_trace.note("token", token.get_attribute("value"))

    def enter(self, button, **values):
        for name, value in values.items():
            pages_trace.typed(name, value)
            self.page.fill(f"#{name}", value)
        self.press(button)

    def sign_in(self, name="ada", password=PASSWORD):
        self.enter("Sign in", username=name, password=password)

    def fresh_sign_in(self, *who, **more):
        self.open()
        self.sign_in(*who, **more)

    def photograph(self, file):
        """Reads the QR code as a camera does: from the picture of the page."""
        self.page.screenshot(path=file, full_page=True)
        seen = subprocess.run(["zbarimg", "--raw", "-q", file], capture_output=True, text=True, check=True).stdout
        return seen.strip()

    @property
    def key(self):
        key = self.page.locator(".key").inner_text().replace(" ", "")
        pages_trace.note("key", key)
        return key


# Accessibility.

def violations(page, **options):
    found = AXE.run(page, options=options).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"]]) for rule in found]


def overflow(page):
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


# In forced colours axe takes the page's own colours for those that are drawn, so the drawn ones are compared here.
UNSEEN = """() => [...document.querySelectorAll("button, a, input:not([type=hidden]), h1, p")].filter(element => {
    const style = getComputedStyle(element);
    const control = element.matches(".primary, .secondary, .field > input");
    return style.color === style.backgroundColor || control && style.borderStyle === "none";
}).map(element => element.outerHTML.slice(0, 200))"""


def look(page):
    """Every complaint about a page: its colours, its targets, and its width at 320 pixels and with large letters."""
    wide = page.viewport_size
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
    found = {}
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found["dark"] = violations(page, **contrast)
    page.emulate_media(color_scheme="dark", forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    found["forced colours"] = page.evaluate(UNSEEN)
    page.emulate_media(color_scheme="light", forced_colors="none", reduced_motion="reduce")
    page.set_viewport_size({"width": 320, "height": 640})
    found["narrow"] = violations(page, runOnly=TAGS)
    found["wider than 320"] = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found["wider with 200 %"] = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(wide)
    return {name: value for name, value in found.items() if value}
