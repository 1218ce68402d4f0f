"""Measures grinderctl beside what one would use instead; see ../README.md.

usage: python3 Benchmarks/bench [--smoke] [--only WORD] [--times N] [--megabytes N] [--folder FOLDER]
                                GRINDERCTL
"""

import argparse
import os
import shutil
import sys
import tempfile

import auditrows
import data
import logrows
import results
import startrows
from measure import Differs, Missing, Row
from place import Place

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def logs_in(folder, megabytes):
    """Made once; what an earlier version made is made again."""
    logs = data.LogSet(os.path.join(folder, "logs"), megabytes)
    stamp = os.path.join(folder, "logs.made")
    wanted = "%s %s" % (data.VERSION, megabytes)
    if not os.path.exists(stamp) or open(stamp).read() != wanted:
        shutil.rmtree(logs.folder, ignore_errors=True)
        os.makedirs(logs.folder)
        print("making ten logs of %s MB …" % megabytes, file=sys.stderr)
        logs.make()
        with open(stamp, "w") as out:
            out.write(wanted)
    return logs


def steps(place, folder, options):
    """Each gives one row or several."""
    size = options.megabytes or (0.04 if options.smoke else 143)
    smoke = options.smoke
    few, some, many = (1, 1, 1) if smoke else (options.times, 2 * options.times, 7 * options.times)

    def with_exchange(make):
        def step():
            with place.exchange() as exchange:
                yield from make(exchange)
        return step

    # Each by itself: a row that differs takes no other with it.
    for number, make in enumerate(logrows.ROWS):
        yield "logs %d" % (number + 1), with_exchange(
            lambda exchange, make=make: [make(place, logs_in(folder, size), exchange, few)])
    yield "start", lambda: startrows.start(place, many)
    yield "first", lambda: startrows.first_packet(place, many)
    yield "whole", with_exchange(lambda exchange: startrows.whole(place, exchange, many))
    if not smoke:
        yield "commits", with_exchange(lambda exchange: startrows.commits(place, exchange))
    large = 2_000 if smoke else 1_000_000

    def audit(exchange):
        small_log = auditrows.make_log(place, "audit-1000.db", 1_000)
        large_log = auditrows.make_log(place, "audit-%d.db" % large, large)
        yield auditrows.verify(place, large_log, large, few)
        yield from auditrows.reading(place, exchange, small_log, large_log, some)

    yield "audit", with_exchange(audit)
    if not smoke:
        def push():
            yield auditrows.push(place, auditrows.make_log(place, "audit-100000.db", 100_000), 100_000, few)

        def append():
            yield auditrows.append(place, PACKAGE, few)

        yield "push", push
        yield "size", lambda: [results.size(place.binary)]
    yield "ledger", lambda: startrows.ledger(place, place.folder, 2_000 if smoke else 50_000, 0 if smoke else 50,
                                             1 if smoke else 3)
    if not smoke:
        # Last: it builds a package of its own first.
        yield "append", append


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("--smoke", action="store_true", help="small data, results compared, nothing timed")
    parser.add_argument("--only", default="", help="rows of this step: logs start first whole commits audit push …")
    parser.add_argument("--times", type=int, default=3, help="runs of each side of a long row")
    parser.add_argument("--megabytes", type=float, help="size of each log before compression (default: 143)")
    parser.add_argument("--folder", help="where the data lies (default: .build/bench)")
    options = parser.parse_args()
    if not os.access(options.binary, os.X_OK):
        sys.exit("bench: %s is not there: make release" % options.binary)
    folder = options.folder or (tempfile.mkdtemp(prefix="grinderctl-bench-") if options.smoke
                                else os.path.join(os.path.dirname(PACKAGE), ".build", "bench"))
    os.makedirs(folder, exist_ok=True)
    try:
        sys.exit(measure(options, folder))
    finally:
        if options.smoke and not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


def measure(options, folder):
    place = Place(options.binary, folder, options.smoke)
    rows, status = [], 0
    for name, step in steps(place, folder, options):
        if options.only and options.only not in name:
            continue
        print("%s " % name, end="", file=sys.stderr, flush=True)
        try:
            for row in step():
                rows.append(row)
        except Exception as problem:
            # Whatever it is, the other rows are still to be measured.
            row = Row(name, "–", 0)
            words = str(problem) if isinstance(problem, (Differs, Missing)) else repr(problem)
            row.note = "%s: %s" % ("DIFFERS" if isinstance(problem, Differs) else "not measured", words)
            rows.append(row)
            print("\n%s" % row.note, file=sys.stderr)
            status = 1
        print(file=sys.stderr)
    if options.smoke:
        print("bench: %d rows agree with their rivals" % len(rows) if status == 0 else "bench: see above")
        return status
    text = results.table(rows)
    print(text)
    if not options.only:
        results.write(os.path.join(PACKAGE, "RESULTS.md"), text, place.binary)
    return status


main()
