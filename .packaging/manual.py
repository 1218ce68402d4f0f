#!/usr/bin/env python3
"""Manual pages of every command, from what the binary's own parser says of itself.

    grinderctl --experimental-dump-help | .packaging/manual.py FOLDER VERSION
"""
import json
import os
import sys
import textwrap


def escaped(text):
    """For roff: backslashes, leading dots and quotes, and dashes that are typed."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def names(argument):
    return ", ".join(("--" if name["kind"] == "long" else "-") + name["name"] for name in argument.get("names", []))


def subcommands(command):
    """The parser brings a second help along; the first one counts."""
    seen = {}
    for child in command.get("subcommands", []):
        seen.setdefault(child["commandName"], child)
    return list(seen.values())


def described(discussion):
    """Lines and examples, each as they are."""
    text, _, examples = discussion.strip().partition("EXAMPLES\n")
    lines = [".SH DESCRIPTION", ".nf", escaped(text.strip()), ".fi"] if text.strip() else []
    if examples:
        lines += [".SH EXAMPLES", ".nf", escaped(textwrap.dedent(examples).rstrip()), ".fi"]
    return lines


def usage(argument):
    if argument["kind"] == "positional":
        word = argument["valueName"] + ("..." if argument["isRepeating"] else "")
        return f"[{word}]" if argument["isOptional"] else word
    if argument["isOptional"]:
        return None
    return f"{names(argument)} {argument['valueName']}"


def page(command, path, version):
    title = "-".join(path)
    shown = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    words = [word for word in map(usage, shown) if word]
    children = [child for child in subcommands(command) if child.get("shouldDisplay", True)]
    lines = [
        f'.TH "{title.upper()}" "1" "" "grinderctl {version}" "grinderctl"',
        ".SH NAME",
        f"{escaped(title)} \\- {escaped(command.get('abstract', '').rstrip('.'))}",
        ".SH SYNOPSIS",
        f".B {escaped(' '.join(path))}",
        escaped(" ".join((["COMMAND"] if children else []) + ["[options]"] + words)),
    ]
    if command.get("discussion"):
        lines += described(command["discussion"])
    sections = {}
    for argument in shown:
        sections.setdefault(argument.get("sectionTitle") or "Options", []).append(argument)
    for section in sorted(sections, key=lambda name: name == "Everywhere"):
        lines.append(f'.SH "{escaped(section.upper())}"')
        for argument in sections[section]:
            head = names(argument) or argument["valueName"]
            value = f" \\fI{escaped(argument['valueName'])}\\fR" if argument["kind"] == "option" else ""
            lines += [".TP", f"\\fB{escaped(head)}\\fR{value}", escaped(argument.get("abstract", ""))]
    if children:
        lines.append(".SH COMMANDS")
        for child in children:
            lines += [".TP", f"\\fB{escaped('-'.join(path + [child['commandName']]))}\\fR(1)"]
            lines.append(escaped(child.get("abstract", "")))
    also = "\\fBgrinderctl\\fR(1), " if len(path) > 1 else ""
    lines += [".SH SEE ALSO", also + "grinderctl help exit\\-codes, environment, audit, gates, runbooks"]
    return title, "\n".join(line for line in lines if line) + "\n"


def write(command, path, folder, version):
    title, text = page(command, path, version)
    with open(os.path.join(folder, title + ".1"), "w", encoding="utf-8") as file:
        file.write(text)
    for child in subcommands(command):
        write(child, path + [child["commandName"]], folder, version)


if __name__ == "__main__":
    folder, version = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    root = json.load(sys.stdin)["command"]
    write(root, [root["commandName"]], folder, version)
