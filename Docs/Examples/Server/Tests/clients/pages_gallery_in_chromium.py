"""The look of every page in English, in German, and from right to left; `pages_gallery` says where the pages come from."""
import os
import re

import pytest

from pages_fixtures import browser
from pages_gallery import LOCALES, names, served
from pages_support import look

FOLDER = os.environ.get("PAGES_FOLDER")


@pytest.fixture(scope="module")
def gallery():
    assert FOLDER, "PAGES_FOLDER names no folder of pages"
    with served(FOLDER) as address:
        yield address


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not [text for text in complaints if "violates" in text or "Error" in text]


@pytest.mark.parametrize("locale", LOCALES)
def test_everyone_can_use_every_page(gallery, page, locale):
    found = {}
    for name in names(FOLDER):
        assert page.goto(f"{gallery}/{locale}-{name}.html").status == 200
        assert page.locator("h1").count() == 1, name
        assert page.evaluate("document.documentElement.dir") == ("rtl" if locale == "rtl" else "ltr")
        complaints = look(page)
        if complaints:
            found[name] = complaints
    assert not found, found


# Lines that no translation changes: names, numbers, addresses, keys and codes.
SAME = re.compile(r"Example Shop|Code|[^A-Za-z]*|.*@.*|[A-Z2-7 ]{40,}|ada|bob|eve|SMS|.*'s phone|.*\+44.*")


def test_german_pages_hold_no_english(gallery, page):
    same = {}
    for name in names(FOLDER):
        texts = []
        for locale in ("en", "de"):
            page.goto(f"{gallery}/{locale}-{name}.html")
            assert page.evaluate("document.documentElement.lang") == locale
            texts.append({line.strip() for line in page.locator("body").inner_text().splitlines()})
        common = {line for line in texts[0] & texts[1] if not SAME.fullmatch(line)}
        if common:
            same[name] = common
    assert not same, same


def test_right_to_left_pages_begin_at_the_right(gallery, page):
    """What is read from left to right stays so, at the right edge of its field."""
    page.set_viewport_size({"width": 400, "height": 700})
    page.goto(f"{gallery}/rtl-sms.html")
    heading, field = page.locator("h1"), page.locator("#code")
    assert heading.evaluate("element => getComputedStyle(element).direction") == "rtl"
    assert field.evaluate("element => getComputedStyle(element).direction") == "ltr"
    right = page.evaluate("""() => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector("h1"));
        return [range.getBoundingClientRect().right, document.querySelector("h1").getBoundingClientRect().right];
    }""")
    assert abs(right[0] - right[1]) < 2, right
