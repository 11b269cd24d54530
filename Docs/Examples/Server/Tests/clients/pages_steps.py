"""Every step of a person on the sign-in pages: how to come there, what to do, and where it leads."""
import time

import pages_trace
from conftest import PASSWORD
from pages_support import NUMBERS, MailSite, Site, app_code

PRIMARY = "button.primary"
NEW = "Difference-1822"
ACCOUNT = "/account/security"


class Step:
    """A page with a form."""

    def __init__(self, tab, path, leads_to, values=(), button=PRIMARY, sends=0, twice=None):
        self.tab, self.path, self.button, self.sends = tab, path, button, sends
        # The field at which a second click may be refused, for its browser dropped the first answer.
        self.twice = twice
        self.leads_to = [leads_to] if isinstance(leads_to, str) else leads_to
        self.values = dict(values)
        assert tab.path == path, (tab.path, tab.text)
        self.sent = sent(tab.site.server)

    def fill(self, tab=None):
        """Fills in the form, in this tab or another one with the same page."""
        page = (tab or self.tab).page
        for name, value in self.values.items():
            pages_trace.typed(name, value)
            if name == "factor":
                page.check(f"input[name=factor][value={value}]")
            else:
                page.fill(f"#{name}", value)

    def send(self, tab=None):
        tab = tab or self.tab
        with tab.page.expect_navigation():
            tab.page.locator(self.button).first.click()
        tab.note()

    def verify(self, tab=None, sends=None):
        """The step is done, and it has sent as many messages as it should."""
        tab = tab or self.tab
        assert tab.path in self.leads_to, (tab.path, tab.text)
        assert not tab.problem, tab.problem
        allowed = [self.sends] if sends is None else sends
        # Public operations do not wait for their message.
        deadline = time.monotonic() + 5
        while sent(tab.site.server) - self.sent < min(allowed) and time.monotonic() < deadline:
            time.sleep(0.02)
        count = sent(tab.site.server) - self.sent
        assert count in allowed, f"{count} messages"


def sent(server):
    """The number of all messages."""
    return len(server.outbox.read_text().splitlines()) + len(server.mail.read_text().splitlines())



def sign_in(server, visit):
    tab = visit(Site(server))
    tab.open()
    return Step(tab, "/login", ACCOUNT, {"username": "ada", "password": PASSWORD})


def new_password(server, visit):
    tab = visit(Site(server, temporary=True))
    tab.fresh_sign_in(password="Temporary-1843")
    return Step(tab, "/newPassword", ACCOUNT, {"password": PASSWORD})


def message(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    return Step(tab, "/mfa/sms", ACCOUNT, {"code": site.code(1)})


def mail(server, visit):
    site = MailSite(server)
    site.ask_for("email")
    tab = visit(site)
    tab.fresh_sign_in()
    return Step(tab, "/mfa/email", ACCOUNT, {"code": site.code(1)})


def app(server, visit):
    site = Site(server)
    key = site.register()
    site.ask_for("app")
    tab = visit(site)
    tab.fresh_sign_in()
    return Step(tab, "/mfa/app", ACCOUNT, {"code": app_code(server, key, later=30)})


def another_code(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    site.code(1)
    server.advance(31)
    return Step(tab, "/mfa/sms", "/mfa/sms", button="form[action*='/mfa/send'] button", sends=1)


def another_way(server, visit):
    site = Site(server)
    site.register()
    site.ask_for("sms", "app")
    tab = visit(site)
    tab.fresh_sign_in()
    site.code(1)
    return Step(tab, "/mfa/sms", "/mfa/app", button="form[action*='/mfa/other'] button")


def choice(server, visit):
    site = Site(server)
    site.register()
    site.ask_for(None, "sms", "app")
    tab = visit(site)
    tab.fresh_sign_in()
    return Step(tab, "/mfa/choose", "/mfa/sms", {"factor": "SMS_MFA"}, sends=1)


def required(server, visit):
    tab = visit(Site(server, "ON", number=False))
    tab.fresh_sign_in()
    return tab


def set_up(server, visit):
    return Step(required(server, visit), "/mfa/set-up", "/mfa/set-up/app", {"factor": "SOFTWARE_TOKEN_MFA"})


def set_up_app(server, visit):
    begun = set_up(server, visit)
    begun.fill()
    begun.send()
    code = app_code(server, begun.tab.key)
    return Step(begun.tab, "/mfa/set-up/app", ACCOUNT, {"code": code, "device": "telephone"})


def set_up_phone(server, visit):
    begun = Step(required(server, visit), "/mfa/set-up", "/mfa/set-up/phone", {"factor": "SMS_MFA"})
    begun.fill()
    begun.send()
    return Step(begun.tab, "/mfa/set-up/phone", "/mfa/sms", {"phone": begun.tab.site.number}, sends=1)


def forgotten(server, visit):
    tab = visit(Site(server, AutoVerifiedAttributes=["phone_number"]))
    tab.open("/forgotPassword")
    return Step(tab, "/forgotPassword", "/confirmForgotPassword", {"username": "ada"}, sends=1)


def reset(server, visit):
    begun = forgotten(server, visit)
    begun.fill()
    begun.send()
    code = begun.tab.site.code(1)
    return Step(begun.tab, "/confirmForgotPassword", "/login", {"code": code, "password": NEW})


def sign_up(server, visit):
    tab = visit(Site(server, number=False, AutoVerifiedAttributes=["phone_number"]))
    tab.open("/signup")
    values = {"username": "evelyn", "phone": tab.site.number, "password": PASSWORD}
    return Step(tab, "/signup", "/confirmUser", values, sends=1, twice="#username")


def confirm_user(server, visit):
    begun = sign_up(server, visit)
    begun.fill()
    begun.send()
    return Step(begun.tab, "/confirmUser", "/login", {"code": begun.tab.site.code(1)})


def prefer(server, visit):
    site = Site(server)
    tab = visit(site)
    tab.fresh_sign_in()
    button = "form:has(input[value=SMS_MFA]):has(input[value=on]) button"
    # A first factor ends the session that was won without it.
    return Step(tab, ACCOUNT, ["/login", ACCOUNT], button=button)


def password_again(server, visit):
    tab = visit(Site(server))
    tab.fresh_sign_in()
    server.advance(601)
    tab.open("/account/phone")
    return Step(tab, "/account/confirm", "/account/phone", {"password": PASSWORD})


def phone(server, visit):
    site = Site(server, AutoVerifiedAttributes=["phone_number"])
    tab = visit(site)
    tab.fresh_sign_in()
    tab.open("/account/phone")
    site.number = f"+1415555{next(NUMBERS):04}"
    return Step(tab, "/account/phone", "/account/phone/verify", {"phone": site.number}, sends=1)


def phone_code(server, visit):
    begun = phone(server, visit)
    begun.fill()
    begun.send()
    return Step(begun.tab, "/account/phone/verify", ACCOUNT, {"code": begun.tab.site.code(1)})


def account_app(server, visit):
    tab = visit(Site(server))
    tab.fresh_sign_in()
    tab.open("/account/app")
    with tab.page.expect_navigation():
        tab.page.locator(PRIMARY).click()
    code = app_code(server, tab.key)
    # A first app ends the session that was won without it.
    return Step(tab, "/account/app", ["/login", ACCOUNT], {"code": code, "device": "telephone"})


def remove_app(server, visit):
    begun = app(server, visit)
    begun.fill()
    begun.send()
    begun.tab.open("/account/app/remove")
    return Step(begun.tab, "/account/app/remove", ["/login", ACCOUNT], {"password": PASSWORD})


def sign_out(server, visit):
    tab = visit(Site(server))
    tab.fresh_sign_in()
    tab.open("/account/sign-out")
    return Step(tab, "/account/sign-out", "/login")


STEPS = [
    sign_in, new_password, message, mail, app, another_code, another_way, choice, set_up, set_up_app, set_up_phone,
    forgotten, reset, sign_up, confirm_user, prefer, password_again, phone, phone_code, account_app, remove_app, sign_out,
]
