"""After the other files of a run: its logs and addresses hold none of its secrets and names."""
import pages_trace


def test_the_search_finds_what_is_there():
    log = pages_trace.logs()
    for kind, values in pages_trace.SECRETS.items():
        assert values, f"nothing of the kind {kind} was collected"
        value = next(iter(values))
        planted = f"{log[-500:]}info page : status=200 [x] /login?a={value}&b\n"
        assert kind in [seen for seen, _ in pages_trace.found(planted)]
        assert kind in [seen for seen, _ in pages_trace.found(f"http://127.0.0.1:1/login?x={value}")]
    for path in ("/login", "/mfa/sms", "/mfa/email", "/mfa/set-up/app", "/account/app", "/signup"):
        assert path in log, f"the log has no {path}"
    assert len(pages_trace.ADDRESSES) >= 100


def test_no_log_holds_a_secret():
    assert pages_trace.found(pages_trace.logs()) == []


def test_no_address_holds_a_secret():
    assert pages_trace.found(pages_trace.addresses()) == []
