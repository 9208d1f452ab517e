"""A server of the page to ask, and what is found wrong with it."""

import http.client
import json
import signal
import subprocess

failures = []


def check(what, holds):
    if not holds:
        failures.append(what)
        print("FAILED:", what)


class Server:
    def __init__(self, sayso, ledger, *options):
        self.process = subprocess.Popen(
            [sayso, "serve", "--ledger", ledger, "--port", "0", *options],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.printed = self.process.stdout.readline().strip()
        self.address, _, token = self.printed.partition("#edit=")
        self.token = token
        self.port = int(self.address.rstrip("/").rsplit(":", 1)[-1] or 0) if self.address else 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=20)
        self.process.stdout.close()

    def ask(self, path, method="GET", headers=None, body=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        c.request(method, path, body=body, headers=headers or {})
        answer = c.getresponse()
        text = answer.read()
        c.close()
        return answer, text

    def rows(self, path):
        answer, text = self.ask("/api/rows/" + path)
        check(f"{path} is answered", answer.status == 200)
        return json.loads(text)
