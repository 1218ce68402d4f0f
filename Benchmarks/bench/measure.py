"""Runs a command and its rival in turn, and what each took."""

import json
import os
import statistics
import subprocess
import sys


class Differs(Exception):
    """What was found is not what the rival found."""


class Missing(Exception):
    """A program that a row needs is not here, or did not do its part."""


class Run:
    def __init__(self, seconds, processor, memory, status, output, error):
        self.seconds = seconds
        # Of the process and of what it waited for, in seconds.
        self.processor = processor
        # The most that was resident, in MB of 1,000,000 bytes.
        self.memory = memory
        self.status = status
        self.output = output
        self.error = error


# A process of its own that stays small: what a child has resident before it becomes the command, which is what its
# parent has, counts as the command's.
starter = subprocess.Popen([sys.executable, "-S", os.path.join(os.path.dirname(__file__), "starter.py")],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def run(words, folder, environment=None, allowed=(0,), shell=False):
    """Runs to the end; its output goes to files, so that no pipe is waited for."""
    out_path, err_path = os.path.join(folder, "stdout"), os.path.join(folder, "stderr")
    print(json.dumps([words, environment, shell, out_path, err_path]), file=starter.stdin, flush=True)
    answer = json.loads(starter.stdout.readline())
    if isinstance(answer, str):
        raise Missing(answer)
    seconds, processor, resident, status = answer
    with open(out_path, "rb") as out, open(err_path, "rb") as err:
        output, error = out.read(), err.read()
    if status not in allowed:
        command = words if shell else " ".join(words)
        raise Missing("%s ended %d: %s" % (command, status, error.decode(errors="replace")[-400:]))
    return Run(seconds, processor, resident * 1024 / 1e6, status, output, error)


class Row:
    """One line of the table."""

    def __init__(self, name, rival, reach):
        self.name, self.rival, self.reach = name, rival, reach
        self.own = self.other = self.memory = self.limit = self.note = None
        self.unit = "s"

    @property
    def ratio(self):
        return self.own / self.other if self.own is not None and self.other else None

    @property
    def is_reached(self):
        """Whether both bounds hold; None where nothing was compared."""
        if self.ratio is None and self.limit is None:
            return None
        value = self.ratio if self.ratio is not None else self.own
        return value <= self.reach and (self.limit is None or self.memory is None or self.memory <= self.limit)


def alternate(times, own, other):
    """The runs of both, one after the other: what else the machine does falls on both."""
    pairs = []
    for _ in range(times):
        pairs.append((own(), other()))
        print(".", end="", file=sys.stderr, flush=True)
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def median(values):
    return statistics.median(values)
