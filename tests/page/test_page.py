#!/usr/bin/env python3
"""The page as HTTP: test_page.py SAYSO REPORTS.py NODE MODULES BROWSER.js

What is served to whom, what is refused, that answers are the ledger's; then, in a browser, what
BROWSER.js looks at, over HTTP and from files. Without a page in the program nothing is tested but
that it says so (and the test is told as skipped)."""

import json
import os
import subprocess
import sys
import tempfile

import made
from served import Server, check, failures

SAYSO, REPORTS, NODE, MODULES, BROWSER = sys.argv[1:6]
REPORTS_MADE = int(os.environ.get("SAYSO_PAGE_REPORTS", "10000"))


def refusals(s):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        answer, _ = s.ask("/api/about", method, body="x" if method in ("POST", "PUT") else None)
        check(
            f"{method} is refused", answer.status == 405 and "GET" in answer.getheader("Allow", "")
        )
    for host in (
        "evil.example",
        "evil.example:8017",
        "127.0.0.1.evil.example",
        "",
        "localhost:x",
        "[::1",
    ):
        answer, text = s.ask("/api/about", headers={"Host": host})
        check(f"Host {host!r} is refused", answer.status in (400, 421) and b"types" not in text)
    for host in (
        "localhost",
        f"localhost:{s.port}",
        "127.0.0.1",
        f"[::1]:{s.port}",
        "known.example",
    ):
        answer, _ = s.ask("/api/about", headers={"Host": host})
        check(f"Host {host} is served", answer.status == 200)
    for path in (
        "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/api/../sayso.db", "/made.db",
        "/api/file/../made.db", "/api/file/events.exe", "/api/file/nothing.csv", "/api/rows/sqlite_master",
        "/api/rows/", "/api/explain?id=../../x", "/api/document?id=nothing", "/page.js/",
    ):  # fmt: skip
        answer, text = s.ask(path)
        check(f"{path} is not there", answer.status == 404 and b"root:" not in text)
    for path in ("rows/events?type=NOTHING", "rows/events?limit=x", "rows/events?since=2031-99", "rows/events?after=x",
                 "rows/search", "explain", "rows/counts?by=nothing"):  # fmt: skip
        answer, text = s.ask("/api/" + path)
        check(f"{path} is told to be wrong", answer.status == 400 and json.loads(text)["error"])


def headers(s):
    for path in (
        "/",
        "/page.js",
        "/api/about",
        "/api/nothing",
        "/api/file/claims.csv?since=2001-01-01&until=2001-01-01",
    ):
        answer, _ = s.ask(path)
        policy = answer.getheader("Content-Security-Policy", "")
        check(f"{path} has a policy", "default-src 'none'" in policy and "unsafe" not in policy)
        check(f"{path} is not sniffed", answer.getheader("X-Content-Type-Options") == "nosniff")
    plain, text = s.ask("/page.js")
    packed, small = s.ask("/page.js", headers={"Accept-Encoding": "gzip"})
    check(
        "scripts are packed",
        packed.getheader("Content-Encoding") == "gzip" and len(small) < len(text) / 2,
    )
    again, _ = s.ask("/page.js", headers={"If-None-Match": plain.getheader("ETag")})
    check("what is known is not sent again", again.status == 304)


def pages(s):
    """Pages give what the whole list gives, and downloads what the program writes."""
    whole, after = [], ""
    for _ in range(40):
        page = s.rows(f"claims?limit=200&since=2001-01-02&until=2001-01-20&after={after}")
        whole += page["rows"]
        after = page["after"]
        if not after:
            break
    ids = [r["id"] for r in whole]
    check("no row comes twice", len(set(ids)) == len(ids) > 400)
    path = "/api/file/claims.jsonl?since=2001-01-02&until=2001-01-20"
    loaded = [json.loads(line)["id"] for line in s.ask(path)[1].decode().splitlines()]
    check("the download has the rows of all pages", loaded == ids)
    one = s.rows(f"claims?claim={ids[7]}")["rows"]
    check("a claim is found by its id", [r["id"] for r in one] == [ids[7]])
    events = s.rows(f"events?claim={ids[7]}")["rows"]
    check(
        "so are its reports",
        len(events) == one[0]["events"] and all(e["claim"] == ids[7] for e in events),
    )
    total = s.rows(f"totals?claim={ids[7]}")["rows"][0]
    check(
        "totals agree with the claim",
        (total["events"], total["independent"]) == (one[0]["events"], one[0]["independent"]),
    )
    places = s.rows("places?limit=2000")["rows"]
    with_place = sum(
        1 for line in s.ask("/api/file/events.jsonl")[1].splitlines() if json.loads(line)["place"]
    )
    check("places count each report once", sum(p["events"] for p in places) == with_place)
    before = s.ask("/api/rows/counts?by=type")[1]
    check("an answer that was kept is the same", s.ask("/api/rows/counts?by=type")[1] == before)
    check("another question has another", s.ask("/api/rows/counts?by=month")[1] != before)
    document = json.loads(s.ask("/api/document?id=hostile")[1])
    check(
        "hostile words come as they are",
        document["title"] == made.EVIL and document["text"].endswith(made.EVIL),
    )


def browser(s, ledger, folder):
    site = os.path.join(folder, "site")
    done = subprocess.run(
        [SAYSO, "export", "--ledger", ledger, "--format", "site", "--until", "2001-01-04", site],
        check=False,
    )
    check("a site is written", done.returncode == 0 and os.path.exists(site + "/index.html"))
    again = subprocess.run(
        [SAYSO, "export", "--ledger", ledger, "--format", "site", site],
        capture_output=True,
        check=False,
    )
    check("not over another", again.returncode == 2)
    env = dict(os.environ, NODE_PATH=MODULES)
    done = subprocess.run(
        [NODE, BROWSER, s.address, "file://" + site + "/index.html"], env=env, check=False
    )
    check("the browser finds all well", done.returncode == 0)


def main():
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "made.db")
        subprocess.run(
            [SAYSO, "read", "--quiet", "--ledger", ledger, "--input", "reading", "-"],
            input=b"",
            check=False,
        )
        with Server(SAYSO, ledger) as s:
            if not s.address:
                print("built without the page")
                return 77
        for path in (ledger, ledger + "-wal", ledger + "-shm"):
            if os.path.exists(path):
                os.unlink(path)
        made.ledger(SAYSO, REPORTS, ledger, REPORTS_MADE)
        with Server(SAYSO, ledger, "--name", "known.example") as s:
            refusals(s)
            headers(s)
            pages(s)
            browser(s, ledger, folder)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
