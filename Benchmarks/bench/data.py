"""Logs and audit entries of grinder's form, the same bytes at every run."""

import calendar
import gzip
import hashlib
import json
import os
import random
import sqlite3

# The logs end here; a line's clock names no date, so the files carry it as their time.
END = calendar.timegm((2026, 3, 8, 12, 0, 0))
# What the set is about: an order whose POST lies in the oldest file and whose last line in the newest.
WANTED = "grinder_d_BTCUSDT_7_%d_4242" % (END - 5 * 86_400 + 3_600)
# Where in each file they lie.
WANTED_SHARES = (0.1, 0.3, 0.5, 0.7, 0.99)
# Raised when the bytes change: what lies in the folder is then made again.
VERSION = "3"


class LogSet:
    """Ten rotated logs, the eight oldest compressed: grinder.log (newest), grinder.log.1, grinder.log.2.gz …"""

    FILES = 10

    def __init__(self, folder, megabytes):
        self.folder = folder
        self.size = int(megabytes * 1_000_000)
        # A file is half a day, whatever its size: a clock that rests proves nothing, one that leaps is no bot's.
        self.length = 43_200

    def path(self, age):
        name = "grinder.log" if age == 0 else "grinder.log.%d" % age if age == 1 else "grinder.log.%d.gz" % age
        return os.path.join(self.folder, name)

    @property
    def pattern(self):
        return os.path.join(self.folder, "grinder.log*")

    @property
    def oldest_first(self):
        return [self.path(age) for age in reversed(range(self.FILES))]

    @property
    def plain(self):
        return self.path(0)

    def make(self):
        for age in range(self.FILES):
            self._file(age)

    def _file(self, age):
        end = END - age * self.length
        path = self.path(age)
        body = b"".join(self._lines(age, end - self.length))
        if path.endswith(".gz"):
            body = gzip.compress(body, 6, mtime=0)
        with open(path, "wb") as out:
            out.write(body)
        os.utime(path, (end, end))

    def _lines(self, age, start):
        rng = random.Random(1_000 + age)
        lines, size, number = [], 0, 0
        # About 131 bytes a line, spread over the half day.
        count = max(self.size // 131, 200)
        # The last of each file within its last quarter of an hour, which `--since 15m` is to find.
        wanted = {int(share * count): place for place, share in enumerate(WANTED_SHARES)}
        while size < self.size or number < count:
            moment = start + self.length * number // max(count, number + 1)
            if number in wanted:
                line = self._wanted(age, wanted[number], moment)
            else:
                line = self._line(rng, moment, number, age)
            lines.append(line)
            size += len(line)
            number += 1
            if number > count and size >= self.size:
                break
        return lines

    @staticmethod
    def _clock(moment):
        second = moment % 86_400
        return b"%02d:%02d:%02d " % (second // 3600, second // 60 % 60, second % 60)

    def _line(self, rng, moment, number, age):
        clock = self._clock(moment)
        kind = rng.getrandbits(10)
        symbol = (b"BTCUSDT", b"ETHUSDT", b"SOLUSDT", b"XRPUSDT")[kind & 3]
        if kind < 420:
            price = 60_000 + rng.getrandbits(12)
            return clock + b"DEBUG    grinder.live.engine: Snapshot %s bid=%d.1 ask=%d.2 seq=%d unchanged\n" % (
                symbol, price, price, number)
        if kind < 700:
            return clock + b"INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/openOrders?symbol=%s&timestamp=%d%03d&recvWindow=5000&signature=%064x \"HTTP/1.1 200 OK\"\n" % (
                symbol, moment, kind, rng.getrandbits(256))
        if kind < 1_005:
            return clock + (b"INFO     grinder.reconcile.runner: RECONCILE_RUN\n",
                            b"INFO     grinder.reconcile.snapshot_client: SNAPSHOT_SUCCESS\n",
                            b"DEBUG    grinder.connectors.binance_ws: tick %s lag_ms=%d queue=%d\n" % (symbol, kind, number % 7),
                            )[kind % 3]
        if kind < 1_015:
            order = b"grinder_d_%s_%d_%d_%d" % (symbol, kind % 9 + 1, moment, number)
            return clock + b"INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=%s&side=BUY&type=LIMIT&timeInForce=GTC&price=67183.1&quantity=0.010&newClientOrderId=%s&timestamp=%d%03d&recvWindow=5000&signature=%064x \"HTTP/1.1 200 OK\"\n" % (
                symbol, order, moment, kind - 1_000, rng.getrandbits(256))
        if kind < 1_020:
            order = b"grinder_d_%s_%d_%d_%d" % (symbol, kind % 9 + 1, moment, number)
            return clock + b"INFO     httpx: HTTP Request: DELETE https://fapi.binance.com/fapi/v1/order?symbol=%s&origClientOrderId=%s&timestamp=%d%03d&recvWindow=5000&signature=%064x \"HTTP/1.1 200 OK\"\n" % (
                symbol, order, moment, kind - 1_000, rng.getrandbits(256))
        # One line of ten thousand is a mismatch, one an error.
        last = rng.getrandbits(5)
        if last == 0:
            return clock + b"WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH\n"
        if last == 1:
            return clock + b"ERROR    grinder.live.engine: Non-retryable error on PLACE: Binance error -2019: Margin is insufficient.\n"
        return clock + b"DEBUG    grinder.live.engine: grid %s level=%d spacing=0.00%d\n" % (symbol, kind % 9, kind % 7)

    def _wanted(self, age, place, moment):
        clock = self._clock(moment)
        if age == self.FILES - 1 and place == 0:
            return clock + b"INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&price=67183.1&quantity=0.010&newClientOrderId=%s&timestamp=%d000&recvWindow=5000&signature=%064x \"HTTP/1.1 200 OK\"\n" % (
                WANTED.encode(), moment, moment)
        return clock + b"INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&origClientOrderId=%s&timestamp=%d000&recvWindow=%d&signature=%064x \"HTTP/1.1 200 OK\"\n" % (
            WANTED.encode(), moment, 5_000 + 10 * age + place, moment + place)


COLUMNS = ("seq", "ts", "kind", "investigation", "incident", "operator", "host", "environment", "symbol",
           "client_order_id", "payload", "prev_hash")
ENVIRONMENT = "sandbox"


def _canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def entry_hash(row):
    """The chain's rule, written again: SHA-256 of the canonical JSON of all columns but the hash."""
    return hashlib.sha256(_canonical(dict(zip(COLUMNS, row))).encode()).hexdigest()


def fill_audit(path, entries):
    """Appends to a log that grinderctl made until it has that many entries: investigations with their steps."""
    with sqlite3.connect(path) as log:
        seq, before = log.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
        rng = random.Random(7)

        def rows():
            nonlocal seq, before
            number = 0
            while seq < entries:
                number += 1
                symbol = "DOGEUSDT" if number % 50_000 == 0 else ("BTCUSDT", "ETHUSDT", "SOLUSDT")[number % 3]
                order = "grinder_d_%s_%d_1772971200_%d" % (symbol, number % 20, number)
                for kind, payload in _investigation(rng):
                    if seq == entries:
                        break
                    seq += 1
                    row = (seq, "2026-03-08T12:00:00.000Z", kind, "investigation-%d" % number,
                           "INC-%d" % (number // 100), "ada", "oncall-1", ENVIRONMENT, symbol, order, payload, before)
                    before = entry_hash(row)
                    yield row + (before,)

        log.executemany("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows())
    log.close()


def _investigation(rng):
    station = {"account": "0123456789abcdef", "baseURL": "https://fapi.binance.com", "environment": ENVIRONMENT}
    yield "investigation.opened", _canonical({"command": "triage unexpected", "station": station})
    for step in ("logs", "order", "owner", "expected", "instance"):
        facts = [{"name": "status", "source": "GET /fapi/v1/order", "value": "NEW %d" % rng.getrandbits(20)}
                 for _ in range(2)]
        yield "step", _canonical({"facts": facts, "id": step, "status": "ok", "summary": "open: BUY 0.005"})
    yield "verdict", _canonical({"action": "cancel", "code": "orphaned", "station": station})


def account_with_fills(count):
    """An account whose position was made by so many fills, twenty seconds apart."""
    quantity, order = "0.001", 8389765612825190400
    trades = [{"symbol": "BTCUSDT", "id": 6_512_340_000 + number, "orderId": order, "side": "BUY",
               "price": "59000.00", "qty": quantity, "commission": "0.0236", "maker": True,
               "time": "-%dm" % (1 + (count - number) * 20 // 60)} for number in range(count)]
    return {"marks": {"BTCUSDT": "60000"},
            "orders": [{"symbol": "BTCUSDT", "clientOrderId": "grinder_d_BTCUSDT_1_1772964000_71", "side": "BUY",
                        "type": "LIMIT", "price": "59000.00", "origQty": "%.3f" % (count / 1000), "time": "-20000m",
                        "orderId": order, "status": "FILLED", "updateTime": "-1m"}],
            "trades": trades,
            "positions": [{"symbol": "BTCUSDT", "positionAmt": "%.3f" % (count / 1000), "entryPrice": "59000.00",
                           "updateTime": "-1m"}]}
