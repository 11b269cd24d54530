"""The servers that moto's tests speak to: the example server, one for each region, and a stub for everything else."""
import http.server
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import urllib.parse

PACKAGE = pathlib.Path(__file__).parents[2] / "Docs/Examples/Server"
BINARY = os.environ.get("COGNITO_MFA_SERVER", PACKAGE / ".build/debug/cognito-mfa-server")
# The keys that moto puts into the environment of its tests.
KEYS = {"AWS_ACCESS_KEY_ID": "FOOBARKEY", "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class CognitoServer:
    """The example server in profile `current`, with everything in memory."""

    def __init__(self, region):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.folder = tempfile.TemporaryDirectory()
        files = pathlib.Path(self.folder.name)
        self.log = open(files / "log", "w+")
        self.process = subprocess.Popen(
            [BINARY, "--port", str(port), "--region", region, "--profile", "current",
             "--sms-outbox", files / "sms", "--email-outbox", files / "email",
             "--test-controls", "controls-of-peer", "--password-iterations", "1000"],
            env={"PATH": os.environ["PATH"], **KEYS}, stdout=subprocess.PIPE, stderr=self.log, text=True)
        # A server that never reports its address is ended; its silence becomes an empty line.
        guard = threading.Timer(60, self.process.kill)
        guard.start()
        line = "-"
        while line and "listening" not in line:
            line = self.process.stdout.readline()
        guard.cancel()
        if not line:
            self.log.seek(0)
            raise RuntimeError(f"the server did not start: {self.log.read()}")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.log.close()
            self.folder.cleanup()


class Stub(http.server.ThreadingHTTPServer):
    """Answers the calls of IAM with which a test makes a role, and the switch of moto's own authorization."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), StubHandler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class StubHandler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/moto-api/reset-auth":
            return self.answer(200, "application/json", json.dumps({"PREVIOUS_INITIAL_NO_AUTH_ACTION_COUNT": "inf"}))
        call = {name: values[0] for name, values in urllib.parse.parse_qs(body).items()}
        action = call.get("Action", "")
        results = {
            "CreateRole": f"<Role><Arn>arn:aws:iam::123456789012:role/{call.get('RoleName')}</Arn></Role>",
            "CreatePolicy": f"<Policy><Arn>arn:aws:iam::123456789012:policy/{call.get('PolicyName')}</Arn></Policy>",
            "AttachRolePolicy": "", "DetachRolePolicy": "", "DeletePolicy": "", "DeleteRole": "",
        }
        if action not in results:
            code = f"<Error><Code>NotInTheStub</Code><Message>{action}</Message></Error>"
            return self.answer(400, "text/xml", f"<ErrorResponse>{code}</ErrorResponse>")
        result = f"<{action}Result>{results[action]}</{action}Result>"
        self.answer(200, "text/xml", f"<{action}Response>{result}</{action}Response>")

    def answer(self, status, kind, text):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *arguments):
        pass
