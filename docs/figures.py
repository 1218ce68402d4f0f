#!/usr/bin/env python3
"""Figures of the sources: `docs/figures.py` prints them, for a closing note or to see what a change did.

Functions are measured from their first line to the closing brace. The files of a walk are an estimate by names alone:
what a reached function names is reached, a method where its type is.
"""
import pathlib
import re
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
WALKS = {"triage missing": "TriageMissing", "cancel --execute": "Cancel"}
PRIVATE = re.compile(r"\w*(Desk|Courier|Bench|Beat|Complaint|Dossier|Station|Aside|Keeper|Looker|Sight|Papers|Standing|Deed)")
TYPE = re.compile(r"\b(struct|class|enum|actor|protocol|extension)\s+(\w+)")
FUNCTION = re.compile(r"\b(?:func\s+(\w+|`[^`]+`)|(init)\b|(subscript)\b|var\s+(\w+)\s*:)")
LABEL = re.compile(r"[^({\n]*\(\s*(\w+)?(\s+\w+)?\s*:?")
STRING = re.compile(r'//[^\n]*|/\*.*?\*/|(#*)"""(?=[ \t]*\n).*?"""\1|#"(?:[^"\n]|"(?!#))*"#|"(?:\\.|[^"\\\n])*"', re.S)


def code(text):
    """Without comments and literals, line by line as before."""
    return STRING.sub(lambda m: "\n" * m.group(0).count("\n"), text)


class Function:
    def __init__(self, name, owner, file, start, end, body):
        self.name, self.owner, self.file, self.lines = name, owner, file, end - start + 1
        self.types = set(re.findall(r"\b[A-Z]\w*", body))
        # By name and first label, as `record(` or `read(from:`; a property by its name.
        self.calls = {a + "(" + b for a, b in re.findall(r"(\w+)\s*\(\s*(\w+:(?!:)|)", body)}
        self.calls |= {w + "(" for w in re.findall(r"(\w+) \{", body)} | set(re.findall(r"\w+", body))


def functions(file, text):
    """Functions with the type they belong to, and the types the file declares."""
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
                owners.append((*pending, depth, i))
                pending = None
        elif token == "}":
            if owners and owners[-1][3] == depth:
                kind, name, begin, _, at = owners.pop()
                if kind == "function":
                    owner = next((o[1] for o in reversed(owners) if o[0] == "type"), "")
                    found.append(Function(name, owner, file, begin, line, text[at:m.start()]))
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
            elif m.group(3):
                label = LABEL.match(text, i)
                name += "(" + (label.group(1) + ":" if label and label.group(1) not in (None, "_") else "")
            pending = ("function", name, line)
            line += token.count("\n")
    return found, types


def walk(start, every, types):
    """The files that a command's `run` reaches."""
    by_owner = {}
    for f in every:
        by_owner.setdefault(f.owner, []).append(f)
    reached, calls, done = {start, ""}, {"run(at:"}, set()
    while True:
        new = [f for t in reached for f in by_owner.get(t, []) if f not in done and f.name in calls | {"init"}]
        if not new:
            return {f.file for f in done}
        for f in new:
            done.add(f)
            calls |= f.calls
            reached |= f.types & types


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main():
    listed = subprocess.run(["git", "ls-files", "Sources"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = {name: (ROOT / name).read_text() for name in listed.split("\n")
             if name.endswith(".swift") and (ROOT / name).is_file()}
    lengths = [text.count("\n") for text in files.values()]
    every, types, folders = [], [], {}
    for name, text in files.items():
        found, declared = functions(name, code(text))
        every += found
        types += declared
        folder = name.rsplit("/", 1)[0]
        count, sizes = folders.setdefault(folder, ([], []))
        count += declared
        sizes.append(text.count("\n"))
    measured = [f.lines for f in every]
    print(f"files {len(files)}, lines {sum(lengths)}, a file: median {statistics.median(lengths):.0f}, "
          f"p95 {percentile(lengths, .95)}, longest {max(lengths)}")
    longest = max(every, key=lambda f: f.lines)
    name = longest.owner + '.' + longest.name.partition('(')[0]
    print(f"functions {len(measured)}: median {statistics.median(measured):.0f}, p95 {percentile(measured, .95)}, "
          f"longest {longest.lines} ({name})")
    print(f"types {len(types)}, of them in private words: {len([t for t in types if PRIVATE.fullmatch(t)])}")
    for words, start in WALKS.items():
        walked = walk(start, every, set(types))
        shell = sum(f.startswith("Sources/grinderctl/") for f in walked)
        print(f"{words}: at most {len(walked)} files, {shell} of them of the shell (estimated by names)")
    print("folder: files, lines, types")
    for folder, (declared, sizes) in sorted(folders.items()):
        print(f"  {folder}: {len(sizes)}, {sum(sizes)}, {len(declared)}")


if __name__ == "__main__":
    main()
