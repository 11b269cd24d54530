"""The first sign-in of README, word for word."""
import json
import re
import subprocess

from conftest import KEY, PACKAGE, REGION, SECRET, environment


def test_the_first_sign_in(start):
    server = start()
    [lines] = re.findall(r"```sh\n(.*?)```", (PACKAGE / "README.md").read_text(), re.DOTALL)
    assert lines.count("http://127.0.0.1:8080") == 1
    run = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines.replace("http://127.0.0.1:8080", server.url)], text=True,
        capture_output=True, timeout=300,
        env=environment(AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET, AWS_DEFAULT_REGION=REGION))
    assert run.returncode == 0, run.stderr
    last = json.loads(run.stdout[run.stdout.rindex("\n{\n"):])
    assert set(last["AuthenticationResult"]) == {"AccessToken", "IdToken", "RefreshToken", "TokenType", "ExpiresIn"}
