"""A ledger for the tests of the page: made reports, and one whose every word would be markup."""

import json
import subprocess
import sys

EVIL = "<script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\">'\"</td></style>"


def hostile(line):
    """The report with markup in its title, publisher, names and behind its text."""
    reading = json.loads(line)
    reading.update(id="hostile", title=EVIL, publisher=EVIL, url="javascript:window.hacked=3")
    start = len(reading["text"].encode())
    reading["text"] += "\n" + EVIL
    reading["sentences"].append(
        {"start": start + 1, "end": start + 1 + len(EVIL), "language": "en"}
    )
    for actor in reading["actors"]:
        actor["name"] = EVIL + actor["name"]
    for place in reading["places"]:
        place["name"] = EVIL + place["name"]
    return json.dumps(reading)


def ledger(sayso, reports_py, path, n):
    made = subprocess.run(
        [sys.executable, reports_py, str(n)], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    lines = made + [hostile(made[0])]
    done = subprocess.run(
        [sayso, "read", "--quiet", "--ledger", path, "--input", "reading", "-"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"made.py: {done.stderr}")


if __name__ == "__main__":
    ledger(*sys.argv[1:4], int(sys.argv[4]))
