#!/usr/bin/env python3
"""Correcting from the page: test_edit.py SAYSO REPORTS.py NODE MODULES BROWSER.js BUSY.js

Who may change what over HTTP, what is kept of it and comes out again, what is refused; then, in a
browser, the forms. Without a page in the program the test is told as skipped."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading

import made
from served import Server, check, failures

SAYSO, REPORTS, NODE, MODULES, BROWSER, BUSY = sys.argv[1:7]


def sayso(*args, **more):
    return subprocess.run([SAYSO, *args], capture_output=True, text=True, check=False, **more)


def rows(ledger, *args):
    return [
        json.loads(x)
        for x in sayso(*args, "--ledger", ledger, "--format", "jsonl").stdout.splitlines()
    ]


def event(ledger, record):
    return next(e for e in rows(ledger, "events") if e["id"] == record)


def post(s, name, what, **headers):
    """Status and answer of a change, sent as by the page but for `headers` (None: left out)."""
    all_of = {
        "X_Sayso_Token": s.token,
        "Content_Type": "application/json",
        "Origin": s.address.rstrip("/"),
    }
    all_of.update(headers)
    body = what if isinstance(what, (bytes, str)) else json.dumps(what)
    answer, text = s.ask(
        "/api/" + name,
        "POST",
        {k.replace("_", "-"): v for k, v in all_of.items() if v is not None},
        body,
    )
    return answer.status, json.loads(text)


def closed(ledger):
    """Without --edit nothing is written, whoever asks."""
    with Server(SAYSO, ledger) as s:
        check("no token is printed without --edit", "#" not in s.printed)
        answer, _ = s.ask("/api/correct", "POST", {"Content-Type": "application/json"}, "{}")
        check(
            "POST is refused without --edit",
            answer.status == 405 and answer.getheader("Allow") == "GET, HEAD",
        )
        check("no forms are offered", s.ask("/api/edit")[0].status == 404)
    for address in ("0.0.0.0", "::"):
        refused = sayso(
            "serve", "--ledger", ledger, "--port", "0", "--edit", "--listen", address, timeout=20
        )
        check(
            f"--edit is not for {address}", refused.returncode == 2 and "--edit" in refused.stderr
        )


def refusals(s, ledger, record):
    change = {"id": record, "field": "status", "value": "denied"}
    before = event(ledger, record)
    wrong = s.token[:-1] + ("0" if s.token[-1] != "0" else "1")
    for token in (None, "", wrong, s.token[:-1], s.token + "0"):
        check(
            f"token {token!r} is refused", post(s, "correct", change, X_Sayso_Token=token)[0] == 403
        )
        headers = {"X-Sayso-Token": token} if token is not None else {}
        check(f"and has no forms: {token!r}", s.ask("/api/edit", headers=headers)[0].status == 403)
    for origin in (
        "http://evil.example",
        "null",
        "https" + s.address[4:-1],
        s.address[:-1] + "0",
        s.address,
    ):
        check(f"origin {origin} is refused", post(s, "correct", change, Origin=origin)[0] == 403)
    check(
        "so is a host of that name",
        post(s, "correct", change, Host="evil.example", Origin="http://evil.example")[0] == 421,
    )
    for kind in (None, "text/plain", "application/x-www-form-urlencoded", "application/jsonx"):
        check(f"type {kind} is refused", post(s, "correct", change, Content_Type=kind)[0] == 415)
    for body in (
        "",
        "{",
        "[]",
        '"x"',
        b"\xff\xfe",
        '{"id": 1}',
        '{"id": null}',
        '{"id": "a", "id": "b"}',
        '{"id": "\\u0000"}',
        "[" * 5000,
    ):
        status, answer = post(s, "correct", body)
        check(f"{body[:20]!r} is told to be wrong", status == 400 and answer["error"])
    large = json.dumps({**change, "note": "x" * 70000})
    check("what is too large is refused", post(s, "correct", large)[0] == 413)
    check("also a long text", post(s, "correct", {**change, "note": "x" * 2000})[0] == 400)
    for wrong in (
        {"value": "LUNCH"},
        {"field": "colour"},
        {"field": "mode", "value": "LUNCH"},
        {"field": "cameo", "value": "'; DROP"},
        {"field": "actor", "value": "<b>"},
        {"field": "date", "value": "soon"},
        {"id": record.replace("-e", "-c")},
    ):
        status, answer = post(s, "correct", {**change, **wrong})
        check(f"{wrong} is told to be wrong", status == 400 and answer["error"])
    check(
        "an unknown record is told",
        post(s, "correct", {**change, "id": "000000000000-e0"})[0] == 404,
    )
    check("an unknown change is told", post(s, "drop", {})[0] == 404)
    check("no document is withdrawn", post(s, "withdraw", {"id": record.split("-")[0]})[0] == 400)
    for method in ("PUT", "DELETE", "PATCH"):
        check(
            f"{method} is refused",
            s.ask("/api/correct", method, {"X-Sayso-Token": s.token})[0].status == 405,
        )
    check("nothing of it was done", event(ledger, record) == before and not decisions(ledger))


def decisions(ledger):
    return rows(
        ledger,
        "sql",
        "SELECT what, record, field, value, note FROM decisions WHERE what <> 'read' ORDER BY decision",
    )


def corrections(s, ledger, record, folder):
    """What is corrected stands in the lists, when read again, and in what is exported."""
    choices = json.loads(s.ask("/api/edit", headers={"X-Sayso-Token": s.token})[1])
    check(
        "forms offer codes",
        ["190", "Use conventional military force"] in choices["codes"]["cameo"]
        and "UKR" in choices["codes"]["countries"]
        and ["visit", "CONSULT"] in choices["modes"],
    )
    for field, value in (
        ("status", "denied"),
        ("type", "COERCE"),
        ("mode", "arrest"),
        ("cameo", "173"),
        ("actor", "UKRGOV"),
        ("date", "2001-01-09"),
    ):
        status, answer = post(
            s,
            "correct",
            {"id": record, "field": field, "value": value, "note": made.EVIL, "by": "Eve"},
        )
        lines = [
            (x["what"], x["text"], x["via"]) for x in answer.get("record", {}).get("lines", [])
        ]
        check(
            f"{field} is corrected",
            status == 200 and ("corrected", f"{field} = {value}", "Eve: " + made.EVIL) in lines,
        )
    want = {
        "status": "denied",
        "type": "COERCE",
        "mode": "arrest",
        "cameo": "173",
        "goldstein": -5.0,
        "date": "2001-01-09",
    }
    now = event(ledger, record)
    check(
        "the lists have it",
        all(now[k] == v for k, v in want.items()) and now["actor"] == ["UKRGOV"],
    )
    check(
        "claims too",
        any(c["id"] == now["claim"] and c["statuses"] == "denied" for c in rows(ledger, "claims")),
    )
    readings = os.path.join(folder, "readings.jsonl")
    for kind in ("readings", "labelstudio"):
        sayso(
            "export",
            "--ledger",
            ledger,
            "--format",
            kind,
            "--document",
            record.split("-")[0],
            "--out",
            readings,
        )
        if kind == "labelstudio":
            with open(readings, encoding="utf-8") as f:
                tasks = json.load(f)
            for task in tasks:
                task["annotations"] = task.pop("predictions")
            with open(readings, "w", encoding="utf-8") as f:
                json.dump(tasks, f)
        gold = os.path.join(folder, kind + ".db")
        taken = sayso(
            "read",
            "--quiet",
            "--ledger",
            gold,
            "--input",
            kind.rstrip("s") if kind == "readings" else kind,
            readings,
        )
        check(f"{kind} are taken: {taken.stderr}", taken.returncode == 0)
        again = [e for e in rows(gold, "events") if e["cue"] == now["cue"]]
        check(
            f"{kind} have the corrections",
            any(
                all(e[k] == v for k, v in want.items()) and e["actor"] == ["UKRGOV"] for e in again
            ),
        )
    status, _ = post(s, "correct", {"id": record, "field": "mode", "value": ""})
    check("a mode is taken away", status == 200 and event(ledger, record)["mode"] is None)
    check("what is kept is verified", sayso("verify", "--ledger", ledger).returncode == 0)
    undone(s, ledger, record)


def undone(s, ledger, record):
    """A correction that is taken back stays written down; what was corrected or read before is so
    again, also when read again."""
    other = next(
        e
        for e in rows(ledger, "events")
        if e["id"] != record and e["date"] and e["actor"] and e["cameo"]
    )
    fields = {
        "status": "possible",
        "type": "COERCE",
        "mode": "arrest",
        "cameo": "173",
        "actor": "UKRGOV",
        "date": "2001-01-09",
    }
    for field, value in [*fields.items(), ("status", "denied")]:
        check(
            f"{field} can be corrected",
            post(s, "correct", {"id": other["id"], "field": field, "value": value})[0] == 200,
        )
    status, answer = post(s, "undo", {"id": other["id"], "field": "status", "by": "Eve"})
    lines = [(x["what"], x["text"]) for x in answer.get("record", {}).get("lines", [])]
    want = [
        ("was read", f"status = {other['status']}"),
        ("corrected", "status = possible"),
        ("taken back", "status = denied"),
    ]
    check(
        "the last correction is taken back",
        status == 200
        and [x for x in lines if "status = " in x[1]] == want
        and event(ledger, other["id"])["status"] == "possible",
    )
    check(
        "by whom is written down",
        (decisions(ledger)[-1]["what"], decisions(ledger)[-1]["note"]) == ("undo", "Eve"),
    )
    for field in fields:
        check(
            f"{field} is taken back", post(s, "undo", {"id": other["id"], "field": field})[0] == 200
        )
        check(f"{field} once only", post(s, "undo", {"id": other["id"], "field": field})[0] == 404)
    check("then all is as it was read", event(ledger, other["id"]) == other)
    for field, code in (("colour", 404), ("", 404), (None, 400)):
        check(
            f"{field} cannot be taken back",
            post(s, "undo", {"id": other["id"], "field": field})[0] == code,
        )
    check(
        "nor of a document",
        post(s, "undo", {"id": record.split("-")[0], "field": "status"})[0] == 404,
    )
    check("what is taken back is verified", sayso("verify", "--ledger", ledger).returncode == 0)


def claims(s, ledger):
    """Two claims are made one, and two again; an event goes."""
    all_of = [
        c
        for c in rows(ledger, "claims", "--type", "ASSAULT", "--status", "actual")
        if c["statuses"] == "actual" and c["date"]
    ]
    one, other = all_of[0]["id"], all_of[-1]["id"]
    moved = [e["id"] for e in rows(ledger, "events", "--claim", other)]
    n = len(rows(ledger, "events", "--claim", one)) + len(moved)
    status, answer = post(s, "merge", {"claim": one, "with": other})
    check("claims are merged", status == 200 and f"({n} reports)" in json.dumps(answer))
    claim = event(ledger, moved[0])["claim"]
    check("the lists have one", len(rows(ledger, "events", "--claim", claim)) == n)
    check("no empty split", post(s, "split", {"claim": claim, "events": []})[0] == 400)
    check(
        "no split of strangers", post(s, "split", {"claim": claim, "events": ["x" * 50]})[0] == 400
    )
    status, answer = post(s, "split", {"claim": claim, "events": moved})
    check(
        "a claim is split",
        status == 200
        and len(rows(ledger, "events", "--claim", event(ledger, moved[0])["claim"])) == len(moved),
    )
    status, answer = post(s, "withdraw", {"id": moved[0], "by": "Eve"})
    check(
        "an event is withdrawn",
        status == 200
        and answer["record"] is None
        and moved[0] not in [e["id"] for e in rows(ledger, "events")],
    )
    check("it is written down", decisions(ledger)[-1]["note"] == "Eve")
    status, answer = post(s, "undo", {"id": moved[0], "by": "Eve"})
    check(
        "and taken back",
        status == 200
        and answer["record"]["id"] == moved[0]
        and moved[0] in [e["id"] for e in rows(ledger, "events")],
    )
    check("once only", post(s, "undo", {"id": moved[0]})[0] == 404)
    check("it stands as before", sayso("verify", "--ledger", ledger).returncode == 0)


def waiting(ledger, record):
    """Who writes is waited for as long as --wait says."""
    change = {"id": record, "field": "status", "value": "possible"}
    other = sqlite3.connect(ledger, check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Server(SAYSO, ledger, "--edit", "--wait", "0") as s:
        headers = {"X-Sayso-Token": s.token, "Content-Type": "application/json"}
        answer, text = s.ask("/api/correct", "POST", headers, json.dumps(change))
        check(
            "a writer is told of, and when to try again",
            answer.status == 503
            and answer.getheader("Retry-After") == "2"
            and "another program" in json.loads(text)["error"]
            and event(ledger, record)["status"] != "possible",
        )
    with Server(SAYSO, ledger, "--edit", "--wait", "20") as s:
        end = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
        end.start()
        check("or waited for", post(s, "correct", change)[0] == 200)
        end.join()
    other.close()
    check("and then it is done", event(ledger, record)["status"] == "possible")


def busy(ledger, record):
    """The browser waits with what it shows and with what it changes; here is done what it asks
    for."""
    other = sqlite3.connect(ledger, isolation_level=None)
    with Server(SAYSO, ledger, "--edit", "--wait", "0") as s:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        answer, text = s.ask("/api/rows/claims")
        check(
            "who looks is told, too",
            answer.status == 503 and answer.getheader("Retry-After") == "2" and b"another" in text,
        )
        check("so is who loads", s.ask("/api/file/claims.csv")[0].status == 503)
        env = dict(os.environ, NODE_PATH=MODULES)
        with subprocess.Popen(
            [NODE, BUSY, s.printed, record],
            env=env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as browser:
            for line in browser.stdout:
                print(line, end="")
                if line == "let go\n":
                    other.execute("ROLLBACK")
                    other.close()
                if line == "write\n":
                    other = sqlite3.connect(ledger, isolation_level=None)
                    other.execute("BEGIN IMMEDIATE")
                    print("written", file=browser.stdin, flush=True)
        check("the browser waits for a busy ledger", browser.returncode == 0)
    other.close()
    check(
        "what waited is done, once",
        [d["value"] for d in decisions(ledger)][-2:] == ["possible", "future"],
    )


def main():
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "made.db")
        made.ledger(SAYSO, REPORTS, ledger, 150)
        with Server(SAYSO, ledger) as s:
            if not s.address:
                print("built without the page")
                return 77
        record = next(e["id"] for e in rows(ledger, "events", "--document", "hostile"))
        closed(ledger)
        with Server(SAYSO, ledger, "--edit") as s, Server(SAYSO, ledger, "--edit") as t:
            check(
                "a token is 32 digits, and another each time",
                len(s.token) == 32 and s.token != t.token,
            )
            refusals(s, ledger, record)
            corrections(s, ledger, record, folder)
            claims(s, ledger)
            taken = next(e["id"][:12] for e in rows(ledger, "events") if e["id"][:12] != record[:12])
            check("a document is withdrawn", not sayso("withdraw", "--ledger", ledger, taken).returncode)
            done = subprocess.run(
                [NODE, BROWSER, s.printed, record, taken],
                env=dict(os.environ, NODE_PATH=MODULES),
                check=False,
            )
            check("the browser finds all well", done.returncode == 0)
            check("what it saved is in the list", event(ledger, record)["status"] == "hypothetical")
        waiting(ledger, record)
        busy(ledger, record)
    print(f"{len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
