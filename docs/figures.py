#!/usr/bin/env python3
"""Figures of the sources, for a release note or to see what a change did.

    docs/figures.py
    docs/figures.py --walk .build/debug/grinderctl triage missing …

The first measures files, functions (from their first line to the closing brace), types and folders. The second runs the
command under gdb with a breakpoint on every function of the sources and lists the files it passes through, each with the
number of its functions that ran; environment and exchange are the caller's (`sandbox serve --export`).
"""
import collections
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRIVATE = re.compile(r"\w*(Desk|Courier|Bench|Beat|Complaint|Dossier|Station|Aside|Keeper|Looker|Sight|Papers|Standing|Deed)")
TYPE = re.compile(r"\b(struct|class|enum|actor|protocol|extension)\s+(\w+)")
FUNCTION = re.compile(r"\b(?:func\s+(\w+|`[^`]+`)|(init)\b|(subscript)\b|var\s+(\w+)\s*:)")
STRING = re.compile(r'//[^\n]*|/\*.*?\*/|(#*)"""(?=[ \t]*\n).*?"""\1|#"(?:[^"\n]|"(?!#))*"#|"(?:\\.|[^"\\\n])*"', re.S)


def code(text):
    """Without comments and literals, line by line as before."""
    return STRING.sub(lambda m: "\n" * m.group(0).count("\n"), text)


def functions(text):
    """Functions by their length and with the type they belong to, and the types the file declares."""
    found, types, owners, pending = [], [], [], None
    depth, line, i = 0, 1, 0
    marks = re.compile(r"[{}\n]|" + TYPE.pattern + "|" + FUNCTION.pattern)
    while m := marks.search(text, i):
        i, token = m.end(), m.group(0)
        if token == "\n":
            line += 1
        elif token == "{":
            depth += 1
            if pending:
                owners.append((*pending, depth))
                pending = None
        elif token == "}":
            if owners and owners[-1][3] == depth:
                kind, name, begin, _ = owners.pop()
                if kind == "function":
                    owner = next((o[1] for o in reversed(owners) if o[0] == "type"), "")
                    found.append((line - begin + 1, owner + "." + name))
            depth -= 1
        elif m.group(1):
            pending = ("type", m.group(2), line)
            if m.group(1) != "extension":
                types.append(m.group(2))
        elif not any(o[0] == "function" for o in owners):
            name = next(g for g in m.groups()[2:] if g)
            if m.group(6):  # a property: only a computed one has a body on its line
                rest = text[i:text.find("\n", i)]
                if "=" in rest or not rest.rstrip().endswith(("{", "}")):
                    continue
            pending = ("function", name, line)
            line += token.count("\n")
    return found, types


GDB = """
import gdb, json
places, found = json.load(open({places!r})), []
for words in ("pagination off", "breakpoint always-inserted on"):
    gdb.execute("set " + words)
gdb.execute("handle all nostop noprint pass", to_string=True)
gdb.execute("starti", to_string=True)
maps = open(f"/proc/{{gdb.selected_inferior().pid}}/maps")
base = min(int(line.split("-")[0], 16) for line in maps if line.rstrip().endswith({binary!r}))
at = {{base + int(address, 16): file for address, file in places}}
for address in at:
    gdb.execute(f"tbreak *{{address:#x}}", to_string=True)
try:
    while True:
        gdb.execute("continue", to_string=True)
        found.append(at.get(int(gdb.parse_and_eval("$pc"))))
except gdb.error:  # it has ended
    pass
json.dump([file for file in found if file], open({found!r}, "w"))
"""


def functions_of(binary):
    """The address and the file of every function whose source is in `Sources`."""
    listed = subprocess.run(["nm", "--defined-only", binary], capture_output=True, text=True, check=True).stdout
    addresses = sorted(set(re.findall(r"^([0-9a-f]+) [tT] \$s", listed, re.M)))
    lines = subprocess.run(
        ["llvm-symbolizer", "--obj=" + binary, "--output-style=GNU", "--no-inlines"], capture_output=True, text=True,
        check=True, input="\n".join("0x" + address for address in addresses)).stdout.strip().split("\n")
    for address, line in zip(addresses, lines[1::2]):
        file, _, number = line.partition(":")
        if file.startswith(str(ROOT / "Sources")) and number.split()[0] not in ("0", "?"):
            yield address, str(pathlib.Path(file).relative_to(ROOT))


def walk(binary, command):
    binary = str(pathlib.Path(binary).resolve())
    with tempfile.TemporaryDirectory() as folder:
        places, found, script = (folder + "/" + name for name in ("places", "found", "script.py"))
        pathlib.Path(places).write_text(json.dumps(list(functions_of(binary))))
        pathlib.Path(script).write_text(GDB.format(places=places, binary=binary, found=found))
        subprocess.run(["gdb", "-readnever", "-batch", "-x", script, "--args", binary, *command],
                       stdout=subprocess.DEVNULL, check=True)
        ran = collections.Counter(json.loads(pathlib.Path(found).read_text()))
    lengths = {file: (ROOT / file).read_text().count("\n") for file in ran}
    print(f"{' '.join(command[:2])}: {len(ran)} files of {sum(lengths.values())} lines; file: functions, lines")
    for file in sorted(ran):
        print(f"  {file}: {ran[file]}, {lengths[file]}")


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    listed = subprocess.run(["git", "ls-files", "Sources"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = {name: (ROOT / name).read_text() for name in listed.split("\n")
             if name.endswith(".swift") and (ROOT / name).is_file()}
    lengths = [text.count("\n") for text in files.values()]
    every, types, folders = [], [], {}
    for name, text in files.items():
        found, declared = functions(code(text))
        every += found
        types += declared
        count, sizes = folders.setdefault(name.rsplit("/", 1)[0], ([], []))
        count += declared
        sizes.append(text.count("\n"))
    measured = [lines for lines, _ in every]
    print(f"files {len(files)}, lines {sum(lengths)}, a file: median {statistics.median(lengths):.0f}, "
          f"p95 {percentile(lengths, .95)}, longest {max(lengths)}")
    longest, name = max(every)
    print(f"functions {len(measured)}: median {statistics.median(measured):.0f}, p95 {percentile(measured, .95)}, "
          f"longest {longest} ({name})")
    print(f"types {len(types)}, of them in private words: {len([t for t in types if PRIVATE.fullmatch(t)])}")
    print("folder: files, lines, types")
    for folder, (declared, sizes) in sorted(folders.items()):
        print(f"  {folder}: {len(sizes)}, {sum(sizes)}, {len(declared)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--walk"]:
        if len(sys.argv) < 4:
            sys.exit("figures: --walk BINARY COMMAND…")
        walk(sys.argv[2], sys.argv[3:])
    else:
        main()
