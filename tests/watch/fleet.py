"""A fleet of feeds on this machine, each with its own way of being bad. `Fleet` is the server;
what its feeds have published is in `published`: the title of each version of each item, with what
its text in a ledger has to be (text_via)."""

import gzip
import hashlib
import html
import http.server
import random
import threading
import time
from email.utils import formatdate

FACTS = [
    "Russia shelled Kharkiv on Monday, officials said.",
    "The French minister met his Turkish counterpart in Ankara.",
    "Germany imposed sanctions on two Russian banks.",
    "Police arrested four people after the protest in Minsk.",
]
# Long enough for the whole text, as a feed that has it whole would give it.
PADDING = " The talks were held behind closed doors and no details were given to the press." * 9


class Answer:
    def __init__(self, status=200, body=b"", way="", **headers):
        self.status, self.way = status, way
        self.body = body if isinstance(body, bytes) else body.encode()
        self.headers = {k.replace("_", "-"): str(v) for k, v in headers.items()}


def faulty(status, **headers):
    return Answer(status, "no", **headers)


class Feed:
    """Publishes some items with each whole answer, `quota` in each four hours, until the last tenth of
    the time; each stays listed."""

    kind, quota, text, via = "rss", 6, "summary", "page"

    def __init__(self, fleet, host, path="/feed.xml", **how):
        self.fleet, self.host, self.path = fleet, host, path
        self.__dict__.update(how)
        self.rng = random.Random(host + path)
        self.items, self.polls, self.answers = [], 0, 0

    def url(self, path):
        return f"http://{self.host}.example:{self.fleet.port}{path}"

    def due(self):
        """How many it has published by now, at most."""
        passed = min(1, (self.fleet.now() - self.fleet.begun) / (0.9 * self.fleet.seconds))
        return round(self.quota * self.fleet.seconds / 14400 * passed)

    def publish(self):
        for _ in range(self.rng.choice([0, 1, 1, 2])):
            if len(self.items) < self.due():
                n = len(self.items)
                item = {"n": n, "version": 1, "date": self.fleet.now()}
                self.items.append(item)
        if self.text == "edited" and self.items and self.answers % 3 == 0:
            item = self.items[self.answers // 3 % len(self.items)]
            item["version"] += item["version"] < 4
        for item in self.items:
            self.fleet.published[self.title(item)] = self.via

    def title(self, item):
        version = f" version {item['version']}" if item["version"] > 1 else ""
        return f"{self.host}{self.path.split('.')[0]} report {item['n']}{version}"

    def body(self, item):
        whole = self.text in ("whole", "edited")
        return f"{self.title(item)}. {FACTS[item['n'] % 4]}" + (PADDING if whole else "")

    def guid(self, item):
        return f"{self.host}-{item['n']}"

    def link(self, item):
        return self.url(f"/{'private' if self.text == 'forbidden' else 'page'}/{item['n']}")

    def rss_item(self, item):
        title, text = html.escape(self.title(item)), html.escape(self.body(item))
        out = f"<item><title>{title}</title><pubDate>{formatdate(item['date'])}</pubDate>"
        if self.text != "bare":
            out += f"<link>{self.link(item)}</link><guid>{self.guid(item)}</guid>"
        tag = "content:encoded" if self.text in ("whole", "edited") else "description"
        return out + f"<{tag}>{text}</{tag}></item>"

    def rss(self):
        return (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="c"><channel>'
            f"<title>{self.host}</title><ttl>10</ttl>{''.join(map(self.rss_item, self.items))}</channel></rss>"
        )

    def atom(self):
        entries = "".join(
            f"<entry><id>{self.guid(i)}</id><title>{self.title(i)}</title><link href='{self.link(i)}'/>"
            f"<updated>{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(i['date']))}</updated>"
            f"<content type='text'>{self.body(i)}</content></entry>"
            for i in self.items
        )
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{self.host}</title>{entries}</feed>"

    def sitemap(self):
        entries = "".join(
            f"<url><loc>{self.link(i)}</loc><n:news><n:publication_date>"
            f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(i['date']))}</n:publication_date>"
            f"<n:title>{self.title(i)}</n:title></n:news></url>"
            for i in self.items
        )
        return f"<urlset xmlns='s' xmlns:n='n'>{entries}</urlset>"

    def answer(self, headers):
        self.polls += 1
        fault = None if self.fleet.calm else self.fault()
        if fault:
            return fault
        if headers.get("If-None-Match") == self.tag() and self.rng.random() < 0.5:
            return Answer(304)
        self.answers += 1
        self.publish()
        return self.whole(getattr(self, self.kind)())

    def tag(self):
        return '"' + hashlib.sha256(getattr(self, self.kind)().encode()).hexdigest()[:12] + '"'

    def whole(self, xml):
        return Answer(200, xml, ETag=self.tag(), Content_Type="text/xml")

    def fault(self):
        """Each feed has a bad moment now and then."""
        return self.rng.choice([*[None] * 9, faulty(500), Answer(200, "<rss><chan", "cut")])

    def page(self, n, headers):
        item = self.items[n]
        return Answer(
            200,
            f"<html><head><title>{self.title(item)}</title></head><body><nav>Home</nav><article><h1>{self.title(item)}</h1>"
            f"<p>{self.body(item)}</p><p>Nobody was hurt.</p></article></body></html>",
            Content_Type="text/html",
        )


class SameGuid(Feed):
    def guid(self, item):
        return "the-only-guid"


class WrongEncoding(Feed):
    """Says UTF-8, and is windows-1251."""

    text, via = "whole", "feed"

    def body(self, item):
        return f"{self.title(item)}. Россия обстреляла Харьков, сообщили власти Украины в понедельник." * 12

    def whole(self, xml):
        return Answer(200, xml.encode("cp1251"), ETag=self.tag(), Content_Type="text/xml")


class Malformed(Feed):
    def whole(self, xml):
        return Answer(200, xml.replace("</channel></rss>", "<item><title>a<b & c</item>"), ETag=self.tag())


class Often(Feed):
    """Every second answer is the fault."""

    def fault(self):
        return self.bad() if self.polls % 2 else None


class Cut(Often):
    def bad(self):
        return Answer(200, self.rss()[:60], "cut")


class Pausing(Often):
    status = 429

    def bad(self):
        self.fleet.pause(self.host, 900)
        return faulty(self.status, Retry_After=900)


class Moved(Feed):
    def answer(self, headers):
        return faulty(301, Location=self.url(self.to)) if self.path != self.to else super().answer(headers)


class SentTo(Feed):
    """Sends on, always."""

    quota = 0

    def answer(self, headers):
        return faulty(302, Location=self.to.replace("PORT", str(self.fleet.port)))


class Bomb(Feed):
    def answer(self, headers):
        return Answer(200, BOMB, Content_Encoding="gzip", Content_Type="text/xml")


class Slow(Feed):
    def answer(self, headers):
        return Answer(200, self.rss(), "slow")


class Packed(Feed):
    def whole(self, xml):
        return Answer(200, gzip.compress(xml.encode()), ETag=self.tag(), Content_Encoding="gzip")


class Listing(Feed):
    def answer(self, headers):
        return Answer(200, self.list.replace("PORT", str(self.fleet.port)))


class NoPages(Feed):
    via = "summary"

    def page(self, n, headers):
        return faulty(404)


class BadPages(Feed):
    """Pages fail the first time they are asked for."""

    def page(self, n, headers):
        asked = self.__dict__.setdefault("asked", set())
        if n in asked:
            return super().page(n, headers)
        asked.add(n)
        return self.rng.choice([faulty(500), Answer(200, "<p>", "cut"), faulty(503, Retry_After=60)])


class PagesInside(Feed):
    via = "summary"

    def page(self, n, headers):
        return faulty(302, Location=f"http://inside.example:{self.fleet.port}/secret/{n}")


class Reversing(Feed):
    """Denies what others tell, and admits it later."""

    text, via, quota = "whole", "feed", 4
    texts = [
        "Soldiers of Belarus crossed the border of Poland on 13 January 2031, Poland's defence ministry said.",
        "The Belarusian defence ministry denied that its soldiers had crossed the border of Poland on 13 January 2031.",
        "The Belarusian defence ministry admitted that its soldiers had crossed the border of Poland on 13 January 2031.",
        "Poland closed a border crossing with Belarus on Thursday.",
    ]

    def publish(self):
        if len(self.items) < self.quota and self.answers % 2:
            n = len(self.items)
            date = self.fleet.now() - (self.quota - n) * 86400
            self.items.append({"n": n, "version": 1, "date": date})
            self.fleet.published[self.title(self.items[-1])] = self.via

    def body(self, item):
        return self.texts[item["n"]] + PADDING


BOMB = gzip.compress(b"<rss>" + b" " * 40_000_000, 6)


class Fleet:
    def __init__(self, now, seconds):
        """`now` tells the time; it is for so many seconds."""
        self.now, self.begun, self.seconds = now, now(), seconds
        self.calm = False  # no faults but those that are for good
        self.published, self.pauses, self.gaps = {}, {}, []
        self.requests, self.wrong, self.alerts, self.seen = [], [], [], {}
        self.lock = threading.Lock()
        handler = type("H", (Handler,), {"fleet": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.feeds = self.make()
        self.running = {}
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def make(self):
        def f(way, host, *path, **how):
            return way(self, host, *path, **how)

        inside = "http://inside.example:PORT/secret"
        opml = "".join(f'<outline xmlUrl="http://{h}.example:PORT/feed.xml"/>' for h in ("h19", "h20"))
        return [
            *(f(Feed, f"h{i}") for i in (1, 19, 20, 31, 32)),
            f(Feed, "h2", kind="atom", text="edited", via="feed"),
            f(SameGuid, "h3"),
            f(WrongEncoding, "h4"),
            f(Moved, "h6", to="/new.xml", quota=0),
            f(Moved, "h6", "/new.xml", to="/new.xml"),
            f(SentTo, "h7", to="http://h8.example:PORT/other.xml"),
            f(Feed, "h8", "/other.xml"),
            f(SentTo, "h9", to="http://h9.example:PORT/feed.xml"),
            f(SentTo, "h10", to=inside),
            f(Bomb, "h11"),
            f(Slow, "h12"),
            f(Malformed, "h13"),
            f(Cut, "h14"),
            f(Pausing, "h15"),
            f(Pausing, "h16", status=503),
            f(Listing, "h17", list="<sitemapindex><sitemap><loc>http://h17.example:PORT/news.xml</loc></sitemap></sitemapindex>"),
            f(Feed, "h17", "/news.xml", kind="sitemap"),
            f(Listing, "h18", list=f"<opml><body><outline>{opml}</outline></body></opml>"),
            f(Listing, "h21", list='<html><link rel="alternate" type="application/rss+xml" href="/a.xml"><p>News'),
            f(Feed, "h21", "/a.xml"),
            f(NoPages, "h22"),
            f(BadPages, "h23"),
            f(Feed, "h24", text="forbidden", via="summary"),
            f(Feed, "h25"),
            f(Feed, "h26", text="bare", via="summary"),
            f(PagesInside, "h27"),
            f(Packed, "h28"),
            f(SentTo, "h29", to="http://h29.example:PORT/loop/1"),
            f(SentTo, "h29", "/loop/1", to="http://h29.example:PORT/feed.xml"),
            f(Reversing, "h30"),
            f(Feed, "h33", text="whole", via="feed"),
        ]

    def addresses(self):
        """What a user would follow; the rest is to be found from there."""
        listed = ("/new.xml", "/other.xml", "/news.xml", "/a.xml", "/loop/1")
        return [f.url(f.path) for f in self.feeds if f.path not in listed and f.host not in ("h19", "h20")]

    def pause(self, host, seconds):
        self.pauses[host] = self.now() + seconds

    def robots(self, host):
        if host == "h25" and not self.calm and self.seen.setdefault("robots", 0) < 2:
            self.seen["robots"] += 1
            return faulty(503)
        if host == "h24":
            return Answer(200, "User-agent: other\nDisallow: /\n\nUser-agent: Sayso\nDisallow: /private\nCrawl-delay: 5\n")
        return faulty(404)

    def answer(self, host, path, headers):
        time.sleep(0.003)  # who asks twice at once is caught
        with self.lock:
            self.requests.append((host, path, self.now()))
            if self.pauses.get(host, 0) > self.now() + 5:
                self.wrong.append(f"{host} asked for {path} in its pause")
            if path.startswith("/secret") or host == "inside":
                self.wrong.append(f"{host} was asked for {path}")
            if path.startswith("/private"):
                self.wrong.append(f"{path} is forbidden")
            if not headers.get("User-Agent", "").startswith("sayso/"):
                self.wrong.append("no agent")
            if path == "/robots.txt":
                return self.robots(host)
            for feed in self.feeds:
                if feed.host != host:
                    continue
                if feed.path == path:
                    return feed.answer(headers)
                if path.startswith("/page/") and feed.items:
                    return feed.page(int(path[6:]), headers)
            return faulty(404)


class Handler(http.server.BaseHTTPRequestHandler):
    fleet = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        host = self.headers["Host"].split(".")[0]
        counts = self.fleet.running
        counts[host] = counts.get(host, 0) + 1
        if counts[host] > 1 and not self.fleet.seen.get("killed"):
            self.fleet.wrong.append(f"{host}: {counts[host]} requests at once")
        try:
            answer = self.fleet.answer(host, self.path, self.headers)
        finally:
            counts[host] -= 1
        try:
            self.put(answer)
        except OSError:
            pass  # it was killed while it asked, or has had enough

    def put(self, a):
        self.send_response(a.status)
        length = len(a.body) + (1000 if a.way == "cut" else 0)
        if a.status != 304:
            self.send_header("Content-Length", str(length))
        for name, value in a.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if a.way == "slow":
            for i in range(len(a.body)):
                self.wfile.write(a.body[i : i + 1])
                self.wfile.flush()
                time.sleep(0.2)
        else:
            self.wfile.write(a.body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        refuse = not self.fleet.calm and len(self.fleet.seen.setdefault("posts", [])) % 2 == 0
        self.fleet.seen["posts"].append(body)
        if not refuse:
            self.fleet.alerts.append((self.headers["Idempotency-Key"], body))
        self.put(faulty(500 if refuse else 204))
