#!/usr/bin/env python3
"""What the page's views cost: page.py BUILD LEDGER [VIEW…]

Of each view, as a table of Markdown: milliseconds of processor time of the server, of the page in
Debian's chromium, and of both, from the address to the view drawn, the first time after `sayso serve`
has begun and once more; the best of three. SAYSO_PAGE_WAIT=MS lets the page rest before, as a reader
does, so that it has time to ask for what may be wanted next."""

import json
import os
import signal
import subprocess
import sys

VIEWS = {
    "positions": "#/positions",
    "claim": "#/positions?claim={claim}",
    "stories": "#/stories",
    "disputes": "#/disputes",
    "months": "#/timeline",
    "days": "#/timeline?span=day&by=type",
    "pairs": "#/timeline?by=actor%2Crecipient",
    "map": "#/map",
    "network": "#/network",
    "search": "#/search?words=mans",
    "map, filtered": "#/map?actor=UKR",
    "days, filtered": "#/timeline?span=day&by=type&type=PROTEST",
}
RUNS = 3


def look(build, ledger, view):
    env = dict(os.environ, SAYSO_DATA=build + "/data", NODE_PATH=build + "/src/page/node_modules")
    with subprocess.Popen(
        [build + "/sayso", "serve", "--ledger", ledger, "--port", "0"],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    ) as served:
        address = served.stdout.readline().strip()
        script = os.path.join(os.path.dirname(__file__), "page.js")
        words = ["node", script, address, str(served.pid), view]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, text=True, check=False)
        served.send_signal(signal.SIGINT)
    return json.loads(done.stdout)


def main():
    build, ledger, names = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:] or VIEWS
    claim = subprocess.run(
        [build + "/sayso", "claims", "--ledger", ledger, "--limit", "1", "--format", "jsonl"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    print(
        "| view | first: server | page | both | again: both | clock, first |\n|---|---|---|---|---|---|"
    )
    for name in names:
        view = VIEWS[name].format(claim=json.loads(claim)["id"])
        all_of = [look(build, ledger, view) for _ in range(RUNS)]
        both = lambda x: x["server"] + x["page"]  # noqa: E731
        first, again = (min((x[when] for x in all_of), key=both) for when in ("first", "again"))
        clock = min(x["first"]["clock"] for x in all_of)
        print(
            f"| {name} | {first['server']:.0f} | {first['page']:.0f} | {both(first):.0f} | "
            f"{both(again):.0f} | {clock:.0f} |",
            flush=True,
        )
    print(f"\nfirst paint: {min(x['paint'] for x in all_of):.0f} ms")


if __name__ == "__main__":
    main()
