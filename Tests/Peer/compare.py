#!/usr/bin/env python3
"""Compares the results of moto's tests with passing.txt and failing.tsv.

    python3 compare.py RESULTS.xml         # pytest's JUnit report of a run with the plugin peer
    python3 compare.py RESULTS.xml --pin   # also moves the tests that pass now to passing.txt

A test that passes made at least one call to the server. The exit status is 1 when a pinned test does not pass or is gone,
and when a test fails without a reason in failing.tsv. A test that passes without being pinned is told, and no failure.
"""
import argparse
import collections
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

HERE = pathlib.Path(__file__).parent
KINDS = {
    "not offered": "needs an operation or a flow that is not offered",
    "settings": "needs a setting of a pool or client that is not stored or told back",
    "moto differs": "asks for what the service refuses or answers otherwise",
    "moto alone": "is about moto's own server or helpers",
    "ours": "our fault, not mended yet",
}


def results(path):
    """By name without the folder: the outcome of each test, what failed in it, and those verified against AWS."""
    found, messages, verified = {}, {}, set()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{case.get('file').rsplit('/', 1)[-1]}::{case.get('name')}"
        told = {each.get("name"): each.get("value") for each in case.iter("property")}
        failures = [*case.iter("failure"), *case.iter("error")]
        if failures:
            found[name] = "failed"
            messages[name] = (failures[0].get("message") or "").splitlines()[:1]
        elif case.find("skipped") is not None:
            found[name] = "skipped"
        else:
            found[name] = "passed" if int(told.get("calls", 0)) else "no call"
        if told.get("aws_verified") == "True":
            verified.add(name)
    return found, messages, verified


def lines(name):
    return [line for line in (HERE / name).read_text().splitlines() if line and not line.startswith("#")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results")
    parser.add_argument("--pin", action="store_true", help="pin the tests that pass now")
    arguments = parser.parse_args()
    found, messages, verified = results(arguments.results)
    pinned = lines("passing.txt")
    reasons = {name: (kind, reason) for name, kind, reason in (line.split("\t") for line in lines("failing.tsv"))}
    faults = [" ".join([f"pinned, and {found.get(name, 'not there')}: {name}", *messages.get(name, [])])
              for name in pinned if found.get(name) != "passed"]
    faults += [" ".join([f"fails without a reason in failing.tsv: {name}", *messages[name]])
               for name, outcome in found.items()
               if outcome == "failed" and name not in reasons and name not in pinned]
    faults += [f"has a reason, and is {found.get(name, 'not there')}: {name}" for name in reasons
               if found.get(name) not in ("failed", "passed")]
    faults += [f"no kind of reason: {kind}" for kind, _ in reasons.values() if kind not in KINDS]
    faults += [f"pinned and failing at once: {name}" for name in set(pinned) & set(reasons)]
    new = sorted(name for name, outcome in found.items() if outcome == "passed" and name not in pinned)
    for name in new:
        print(f"passes, and is not pinned: {name}")
    if arguments.pin:
        (HERE / "passing.txt").write_text("".join(f"{name}\n" for name in sorted(set(pinned) | set(new))))
        kept = [line for line in (HERE / "failing.tsv").read_text().splitlines() if line.split("\t")[0] not in new]
        (HERE / "failing.tsv").write_text("".join(f"{line}\n" for line in kept))
    for line in faults:
        print(line)
    count = collections.Counter(found.values())
    by_kind = collections.Counter(kind for name, (kind, _) in reasons.items() if found.get(name) == "failed")
    print(f"{len(found)} tests of moto: {count['passed']} pass ({len(pinned)} pinned), {count['failed']} fail, "
          f"{count['skipped']} skipped by moto, {count['no call']} without a call to the server")
    for kind, number in by_kind.most_common():
        print(f"  {number} {kind}: {KINDS.get(kind)}")
    print(f"verified against AWS: {sum(found[name] == 'passed' for name in verified)} of {len(verified)} pass")
    return 1 if faults or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
