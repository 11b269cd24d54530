#!/usr/bin/env python3
"""Loads the server on every store, and moto, by turns, and prints one table for each cost of a password.

    pip install -r Tests/clients/requirements.txt
    python3 Tests/load.py

PostgreSQL is that of Tests/with-postgres.sh, which this starts itself. Both programs are built for release first. The
load itself takes about two minutes. The exit code is 1 after any error of any server.
"""
import argparse
import contextlib
import os
import pathlib
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

PACKAGE = pathlib.Path(__file__).resolve().parents[1]
FLOOR, DEFAULT = 1_000, 600_000


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def ended(process):
    """Ends a process, kindly if it can be."""
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def start_server(stack, binary, environment, log, *options):
    """Starts a server, and returns its URL once it listens."""
    port = free_port()
    process = stack.enter_context(ended(subprocess.Popen(
        [binary, "--port", str(port), *options], env=environment, stdout=subprocess.PIPE, stderr=log, text=True)))
    guard = threading.Timer(60, process.kill)
    guard.start()
    for line in process.stdout:
        if "listening" in line:
            guard.cancel()
            return f"http://127.0.0.1:{port}"
    guard.cancel()
    raise SystemExit(f"a server did not start: {pathlib.Path(log.name).read_text()}")


def start_moto(stack, log):
    port = free_port()
    program = pathlib.Path(sys.executable).with_name("moto_server")
    process = stack.enter_context(ended(subprocess.Popen(
        [program, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)))
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return f"http://127.0.0.1:{port}"
        time.sleep(0.05)
    raise SystemExit(f"moto did not start: {pathlib.Path(log.name).read_text()}")


def build(scratch):
    products = ("cognito-mfa-server", "cognito-mfa-load")
    for product in products:
        subprocess.run(
            ["swift", "build", "-c", "release", "--scratch-path", scratch, "--product", product], cwd=PACKAGE,
            check=True, stdout=sys.stderr)
    return [pathlib.Path(PACKAGE, scratch, "release", product) for product in products]


def machine():
    told = subprocess.run(["lscpu"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout
    names = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    return f"{names.get('Model name', '?').strip()}, {os.cpu_count()} cores, {os.uname().sysname} {os.uname().release}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10, help="how long each server is loaded at each cost")
    parser.add_argument("--scratch-path", default=".build", help="where SwiftPM builds")
    choice = parser.parse_args()
    if "COGNITO_MFA_POSTGRES" not in os.environ:
        os.execvp("bash", ["bash", str(PACKAGE / "Tests/with-postgres.sh"), sys.executable, *sys.argv])
    server, load = build(choice.scratch_path)
    token = secrets.token_hex(16)
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ},
        "AWS_ACCESS_KEY_ID": "AKIDLOAD", "AWS_SECRET_ACCESS_KEY": secrets.token_urlsafe(30)}
    print(f"{machine()}; clients and servers on it together; load of others before the start {os.getloadavg()[0]:.1f}.")
    print("moto hashes no password and checks no code.")
    failed = False
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        log = stack.enter_context(open(f"{folder}/log", "w"))
        moto = start_moto(stack, log)
        for cost, users, concurrency in ((FLOOR, 64, 16), (DEFAULT, 16, 8)):
            with contextlib.ExitStack() as servers:
                def serve(name, *store):
                    common = ["--test-controls", token, "--password-iterations", str(cost)]
                    url = start_server(servers, server, environment, log, *common, *store)
                    return ["--target", f"{name}={url}"]

                targets = serve("memory")
                targets += serve("SQLite", "--store", f"sqlite:{folder}/{cost}.sqlite", "--keys", f"{folder}/{cost}.json")
                targets += serve(
                    "PostgreSQL", "--store", f"postgres:{os.environ['COGNITO_MFA_POSTGRES']}", "--keys",
                    f"{folder}/postgres.json")
                print(f"\n{cost:,} iterations of PBKDF2 a password, {users} users, {concurrency} at once:\n", flush=True)
                failed |= subprocess.run(
                    [load, *targets, "--plain", f"moto={moto}", "--baseline", "moto", "--test-controls", token,
                     "--users", str(users), "--concurrency", str(concurrency), "--seconds", str(choice.seconds)],
                    env=environment, timeout=300).returncode != 0
    sys.exit(failed)


if __name__ == "__main__":
    main()
