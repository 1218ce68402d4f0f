"""The rows about the audit log."""

import json
import os
import re
import sqlite3

import data
from logrows import fill
from measure import Differs, Missing, Row, alternate
from place import postgres


def make_log(place, name, entries):
    """Begun by grinderctl itself, so that table, indexes and triggers are its own."""
    path = os.path.join(place.folder, name)
    stamp = path + ".made"
    if os.path.exists(path) and os.path.exists(stamp):
        return path
    for end in ("", "-wal", "-shm"):
        if os.path.exists(path + end):
            os.remove(path + end)
    place.own(["incident", "open", "INC-0", "--env", data.ENVIRONMENT, "--audit-db", path], allowed=(0,))
    data.fill_audit(path, entries)
    open(stamp, "w").close()
    return path


def verify(place, path, entries, times):
    """The rival reads every row and hashes its bytes once; it knows nothing of chains."""
    row = Row("`audit verify` of {:,} rows".format(entries), "SHA-256 pass over the rows", 1.3)
    words = ["audit", "verify", "--json", "-q", "--audit-db", path]
    rival = ["sh", "-c", "sqlite3 -readonly %s 'SELECT * FROM entries ORDER BY seq' | openssl dgst -sha256" % path]
    own, other = alternate(times, lambda: place.own(words, allowed=(0,)), lambda: place.rival(rival))
    answer = json.loads(own[-1].output)
    if not answer["ok"] or answer["entries"] != entries:
        raise Differs("verify says %r of %d entries that another program chained" % (answer, entries))
    fill(row, own, other)
    row.note = "the chain that another program wrote holds"
    return row


def reading(place, exchange, small, large, times):
    """Commands with a large log beside the same with a small one."""
    commands = [
        ("list", ["audit", "list", "--symbol", "BTCUSDT"], None),
        ("show", ["audit", "show", "investigation-3"], None),
        ("triage", ["triage", "missing", data.WANTED, "-q"], exchange),
        ("completion", ["---completion", "audit", "show", "--", "positional@0", "3", "0"], None),
    ]
    # The triages append to them: made anew for the next run, whose verify counts their entries.
    for path in (small, large):
        os.remove(path + ".made")
    rows = []
    for name, words, needs in commands:
        row = Row("`%s` with the large log" % name, "the same with 1,000 rows", 1.2)

        def once(path):
            if name == "completion":
                run_words = words
                place.plain["GRINDERCTL_AUDIT_DB"] = path
                try:
                    return place.own(run_words)
                finally:
                    del place.plain["GRINDERCTL_AUDIT_DB"]
            return place.own(words + ["--audit-db", path], needs)

        own, other = alternate(times, lambda: once(large), lambda: once(small))
        fill(row, own, other)
        rows.append(row)
    return rows


def append(place, package, times):
    """Measured in the module itself: a process that starts costs more than its entry."""
    row = Row("durable append", "raw SQLite, same settings", 1 / 0.8)
    run = place.rival(["timeout", "600", "swift", "run", "-c", "release", "--package-path", package, "AuditBenchmarks", "2000"],
                      environment={"HOME": os.environ.get("HOME", "/root"), "PATH": os.environ["PATH"]})
    found = re.search(rb"append.*?: ([0-9.]+) ms, [0-9.]+ times a raw INSERT \(([0-9.]+) ms\)", run.output)
    if not found:
        raise Missing("AuditBenchmarks says nothing of appends")
    row.own, row.other = float(found[1]) / 1000, float(found[2]) / 1000
    row.note = "best of three"
    return row


def push(place, path, entries, times):
    row = Row("`audit push` of {:,} rows".format(entries), "`COPY` of the same", 3.0)
    dump = path + ".copy"
    with sqlite3.connect(path) as log, open(dump, "w") as out:
        for values in log.execute("SELECT * FROM entries ORDER BY seq"):
            fields = [r"\N" if value is None else str(value).replace("\\", "\\\\") for value in values]
            out.write("\t".join(fields) + "\n")
    with postgres() as folder:
        def sql(text, database="postgres"):
            return place.rival(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "ops", "-c", text, database])

        numbers = iter(range(1_000))

        def database():
            name = "bench%d" % next(numbers)
            sql("CREATE DATABASE " + name)
            return name

        def own():
            name = database()
            result = place.own(["audit", "push", "-q", "--audit-db", path, "--env", data.ENVIRONMENT,
                                "--to", "postgres://ops@/%s?host=%s" % (name, folder)], allowed=(0,))
            result.database = name
            return result

        def other():
            name = database()
            sql("CREATE TABLE entries (seq bigint PRIMARY KEY, ts text, kind text, investigation text, incident text,"
                " operator text, host text, environment text, symbol text, client_order_id text, payload text,"
                " prev_hash text, hash text)", name)
            return sql("\\copy entries FROM '%s'" % dump, name)

        own_runs, other_runs = alternate(times, own, other)
        name = own_runs[-1].database
        table = sql("SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                    " WHERE c.relkind = 'r' AND a.attname = 'prev_hash' LIMIT 1", name).output.decode().strip()
        count = sql("SELECT count(*) FROM " + table, name).output.strip()
        if int(count) != entries:
            raise Differs("push left %s rows of %d" % (count.decode(), entries))
    os.remove(dump)
    fill(row, own_runs, other_runs)
    row.note = "as many rows there"
    return row
