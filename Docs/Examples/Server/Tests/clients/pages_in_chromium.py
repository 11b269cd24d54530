"""The sign-in pages in Debian's Chromium, with an app that sees the picture and a phone that gets the messages."""
import concurrent.futures
import pathlib
import re
import urllib.parse

from conftest import PASSWORD
from pages_fixtures import browser, script, server, visit
from pages_support import NUMBERS, Site, app_code, look, wrong

NEW = "Difference-1822"


def set_up_app(tab, tmp_path):
    """Follows the pages to an app, and returns the key that the camera saw."""
    if tab.path == "/mfa/set-up":
        tab.page.get_by_label("Authenticator app").check()
    tab.press("Continue")
    uri = urllib.parse.urlsplit(tab.photograph(tmp_path / "page.png"))
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp") and uri.path.endswith(":ada"), uri
    assert tab.page.get_by_role("link", name="The app is on this phone").get_attribute("href") == uri.geturl()
    key = urllib.parse.parse_qs(uri.query)["secret"][0]
    assert tab.key == key
    return key


def test_a_required_pool_sets_up_an_app_by_its_picture(server, visit, script, tmp_path):
    site = Site(server, "ON", number=False)
    tab = visit(site, java_script_enabled=script)
    tab.fresh_sign_in()
    assert tab.path == "/mfa/set-up" and tab.title == "Protect your account"
    tab.press("Continue")
    assert "Choose one." in tab.problem
    key = set_up_app(tab, tmp_path)
    tab.page.reload()
    assert tab.key == key, "a reload draws another secret"
    tab.enter("Confirm", code=wrong(app_code(server, key)))
    assert "That code is not right." in tab.problem and tab.key == key
    code = app_code(server, key)
    tab.enter("Confirm", code=f"{code[:3]} {code[3:]}", device="Ada's <b>phone</b>")
    assert tab.path == "/account/security" and "Ada's <b>phone</b>" in tab.text
    assert site.user()["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]
    tab.press("Sign out")
    tab.press("Sign out")
    assert tab.done == "You are signed out."
    tab.sign_in()
    assert tab.path == "/mfa/app" and "Ada's <b>phone</b>" in tab.text
    tab.enter("Continue", code=code)
    assert "used already" in tab.problem
    server.advance(30)
    tab.enter("Continue", code=app_code(server, key))
    assert tab.path == "/account/security"


def test_a_camera_reads_the_picture_in_all_colours_and_widths(server, visit, tmp_path):
    tab = visit(Site(server, number=False), device_scale_factor=2)
    tab.fresh_sign_in()
    tab.press("Set up an app")
    tab.press("Continue")
    for width, media in (
            (1280, {"color_scheme": "light"}), (320, {"color_scheme": "dark"}),
            (320, {"color_scheme": "dark", "forced_colors": "active"})):
        tab.page.set_viewport_size({"width": width, "height": 640})
        tab.page.emulate_media(**media)
        assert tab.key in tab.photograph(tmp_path / "page.png"), (width, media)


def test_a_message_brings_the_code(server, visit, script):
    site = Site(server)
    key = site.register()
    site.ask_for("sms", "app")
    tab = visit(site, java_script_enabled=script)
    tab.fresh_sign_in()
    assert tab.path == "/mfa/sms" and f"+*******{site.number[-4:]}" in tab.text and "3 minutes" in tab.text
    first = site.code(1)
    tab.enter("Continue", code=wrong(first))
    assert "That code is not right." in tab.problem and tab.page.title().startswith("Error: ")
    assert tab.page.get_attribute("#code", "aria-invalid") == "true" and tab.page.input_value("#code") == ""
    described = tab.page.get_attribute("#code", "aria-describedby").split()
    assert "That code is not right." in tab.page.locator(f"#{described[-1]}").inner_text()
    tab.page.reload()
    tab.page.reload()
    assert len(site.messages()) == 1, "a reload sends a message"
    tab.press("Send another code")
    assert "another code in" in tab.problem and len(site.messages()) == 1
    server.advance(31)
    tab.press("Send another code")
    assert "We sent another code." in tab.done
    second = site.code(2)
    if second != first:
        tab.enter("Continue", code=first)
        assert "That code is not right." in tab.problem
    tab.press("Use another way")
    assert tab.path == "/mfa/app"
    tab.page.go_back()
    tab.page.reload()
    assert tab.path == "/mfa/app", "the old page of a tab leads to the open challenge"
    tab.enter("Continue", code=app_code(server, key))
    assert tab.path == "/account/security" and len(site.messages()) == 2


def test_a_right_code_of_a_message_signs_in(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    code = site.code(1)
    for _ in range(2):
        tab.enter("Continue", code=wrong(code))
    assert "3 tries left" in tab.problem, tab.problem
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    tab.enter("Continue", code=f" {arabic[:3]}-{arabic[3:]} ")
    assert tab.path == "/account/security" and "Verified" in tab.text


def test_codes_end_after_too_many_tries(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    code = site.code(1)
    form = tab.page.url
    for _ in range(5):
        tab.enter("Continue", code=wrong(code))
    assert tab.title == "Too many tries" and tab.page.locator("#code").count() == 0
    tab.page.goto(form)
    assert tab.page.locator("#code").count() == 0


def test_a_user_chooses_among_factors(server, visit):
    site = Site(server)
    key = site.register()
    site.ask_for(None, "sms", "app")
    tab = visit(site, java_script_enabled=False)
    tab.fresh_sign_in()
    assert tab.path == "/mfa/choose" and not site.messages()
    assert tab.page.get_by_role("radio", checked=True).count() == 0
    tab.press("Continue")
    assert "Choose one." in tab.problem
    tab.page.get_by_label("Text message").check()
    tab.press("Continue")
    assert tab.path == "/mfa/sms" and site.code(1)
    tab.press("I can no longer use my phone")
    assert "another way" in tab.text
    tab.press("Back")
    tab.press("Use another way")
    tab.enter("Continue", code=app_code(server, key, later=30))
    assert tab.path == "/account/security"
    tab.open("/login")
    assert tab.path == "/account/security", "who is signed in needs no sign-in"


def test_another_account_ends_the_sign_in(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    old = tab.page.url
    code = site.code(1)
    tab.press("Use another account")
    assert tab.path == "/login"
    assert tab.page.goto(old).status == 410 and tab.title == "This sign-in has ended"
    tab.press("Sign in again")
    assert tab.title == "Sign in" and code not in "".join(tab.addresses)


# Keys alone: fields in the order of the page, focus at the first of them, Enter for the main button.
def test_keys_suffice(server, visit, script, tmp_path):
    site = Site(server, "ON", number=False, temporary=True)
    tab = visit(site, java_script_enabled=script)
    keys = tab.page.keyboard

    def enter():
        with tab.page.expect_navigation():
            keys.press("Enter")
        tab.wait_for_focus()

    tab.open()
    tab.wait_for_focus()
    keys.type("ada")
    keys.press("Tab")
    keys.type("Wrong-1843")
    enter()
    assert "not right" in tab.problem and tab.focus == "alert"
    keys.press("Tab")
    link = tab.page.get_by_role("link", name="The name or the password is not right.")
    assert link.get_attribute("href") == "#username"
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Temporary-1843")
    enter()
    assert tab.path == "/newPassword"
    keys.type("short")
    enter()
    assert "still needs" in tab.problem and "at least 8 characters" in tab.problem and "capital" in tab.problem
    keys.press("Tab")
    keys.press("Tab")
    keys.type(PASSWORD)
    enter()
    assert tab.path == "/mfa/set-up"
    keys.press("Tab")
    keys.press("ArrowDown")
    enter()
    assert tab.path == "/mfa/set-up/app", tab.text
    key = tab.key
    # The link for an app on the same phone, then the code.
    keys.press("Tab")
    keys.press("Tab")
    keys.type(app_code(server, key))
    enter()
    assert tab.path == "/account/security"
    assert site.user()["UserStatus"] == "CONFIRMED" and site.user()["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA"


def test_a_forgotten_password_is_replaced(server, visit):
    site = Site(server, AutoVerifiedAttributes=["phone_number"])
    tab = visit(site, java_script_enabled=False)
    texts = {}
    for name in ("nobody", "ada"):
        tab.open()
        tab.press("Forgot your password?")
        tab.enter("Send code", username=name)
        assert tab.path == "/confirmForgotPassword"
        texts[name] = tab.text
    assert texts["ada"] == texts["nobody"]
    code = site.code(1)
    tab.enter("Save password", code=wrong(code), password=NEW)
    assert "That code is not right." in tab.problem
    tab.enter("Save password", code=code, password="short")
    assert "still needs" in tab.problem
    assert tab.page.input_value("#code") == "" and tab.page.input_value("#password") == ""
    tab.enter("Save password", code=code, password=NEW)
    assert tab.path == "/login" and "has been changed" in tab.done
    tab.sign_in()
    assert "not right" in tab.problem
    tab.enter("Sign in", password=NEW)
    assert tab.path == "/account/security"


def test_a_stranger_makes_an_account(server, visit):
    site = Site(server, "ON", number=False, AutoVerifiedAttributes=["phone_number"])
    tab = visit(site, java_script_enabled=False)
    tab.open()
    tab.press("Create an account")
    number = site.number
    tab.enter("Create account", username="ada", phone="555", password=PASSWORD)
    assert "country code" in tab.problem and tab.page.input_value("#username") == "ada"
    spaced = f"{number[:2]} ({number[2:5]}) {number[5:8]}-{number[8:]}"
    tab.enter("Create account", phone=spaced, password=PASSWORD)
    assert "already an account" in tab.problem
    tab.enter("Create account", username="eve", password=PASSWORD)
    assert tab.path == "/confirmUser" and f"+*******{number[-4:]}" in tab.text
    code = site.code(1)
    tab.enter("Continue", code=wrong(code))
    assert "That code is not right." in tab.problem
    other = visit(site)
    other.fresh_sign_in("eve")
    assert other.path == "/confirmUser" and "not confirmed yet" in other.done
    tab.enter("Continue", code=code)
    assert tab.path == "/login" and "confirmed" in tab.done
    tab.sign_in("eve")
    assert tab.path == "/mfa/sms"
    tab.enter("Continue", code=site.code(2))
    assert tab.path == "/account/security" and "eve" in tab.text


def test_a_user_changes_factors(server, visit, script, tmp_path):
    site = Site(server)
    tab = visit(site, java_script_enabled=script)
    tab.fresh_sign_in()
    factor = {name: tab.page.locator("li", has=tab.page.get_by_role("heading", name=name)) for name in
              ("Text message", "Authenticator app")}

    def change(name, button):
        with tab.page.expect_navigation():
            factor[name].get_by_role("button", name=button).click()

    # Add: from then on a sign-in needs the app, so this one no longer counts.
    tab.press("Set up an app")
    key = set_up_app(tab, tmp_path)
    tab.enter("Confirm", code=app_code(server, key), device="first")
    assert tab.path == "/login" and "Sign in again" in tab.done
    tab.sign_in()
    tab.enter("Continue", code=app_code(server, key, later=30))
    assert tab.path == "/account/security" and "first" in factor["Authenticator app"].inner_text()
    # Prefer.
    change("Text message", "Turn on")
    assert tab.done == "Your change is saved."
    change("Text message", "Ask for it first")
    assert site.user()["PreferredMfaSetting"] == "SMS_MFA"
    # Replace: the old app works until the new one is confirmed.
    tab.press("Replace the app")
    assert "works until" in tab.text
    replaced = set_up_app(tab, tmp_path)
    assert replaced != key
    server.advance(60)
    tab.enter("Confirm", code=app_code(server, key))
    assert "That code is not right." in tab.problem
    tab.enter("Confirm", code=app_code(server, replaced), device="second")
    assert tab.path == "/account/security" and "second" in factor["Authenticator app"].inner_text()
    # Remove, after the password; ten minutes later, after signing in once more.
    server.advance(601)
    tab.press("Change number")
    assert tab.path == "/account/confirm"
    tab.enter("Continue", password="Wrong-1843")
    assert "not right" in tab.problem
    count = len(site.messages())
    tab.enter("Continue", password=PASSWORD)
    assert tab.path == "/mfa/sms"
    tab.enter("Continue", code=site.code(count + 1))
    assert tab.path == "/account/phone"
    tab.page.goto(tab.page.url.replace("/account/phone", "/account/app/remove"))
    tab.enter("Remove the app", password="Wrong-1843")
    assert "not right" in tab.problem and "SOFTWARE_TOKEN_MFA" in site.user()["UserMFASettingList"]
    tab.enter("Remove the app", password=PASSWORD)
    assert tab.path == "/account/security" and site.user()["UserMFASettingList"] == ["SMS_MFA"]


def test_a_user_changes_the_number(server, visit):
    site = Site(server, AutoVerifiedAttributes=["phone_number"], UserAttributeUpdateSettings={
        "AttributesRequireVerificationBeforeUpdate": ["phone_number"]})
    tab = visit(site)
    tab.fresh_sign_in()
    tab.press("Change number")
    assert "former number stays" in tab.text
    old, site.number = site.number, f"+1415555{next(NUMBERS):04}"
    tab.enter("Continue", phone="letters")
    assert "country code" in tab.problem and tab.page.input_value("#phone") == "letters"
    tab.enter("Continue", phone=site.number)
    values = {value["Name"]: value["Value"] for value in site.user()["UserAttributes"]}
    assert values["phone_number"] == old
    tab.enter("Continue", code=site.code(1))
    assert "verified" in tab.done
    values = {value["Name"]: value["Value"] for value in site.user()["UserAttributes"]}
    assert (values["phone_number"], values["phone_number_verified"]) == (site.number, "true")


def test_signing_out_ends_the_session(server, visit):
    site = Site(server)
    tab = visit(site, java_script_enabled=False)
    tab.fresh_sign_in()
    kept = tab.page.context.cookies()
    thief = visit(site)
    thief.page.context.add_cookies(kept)
    thief.open("/account/security")
    assert thief.path == "/account/security"
    second = visit(site, beside=tab)
    second.open("/account/security")
    assert second.path == "/account/security"
    tab.press("Sign out")
    tab.press("Sign out")
    tab.page.go_back()
    assert tab.path == "/login" or "ada" not in tab.text, tab.text
    tab.page.reload()
    assert tab.title in ("Sign in", "Sign out") and "Signed in as" not in tab.text
    second.press("Change number")
    assert second.path == "/login"
    second.sign_in()
    assert second.path == "/account/phone", "the sign-in leads to the page that was wanted"
    thief.page.reload()
    assert thief.path == "/login", "a cookie of an ended session still opens the account"


def test_signing_out_everywhere_ends_other_browsers(server, visit):
    site = Site(server)
    here, there = visit(site), visit(site)
    here.fresh_sign_in()
    there.fresh_sign_in()
    here.press("Sign out")
    here.press("Sign out everywhere")
    there.page.reload()
    assert there.path == "/login"


def test_tabs_do_not_disturb_each_other(server, visit):
    site = Site(server)
    site.ask_for("sms")
    first = visit(site)
    first.fresh_sign_in()
    one = site.code(1)
    second = visit(site, beside=first)
    second.fresh_sign_in()
    two = site.code(2)
    assert first.page.url != second.page.url
    if one != two:
        first.enter("Continue", code=two)
        assert "not right" in first.problem
    first.enter("Continue", code=one)
    assert first.path == "/account/security"
    # The other tab's form is of a browser that is no longer: refused once, and the button leads on.
    second.enter("Continue", code=two)
    assert second.title == "This did not work"
    second.press("Sign in again")
    assert second.path == "/account/security"


def test_a_second_click_is_no_error(server, visit):
    site = Site(server)
    site.ask_for("sms")
    for count in (1, 2):
        tab = visit(site, java_script_enabled=count == 1)
        tab.fresh_sign_in()
        tab.page.fill("#code", site.code(count))
        tab.page.get_by_role("button", name="Continue").dblclick()
        tab.page.wait_for_url("**/account/security**")
    tab = visit(site)
    tab.fresh_sign_in()
    site.code(3)
    server.advance(31)
    tab.page.get_by_role("button", name="Send another code").dblclick()
    tab.page.locator("[role=status]").wait_for()
    assert site.code(4)


# Every POST reaches the server: a browser may give up the first for the second.
def test_equal_answers_at_once_lead_on(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    code = site.code(1)
    body = urllib.parse.urlencode({"csrf": tab.page.input_value("[name=csrf]"), "code": code}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in tab.page.context.cookies())}
    target = tab.page.get_attribute("form", "action")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: server.request("POST", target, body, headers), range(4)))
    assert [status for status, _, _ in answers] == [303] * 4
    won = [fields for _, fields, _ in answers if fields["Location"].startswith("/account/security")]
    assert len(won) == 1, "one code gave several sessions"
    kept = tab.page.context.cookies()[0]
    for cookie in won[0].get_all("Set-Cookie"):
        name, value = cookie.partition(";")[0].split("=", 1)
        if value:
            tab.page.context.add_cookies([{**kept, "name": name, "value": value}])
    for _, fields, _ in answers:
        tab.page.goto(server.url + fields["Location"])
        assert tab.path == "/account/security"


def test_back_and_reload_repeat_nothing(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    refused = visit(site)
    refused.fresh_sign_in(password="Wrong-1843")
    refused.page.reload()
    assert refused.title == "Sign in" and refused.problem, "a form that is sent again is no page of a stranger"
    tab.fresh_sign_in()
    code = site.code(1)
    tab.page.go_back()
    tab.page.go_forward()
    tab.page.reload()
    assert tab.path == "/mfa/sms" and len(site.messages()) == 1
    tab.enter("Continue", code=code)
    tab.page.go_back()
    tab.page.reload()
    assert tab.path == "/account/security" and len(site.messages()) == 1, "the finished sign-in leads on"


def test_a_sign_in_that_took_too_long_begins_again(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site)
    tab.fresh_sign_in()
    server.advance(240)
    tab.enter("Continue", code=site.code(1))
    assert tab.title == "This sign-in has ended" and tab.statuses[-1] in (200, 410)
    tab.press("Sign in again")
    assert tab.title == "Sign in"


def test_a_paste_keeps_every_digit(server, visit):
    site = Site(server)
    site.ask_for("sms")
    tab = visit(site, permissions=["clipboard-read", "clipboard-write"])
    tab.fresh_sign_in()
    code = site.code(1)
    tab.page.evaluate("text => navigator.clipboard.writeText(text)", f" {code[:3]} {code[3:]} ")
    tab.page.focus("#code")
    tab.page.keyboard.press("Control+V")
    tab.press("Continue")
    assert tab.path == "/account/security"


# Other pages.

def test_another_site_neither_frames_nor_posts(server, visit):
    site = Site(server)
    tab = visit(site)
    login = site.address()
    body = f"""<!doctype html><title>evil</title><iframe src="{login}"></iframe>
        <form method="post" action="{login}"><input name="username" value="ada">
        <input name="password" value="{PASSWORD}"><input name="csrf" value="a"></form>"""
    tab.open()
    token = tab.page.input_value("[name=csrf]")
    evil = "http://evil.test/"
    tab.page.route(evil, lambda route: route.fulfill(content_type="text/html", body=body.replace('"a"', f'"{token}"')))
    tab.page.goto(evil)
    frame = tab.page.frames[1]
    frame.wait_for_load_state()
    assert frame.url.startswith("chrome-error:"), "another site frames the pages"
    with tab.page.expect_navigation() as navigation:
        tab.page.evaluate("document.forms[0].submit()")
    assert navigation.value.status == 403 and tab.title == "This did not work"
    tab.open("/account/security")
    assert tab.path == "/login"
    tab.complaints.clear()


def test_scripts_read_no_cookie(server, visit):
    tab = visit(Site(server))
    tab.fresh_sign_in()
    assert tab.page.evaluate("document.cookie") == ""
    for cookie in tab.page.context.cookies():
        assert cookie["name"].startswith("__Host-") and cookie["httpOnly"] and cookie["secure"], cookie
        assert cookie["sameSite"] == "Lax" and cookie["path"] == "/"


def test_addresses_and_log_hold_no_secret(server, visit, tmp_path):
    site = Site(server)
    tab = visit(site)
    tab.fresh_sign_in()
    tab.press("Set up an app")
    key = set_up_app(tab, tmp_path)
    tab.enter("Confirm", code=app_code(server, key))
    site.ask_for("sms")
    tab.sign_in()
    code = site.code(1)
    tab.enter("Continue", code=code)
    kept = [cookie["value"] for cookie in tab.page.context.cookies()]
    log = pathlib.Path(server.log.name).read_text() + "".join(server.said)
    addresses = "".join(address for address in tab.addresses if not address.startswith("data:"))
    assert "/mfa/sms" in log and "/mfa/sms" in addresses
    for secret in (PASSWORD, key, code, site.number, site.number[1:], *kept):
        assert secret not in log and secret not in addresses


# The look.

def stops(server, visit, tmp_path):
    """The pages one by one, as a user meets them: a name and the tab."""
    site = Site(server, AutoVerifiedAttributes=["phone_number"])
    key = site.register()
    tab = visit(site)
    tab.open()
    yield "sign-in", tab
    tab.sign_in(password="Wrong-1843")
    yield "sign-in-refused", tab
    tab.press("Create an account")
    yield "sign-up", tab
    tab.enter("Create account", username="eve", phone="1", password="short")
    yield "sign-up-refused", tab
    tab.enter("Create account", phone=f"+1415555{next(NUMBERS):04}", password=PASSWORD)
    yield "confirm-account", tab
    tab.open()
    tab.press("Forgot your password?")
    yield "forgotten", tab
    tab.enter("Send code", username="ada")
    yield "reset", tab
    tab.enter("Save password", code="1", password="short")
    yield "reset-refused", tab
    site.ask_for(None, "sms", "app")
    tab.fresh_sign_in()
    yield "choice", tab
    tab.press("Continue")
    yield "choice-refused", tab
    tab.page.get_by_label("Text message").check()
    tab.press("Continue")
    yield "message", tab
    tab.enter("Continue", code="000000")
    yield "message-refused", tab
    tab.press("I can no longer use my phone")
    yield "help", tab
    tab.press("Back")
    tab.press("Use another way")
    yield "app", tab
    tab.enter("Continue", code=app_code(server, key, later=30))
    yield "account", tab
    tab.press("Change number")
    yield "number", tab
    tab.press("Back")
    tab.press("Remove the app")
    yield "remove", tab
    tab.press("Back")
    tab.press("Sign out")
    yield "sign-out", tab
    tab.page.goto(site.address("/mfa/sms") + "&f=bcdfghjk")
    yield "ended", tab
    site = Site(server, "ON", number=False, temporary=True)
    tab = visit(site)
    tab.fresh_sign_in(password="Temporary-1843")
    yield "new-password", tab
    tab.enter("Save password", password=PASSWORD)
    yield "set-up", tab
    set_up_app(tab, tmp_path)
    yield "set-up-app", tab
    tab.enter("Confirm", code="000000")
    yield "set-up-app-refused", tab


def test_everyone_can_use_the_pages(server, visit, tmp_path):
    found = {}
    for name, tab in stops(server, visit, tmp_path):
        assert tab.page.locator("h1").count() == 1 and tab.page.title(), name
        complaints = look(tab.page)
        if complaints:
            found[name] = complaints
    assert not found, found
