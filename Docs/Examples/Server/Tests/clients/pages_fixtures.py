"""The server with pages, and one browser, for a file of tests."""
import shutil

import pytest
from playwright.sync_api import sync_playwright

import pages_trace
from conftest import Server
from pages_support import Tab


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    mail = folder / "mail.jsonl"
    server = Server(folder, "--pages", "--email-outbox", str(mail))
    server.mail = mail
    pages_trace.SERVERS.append(server)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    """Opens tabs of new browsers; no page may break its own policy, and none is a fault of the server."""
    contexts, tabs = [], []

    def visit(site, beside=None, **settings):
        if beside is None:
            contexts.append(browser.new_context(**settings))
        tabs.append(Tab((beside.page.context if beside else contexts[-1]).new_page(), site))
        return tabs[-1]

    yield visit
    complaints = [text for tab in tabs for text in tab.complaints if "violates" in text or "Error" in text]
    faults = [status for tab in tabs for status in tab.statuses if status >= 500]
    for context in contexts:
        pages_trace.note_cookies(context.cookies())
        context.close()
    assert not complaints
    assert not faults


# Pages need no script, so everything is done with and without one.
@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def script(request):
    return request.param
