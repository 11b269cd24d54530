#!/usr/bin/env python3
"""Compares what the wire reads and writes with botocore's service model of cognito-idp, mechanically and both ways.

    pip install 'botocore>=1.44.8'      # an older model lacks AdminDeleteSoftwareToken
    WIRE_SHAPES=/tmp/shapes.json swift test --filter WireTableTests
    python3 Tests/Wire/shapes.py /tmp/shapes.json            # exit status 1 and a line for every difference
    python3 Tests/Wire/shapes.py /tmp/shapes.json --unread   # also: the members of the model that are ignored

The tables are taken from the codecs themselves: a codec reads a request that is being recorded, and its response is
written from the same list. What fails:

  - an operation, or a member read or written, that the model does not have, or has with another type;
  - a member that the model requires and the wire does not read, read as optional, or does not write;
  - a member that the wire requires and the model does not, unless it stands in STRICTER with its reason.
"""
import argparse
import gzip
import json
import pathlib
import re
import sys

# Required here and not in the model, and why.
STRICTER = {
    "SignUp.Password": "every user has a password; sign-up without one is not offered",
    "ChangePassword.PreviousPassword": "every user has a password",
}


def model():
    import botocore

    path = pathlib.Path(botocore.__file__).parent / "data/cognito-idp/2016-04-18/service-2.json"
    if path.exists():
        return botocore.__version__, json.loads(path.read_text())
    with gzip.open(str(path) + ".gz") as file:
        return botocore.__version__, json.load(file)


class Comparison:
    def __init__(self, shapes):
        self.shapes = shapes
        self.faults = []
        self.unread = []
        self.members = 0
        self.excused = set()

    def fault(self, place, text):
        self.faults.append(f"{place}: {text}")

    def structure(self, place, ours, name, is_request):
        """Compares the members of an object with those of a structure of the model."""
        shape = self.shapes[name]
        if shape["type"] == "map" and "pattern" in self.shapes[shape["key"]["shape"]]:
            return self.named_map(place, ours, shape, is_request)
        if shape["type"] != "structure":
            return self.fault(place, f"an object where the model has {shape['type']}")
        required = set(shape.get("required", []))
        told = {}
        for key, value in ours.items():
            told[key.rstrip("*")] = (value, key.endswith("*"))
        for key, (value, is_required) in told.items():
            here = f"{place}.{key}"
            self.members += 1
            if key not in shape["members"]:
                self.fault(here, "not in the model")
                continue
            if is_request and is_required and key not in required:
                if here in STRICTER:
                    self.excused.add(here)
                else:
                    self.fault(here, "required here, optional in the model")
            if is_request and not is_required and key in required:
                self.fault(here, "optional here, required in the model")
            self.value(here, value, shape["members"][key]["shape"], is_request)
        for key in shape["members"]:
            if key not in told:
                if key in required:
                    self.fault(f"{place}.{key}", "required in the model, missing here")
                else:
                    self.unread.append(f"{place}.{key}")

    def named_map(self, place, ours, shape, is_request):
        """Compares an object with a map of the model whose keys have a pattern, as in `Level[1-4]`."""
        pattern = self.shapes[shape["key"]["shape"]]["pattern"]
        for key, value in ours.items():
            self.members += 1
            if not re.fullmatch(pattern, key.rstrip("*")):
                self.fault(f"{place}.{key}", f"no key of the model, which are {pattern}")
            self.value(f"{place}.{key}", value, shape["value"]["shape"], is_request)

    def value(self, place, ours, name, is_request):
        shape = self.shapes[name]
        if ours == "anything":
            return
        if isinstance(ours, str):
            if ours != shape["type"]:
                self.fault(place, f"{ours} here, {shape['type']} in the model")
        elif isinstance(ours, list):
            if shape["type"] != "list":
                return self.fault(place, f"a list here, {shape['type']} in the model")
            self.value(place, ours[0], shape["member"]["shape"], is_request)
        elif set(ours) == {"*"}:
            if shape["type"] != "map":
                return self.fault(place, f"a map here, {shape['type']} in the model")
            self.value(place, ours["*"], shape["value"]["shape"], is_request)
        else:
            self.structure(place, ours, name, is_request)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", help="the file that WireTableTests has written")
    parser.add_argument("--unread", action="store_true", help="list the model's members that are ignored")
    arguments = parser.parse_args()
    tables = json.loads(pathlib.Path(arguments.tables).read_text())
    version, service = model()
    requests = Comparison(service["shapes"])
    responses = Comparison(service["shapes"])
    compared = 0
    for name, table in tables.items():
        operation = service["operations"].get(name)
        if table["ours"]:
            if operation is not None:
                requests.fault(name, "said to be our own, but in the model")
            continue
        if operation is None:
            requests.fault(name, "not in the model")
            continue
        compared += 1
        requests.structure(name, table["reads"], operation["input"]["shape"], True)
        if "output" in operation:
            responses.structure(name, table["writes"], operation["output"]["shape"], False)
        elif table["writes"]:
            responses.fault(name, "the model answers nothing")
    for place in sorted(set(STRICTER) - requests.excused):
        requests.fault(place, "excused in STRICTER for nothing")
    if arguments.unread:
        print("\n".join(["not read:"] + requests.unread + ["not written:"] + responses.unread))
    faults = requests.faults + responses.faults
    for line in faults:
        print(line)
    print(
        f"botocore {version}: {compared} operations, {requests.members} members read, {responses.members} written, "
        f"{len(faults)} differences"
    )
    return 1 if faults or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
