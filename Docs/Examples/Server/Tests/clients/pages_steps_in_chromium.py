"""Every step of the pages by every way in which people leave the straight path."""
import pytest

from pages_fixtures import browser, server, visit
from pages_steps import STEPS, sent


def straight(step, visit):
    """Without a script."""
    step.fill()
    step.send()
    step.verify()


def reload(step, visit):
    """A reload shows the same page, sends nothing and spends nothing."""
    for _ in range(2):
        assert step.tab.page.reload().status == 200 and step.tab.path == step.path
    assert sent(step.tab.site.server) == step.sent, "a reload sends a message"
    straight(step, visit)


def back_and_forward(step, visit):
    step.tab.page.go_back()
    step.tab.page.go_forward()
    assert step.tab.path == step.path and sent(step.tab.site.server) == step.sent
    straight(step, visit)


def second_tab(step, visit):
    """The page's address in another tab goes on; the first tab is told where things stand."""
    second = visit(step.tab.site, beside=step.tab)
    second.page.goto(step.tab.page.url)
    assert second.path == step.path and sent(step.tab.site.server) == step.sent
    step.fill(second)
    step.fill()
    step.send(second)
    step.verify(second)
    reached = second.page.url
    step.send()
    # The form of before: passed over, told as over, or answered anew, and what was done stays done.
    assert step.tab.statuses[-1] in (200, 303, 403, 410, 422), step.tab.text
    second.page.goto(reached)
    assert second.page.locator("h1").count() == 1
    assert second.statuses[-1] == 200


def double_click(step, visit):
    """The second click is no error."""
    step.fill()
    step.tab.page.locator(step.button).first.dblclick()
    if step.twice:
        step.tab.page.locator(f"form[action*='{step.leads_to[0]}?'], {step.twice}[aria-invalid=true]").first.wait_for()
    else:
        step.tab.page.wait_for_url(lambda url: any(f"{path}?" in url for path in step.leads_to))
    step.tab.page.wait_for_load_state()
    step.tab.note()
    if step.twice and step.tab.path == step.path:
        # The account is there, and the person signs in to confirm it.
        step.tab.open()
        step.tab.sign_in(step.values["username"], step.values["password"])
    # A number or a name that is typed twice is sent to twice, as by two clicks far apart.
    step.verify(sends=range(step.sends, 2 * step.sends + 1))


def afterwards_back(step, visit):
    """After the step, its page is no place to do it again by accident."""
    straight(step, visit)
    count = sent(step.tab.site.server)
    step.tab.page.go_back()
    step.tab.page.reload()
    for field in step.tab.page.locator("#code, #password").all():
        assert field.input_value() == ""
    step.tab.page.go_forward()
    assert step.tab.page.locator("h1").count() == 1
    assert sent(step.tab.site.server) == count, "going back sends a message"


def keys_alone(step, visit):
    """Tab, typing, arrows, Space and Enter reach everything."""
    page = step.tab.page

    def tab_to(selector):
        for _ in range(40):
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {selector}")

    for name, value in step.values.items():
        if name != "factor":
            tab_to(f"#{name}")
            page.keyboard.type(value)
            continue
        tab_to("input[type=radio]")
        page.keyboard.press("Space")
        chosen = f"input[type=radio][value={value}]"
        for _ in range(4):
            if not page.is_checked(chosen):
                page.keyboard.press("ArrowDown")
        assert page.is_checked(chosen)
    tab_to(step.button)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    step.verify()


ACTIONS = [straight, reload, back_and_forward, second_tab, double_click, afterwards_back, keys_alone]


@pytest.mark.parametrize("act", ACTIONS, ids=lambda act: act.__name__)
@pytest.mark.parametrize("lead", STEPS, ids=lambda lead: lead.__name__)
def test_every_step_by_every_way(server, visit, lead, act):
    # Scripts are off where the action itself needs none.
    plain = act in (straight, reload, second_tab)
    step = lead(server, lambda site, **more: visit(site, java_script_enabled=not plain, **more))
    act(step, visit)
