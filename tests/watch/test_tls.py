#!/usr/bin/env python3
"""Servers whose certificate is self-signed, of another name or run out are refused, and the journal
says why; one that --ca names is trusted, for its own name. The agent tells the contact.
usage: test_tls.py SAYSO DATA"""

import datetime
import http.server
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest

SAYSO, DATA = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FEED = b'<rss version="2.0"><channel><title>Tolm</title></channel></rss>'


CONFIG = """[ca]
default_ca=d
[d]
database={0}/index
serial={0}/serial
new_certs_dir={0}
default_md=sha256
policy=p
copy_extensions=copy
x509_extensions=v
[p]
commonName=supplied
[v]
basicConstraints=critical,CA:TRUE
"""


def certificate(folder, name, days):
    """A self-signed one for a host, and its key; good for `days` from three days ago on."""
    path, key, config = (
        os.path.join(folder, end) for end in ("certificate.pem", "key.pem", "openssl.cnf")
    )
    for end, text in (
        (config, CONFIG.format(folder)),
        (f"{folder}/index", ""),
        (f"{folder}/serial", "01\n"),
    ):
        with open(end, "w", encoding="utf8") as f:
            f.write(text)
    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)
    dates = [(since + datetime.timedelta(days=n)).strftime("%Y%m%d%H%M%SZ") for n in (0, days)]
    request = [
        "req",
        "-new",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        key,
    ]
    request += [
        "-subj",
        f"/CN={name}",
        "-addext",
        f"subjectAltName=DNS:{name}",
        "-out",
        path + ".csr",
    ]
    sign = [
        "ca",
        "-batch",
        "-notext",
        "-selfsign",
        "-config",
        config,
        "-keyfile",
        key,
        "-in",
        path + ".csr",
    ]
    sign += ["-startdate", dates[0], "-enddate", dates[1], "-out", path]
    for words in (request, sign):
        subprocess.run(["openssl", *words], check=True, capture_output=True)
    return path, key


class Handler(http.server.BaseHTTPRequestHandler):
    agents = []

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.agents.append(self.headers["User-Agent"])
        body = b"" if self.path == "/robots.txt" else FEED
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class TlsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sayso-tls-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        Handler.agents.clear()

    def serve(self, certificate_and_key):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # who refuses the certificate hangs up
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate_and_key)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"https://localhost:{server.server_address[1]}/feed.xml"

    def sayso(self, *words):
        env = os.environ | {"SAYSO_DATA": DATA, "SAYSO_LEDGER": os.path.join(self.folder, "tls.db")}
        return subprocess.run(
            [SAYSO, "watch", *words],
            env=env,
            capture_output=True,
            text=True,
            timeout=250,
            check=False,
        )

    def refused(self, url, why, *options):
        done = self.sayso("--once", "--allow-private", *options, url)
        journal = [
            json.loads(x) for x in self.sayso("--journal", "--format", "jsonl").stdout.splitlines()
        ]
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertTrue([j for j in journal if why in j["problem"] and j["again"]], journal)
        self.assertIn(why, done.stderr)
        self.assertEqual(Handler.agents, [], "nothing was asked behind a bad certificate")

    def test_a_certificate_that_nobody_knows(self):
        url = self.serve(certificate(self.folder, "localhost", 30))
        self.refused(url, "self-signed certificate; --ca trusts more")

    def test_a_certificate_of_another_name(self):
        of_another = certificate(self.folder, "tolm.example", 30)
        self.refused(self.serve(of_another), "localhost", "--ca", of_another[0])

    def test_a_certificate_that_has_run_out(self):
        old = certificate(self.folder, "localhost", 1)
        self.refused(self.serve(old), "expired", "--ca", old[0])

    def test_a_certificate_that_is_trusted(self):
        own = certificate(self.folder, "localhost", 30)
        done = self.sayso(
            "--once",
            "--allow-private",
            "--contact",
            "desk@tolm.example",
            "--ca",
            own[0],
            self.serve(own),
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("--contact", done.stderr)
        self.assertEqual(len(Handler.agents), 2)
        for agent in Handler.agents:
            self.assertRegex(agent, r"^sayso/[0-9.]+ \(\+desk@tolm\.example\)$")

    def test_no_contact_is_said(self):
        own = certificate(self.folder, "localhost", 30)
        done = self.sayso("--once", "--allow-private", "--ca", own[0], self.serve(own))
        self.assertIn("--contact", done.stderr)
        self.assertRegex(Handler.agents[0], r"^sayso/[0-9.]+$")

    def test_what_makes_no_sense(self):
        for words in (["--contact", "a b@c"], ["--contact", "desk"], ["--contact", "a@b)"], ["--contact", "@b"],
                      ["--contact", "a@b", "--agent", "x"], ["--once", "--ca", "/nowhere.pem", "https://tolm.example/"]):  # fmt: skip
            done = self.sayso(*words)
            self.assertEqual(done.returncode, 2, words)
            self.assertIn("sayso: ", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
