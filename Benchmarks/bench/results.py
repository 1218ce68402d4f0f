"""The table, and RESULTS.md around it."""

import os
import platform
import re
import subprocess

from measure import Row

BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"


def size(binary):
    row = Row("release binary", "–", 70)
    row.unit, row.own, row.limit = "MB", os.path.getsize(os.path.realpath(binary)) / 1e6, None
    return row


def quantity(value, unit):
    if value is None:
        return "–"
    if unit != "s":
        return ("%d" % value if unit == "count" else "%.1f %s" % (value, unit))
    return "%.2f s" % value if value >= 1 else "%.1f ms" % (1000 * value)


def table(rows):
    lines = ["| what | own | rival | rival took | ratio | reach | memory | reached | |", "|---|---|---|---|---|---|---|---|---|"]
    for row in rows:
        if row.own is None:
            lines.append("| %s | – | – | – | – | – | – | **no** | %s |" % (row.name, row.note))
            continue
        value = row.ratio if row.ratio is not None else row.own
        reached = value <= row.reach and (row.limit is None or row.memory <= row.limit)
        memory = "%.0f MB%s" % (row.memory, " of %d" % row.limit if row.limit else "") if row.memory else "–"
        lines.append("| %s | %s | %s | %s | %s | ≤ %s | %s | %s | %s |" % (
            row.name, quantity(row.own, row.unit), row.rival, quantity(row.other, row.unit),
            "–" if row.ratio is None else "%.2f" % row.ratio, ("%.2f" % row.reach).rstrip("0").rstrip("."),
            memory, "yes" if reached else "**no**", row.note or ""))
    return "\n".join(lines)


def first_line(words):
    try:
        return subprocess.run(words, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return words[0] + " (not installed)"


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo") as text:
        found = re.search(r"model name\s*: (.*)", text.read())
        if found:
            model = found[1]
    with open("/proc/meminfo") as text:
        memory = int(re.search(r"MemTotal:\s*(\d+)", text.read())[1]) / 1e6
    return "%s, %d processors, %.0f GB, %s" % (model, os.cpu_count(), memory, platform.platform())


def write(path, text, binary):
    versions = [first_line([binary, "--version"]), first_line(["rg", "--version"]), first_line(["curl", "--version"]),
                "sqlite3 " + first_line(["sqlite3", "--version"]).split(" ")[0], first_line(["psql", "--version"]),
                first_line(["gzip", "--version"])]
    load = os.getloadavg()[1]
    body = "%s\n\n%s; load over five minutes at the end: %.1f.\n\n%s\n\n%s\n\n%s" % (
        BEGIN, machine(), load, " · ".join("`%s`" % version for version in versions), text, END)
    with open(path) as old:
        before, _, rest = old.read().partition(BEGIN)
    after = rest.partition(END)[2]
    with open(path, "w") as out:
        out.write(before + body + after)
