"""The rows about starting, asking and committing."""

import hashlib
import hmac
import json
import os
import re
import subprocess
import time

import data
from measure import Differs, Missing, Row, Run, alternate, median
from logrows import fill


def processor_row(name, rival, reach, own, other):
    """By processor time, which a busy machine does not stretch; in ms."""
    row = Row(name, rival, reach)
    row.own, row.other = median([run.processor for run in own]), median([run.processor for run in other])
    row.note = "on the clock %.0f ms and %.0f ms" % (
        1000 * median([run.seconds for run in own]), 1000 * median([run.seconds for run in other]))
    return row


def start(place, times):
    curl = lambda: place.rival(["curl", "--version"])
    own, other = alternate(times, lambda: place.own(["--version"]), curl)
    row = Row("start: `--version`", "`curl --version`", 1.0)
    fill(row, own, other)
    yield row
    own, other = alternate(times, lambda: place.own(["config", "show"]), curl)
    row = Row("start: `config show`", "`curl --version`", 2.0)
    fill(row, own, other)
    yield row


class FirstPacket:
    """Notes what processor time the client had used when its connection was taken, and closes it."""

    def __init__(self):
        import socket
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def measure(self, place):
        environment = dict(place.plain, BINANCE_API_KEY="k" * 64, BINANCE_API_SECRET="s" * 64)
        words = [place.binary, "triage", "missing", data.WANTED, "--no-audit", "-q", "--env", "sandbox",
                 "--base-url", "http://127.0.0.1:%d" % self.port]
        child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, env=environment)
        begun = time.perf_counter()
        self.socket.settimeout(30)
        connection, _ = self.socket.accept()
        seconds = time.perf_counter() - begun
        used = 0
        for task in os.listdir("/proc/%d/task" % child.pid):
            with open("/proc/%d/task/%s/schedstat" % (child.pid, task)) as text:
                used += int(text.read().split()[0])
        connection.close()
        child.kill()
        child.wait()
        return Run(seconds, used / 1e9, 0, 0, b"", b"")


def signed_curl(place, exchange):
    query = "timestamp=%d" % (time.time() * 1000)
    signature = hmac.new(exchange.secret.encode(), query.encode(), hashlib.sha256).hexdigest()
    url = "%s/fapi/v1/openOrders?%s&signature=%s" % (exchange.url, query, signature)
    run = place.rival(["curl", "-sS", "-f", "-H", "X-MBX-APIKEY: " + exchange.key, url])
    json.loads(run.output)
    return run


def first_packet(place, times):
    server = FirstPacket()
    own, other = alternate(times, lambda: server.measure(place), lambda: place.rival(["curl", "--version"]))
    server.socket.close()
    yield processor_row("processor time of a triage before its first packet", "`curl --version`", 2.5, own, other)


def whole(place, exchange, times):
    words = ["triage", "missing", data.WANTED, "--json", "-q", "--no-audit"]
    own, other = alternate(times, lambda: place.own(words, exchange), lambda: signed_curl(place, exchange))
    for run in own:
        answer = json.loads(run.output)
        if any(request["status"] not in (200, 400) for request in answer["requests"]):
            raise Differs("a request was not answered: %r" % answer["requests"])
    yield processor_row("processor time of a triage without logs", "a signed `curl`", 3.0, own, other)


def commits(place, exchange):
    """fdatasync calls of a reading command; strace counts them."""
    row = Row("durable commits of a reading command", "–", 2)
    row.unit = "count"
    log = os.path.join(place.folder, "commits.db")
    trace = os.path.join(place.folder, "trace")
    environment = dict(place.plain, **exchange.keys)
    words = [place.binary, "triage", "missing", data.WANTED, "-q", "--audit-db", log] + exchange.flags
    # The first command makes the file.
    counts = []
    for _ in range(3):
        for path in (trace,):
            if os.path.exists(path):
                os.remove(path)
        place.rival(["strace", "-f", "-y", "-qq", "-o", trace, "-e", "trace=fdatasync,fsync"] + words, (0, 1, 2),
                    environment)
        with open(trace) as text:
            counts.append(len(re.findall(r"f(?:data)?sync\(\d+<[^>]*-wal>", text.read())))
    # The header of a fresh write-ahead log and its checkpoint at the end are synced too.
    row.own, row.limit = counts[-1] - 2, None
    row.note = "%d syncs of the write-ahead log, its header and checkpoint included" % counts[-1]
    yield row


def ledger(place, folder, fills, latency, times):
    """A position of many fills, read in pages of 1,000."""
    row = Row("position ledger, {:,} fills in pages".format(fills), "the pages one after another (`curl`)", 1.0)
    state = os.path.join(folder, "fills.json")
    with open(state, "w") as out:
        json.dump(data.account_with_fills(fills), out)
    with place.exchange("--state", state, "--latency", str(latency)) as exchange:
        words = ["triage", "position", "BTCUSDT", "--json", "-q", "--no-audit", "--weight-budget", "80%"]

        def pages():
            begun, used, seen, first = time.perf_counter(), 0.0, 0, None
            while True:
                query = "symbol=BTCUSDT&limit=1000&fromId=%d&timestamp=%d" % (
                    first or 6_512_340_000, time.time() * 1000)
                signature = hmac.new(exchange.secret.encode(), query.encode(), hashlib.sha256).hexdigest()
                run = place.rival(["curl", "-sS", "-f", "-H", "X-MBX-APIKEY: " + exchange.key,
                                   "%s/fapi/v1/userTrades?%s&signature=%s" % (exchange.url, query, signature)])
                page = json.loads(run.output)
                used += run.processor
                seen += len(page)
                if len(page) < 1000:
                    return Run(time.perf_counter() - begun, used, 0, 0, b"%d" % seen, b"")
                first = page[-1]["id"] + 1

        own, other = alternate(times, lambda: place.own(words, exchange), pages)
        answer = json.loads(own[-1].output)
        if int(other[-1].output) != fills:
            raise Differs("curl read %s fills of %d" % (other[-1].output.decode(), fills))
        asked = sum("userTrades" in request["path"] for request in answer["requests"])
    fill(row, own, other)
    row.note = "%d requests, verdict %s, processor share %.0f %%" % (
        asked, answer["verdict"]["code"], 100 * row.processor / row.own)
    yield row
