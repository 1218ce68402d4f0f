"""The rows about logs, and what they must find beside ripgrep."""

import json
import re

import data
from measure import Differs, Row, alternate, median

TIME = re.compile(rb"timestamp=\d+")
SIGNATURE = re.compile(rb"signature=[0-9a-f]+")


def redacted(line):
    return SIGNATURE.sub(b"signature=<redacted>", TIME.sub(b"timestamp=<redacted>", line)).decode()


def found_by_rival(run, logs):
    """ripgrep's lines, in the order of the files' times: within a file they are in order."""
    lines = {path: [] for path in logs.oldest_first}
    for line in run.output.splitlines():
        path, _, text = line.partition(b"\0")
        lines[path.decode()].append(redacted(text))
    return [line for path in logs.oldest_first for line in lines[path]]


def report(run):
    return json.loads(run.output)


def log_facts(answer):
    step = next(step for step in answer["steps"] if step["id"] == "logs")
    return step["summary"], [fact for fact in step["facts"] if fact["source"].rpartition(":")[2].isdigit()]


def check_lines(answer, expected, files):
    """The step counts every line, and shows its lines in time order, as ripgrep found them."""
    summary, facts = log_facts(answer)
    want = "%d lines in %d file%s" % (len(expected), files, "" if files == 1 else "s")
    if not summary.startswith(want):
        raise Differs("triage says %r, ripgrep found %s" % (summary, want))
    shown = [fact["value"].partition(" ")[2] for fact in facts]
    if not shown or any(text not in expected for text in shown):
        raise Differs("triage shows a line that ripgrep did not find, or none: %r" % shown[:1])
    places = [expected.index(text) for text in shown]
    if places != sorted(places):
        raise Differs("triage shows its lines out of order")


def timeline_lines(answer):
    return [event["text"] for event in answer["events"]
            if event["kind"] == "log" and event.get("clientOrderId") == data.WANTED]


def search(place, logs, exchange, times, file=None):
    """One id in the whole set, or in one plain file."""
    name = "one id in one plain file" if file else "one id in the set, in time order"
    row = Row(name, "`rg ID`" if file else "`rg -z ID` (unordered)", 2.0 if file else 0.5)
    row.limit = None if file else 64
    files = [file] if file else logs.oldest_first
    words = ["triage", "missing", data.WANTED, "--json", "-q", "--no-audit", "--logs", file or logs.pattern]
    rival = ["rg", "-0", "-H", "-N", "-z", "-F", data.WANTED] + files
    if file:
        rival.remove("-z")
    own, other = alternate(times, lambda: place.own(words, exchange), lambda: place.rival(rival))
    expected = found_by_rival(other[-1], logs)
    for run in own:
        check_lines(report(run), expected, len(files))
    line = place.own(["timeline", data.WANTED, "--json", "-q", "--no-audit", "--logs", file or logs.pattern], exchange)
    if timeline_lines(report(line)) != expected:
        raise Differs("timeline and ripgrep differ in the lines that name the id")
    fill(row, own, other)
    row.note = "%d lines of %d files, the same and in order" % (len(expected), len(files))
    return row


def since(place, logs, exchange, times):
    """The last quarter of an hour: most files end before it."""
    row = Row("`--since 15m` over the set", "its own full scan", 0.05)
    moment = "2026-03-08T11:45:00Z"
    words = ["timeline", data.WANTED, "--json", "-q", "--no-audit", "--logs", logs.pattern]
    own, other = alternate(
        times, lambda: place.own(["triage", "missing"] + words[1:] + ["--since", moment], exchange),
        lambda: place.own(["triage", "missing"] + words[1:], exchange))
    narrow = timeline_lines(report(place.own(words + ["--since", moment], exchange)))
    whole = timeline_lines(report(place.own(words, exchange)))
    late = [text for text in whole[-len(data.WANTED_SHARES):] if "11:45" <= text[:5] < "12:00"]
    if narrow != late:
        raise Differs("--since shows %d lines, the full scan has %d of that time" % (len(narrow), len(late)))
    fill(row, own, other)
    row.note = "the same lines of that time: %d" % len(late)
    return row


def timeline(place, logs, exchange, times):
    row = Row("`timeline` over the set", "the search above", 1.2)
    row.limit = 80
    words = [data.WANTED, "--json", "-q", "--no-audit", "--logs", logs.pattern]
    own, other = alternate(
        times, lambda: place.own(["timeline"] + words, exchange),
        lambda: place.own(["triage", "missing"] + words, exchange))
    fill(row, own, other)
    row.note = "%.1f MB of output" % (len(own[-1].output) / 1e6)
    return row


def scan(place, logs, exchange, times):
    row = Row("`scan --logs` over the set", "`rg -z 'newClientOrderId\\|RECONCILE_'`", 1.0)
    words = ["scan", "--json", "-q", "--no-audit", "--since", "2026-03-01T00:00:00Z", "--logs", logs.pattern]
    rival = ["rg", "-z", "-I", "-N", "newClientOrderId|RECONCILE_"] + logs.oldest_first
    own, other = alternate(times, lambda: place.own(words, exchange), lambda: place.rival(rival))
    count = sum(b"RECONCILE_MISMATCH" in line for line in other[-1].output.splitlines())
    summary, _ = log_facts(report(own[-1]))
    if not re.search("(?:^|; )%d RECONCILE_MISMATCH lines? in %d files" % (count, logs.FILES), summary):
        raise Differs("scan says %r, ripgrep counts %d mismatches" % (summary, count))
    fill(row, own, other)
    row.note = "%d mismatches, as many" % count
    return row


def fill(row, own, other):
    row.own, row.other = median([run.seconds for run in own]), median([run.seconds for run in other])
    row.memory = max(run.memory for run in own)
    row.processor = median([run.processor for run in own])


def search_plain(place, logs, exchange, times):
    return search(place, logs, exchange, times, file=logs.plain)


ROWS = [search, search_plain, since, timeline, scan]
