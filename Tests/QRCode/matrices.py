"""The program `matrices`, which writes the codes of our encoder."""
import subprocess


def codes(program, requests):
    """Version, mask and rows for each request of level, form and bytes; None for what is too long."""
    lines = "".join(f"{level} {form} {data.hex()}\n" for level, form, data in requests)
    answers = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(answers) != len(requests):
        raise SystemExit(f"{len(answers)} answers for {len(requests)} requests: {answers[-1:]}")
    return [None if answer == "too long" else _code(answer) for answer in answers]


def _code(answer):
    version, mask, drawing = answer.split(" ")
    return int(version), int(mask), drawing
