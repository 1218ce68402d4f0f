"""Runs a command for each line it reads, and prints what it took: [seconds, processor seconds, KiB resident, status],
or why it could not be started."""

import json
import os
import subprocess
import sys
import time

for line in sys.stdin:
    words, environment, shell, out_path, err_path = json.loads(line)
    with open(out_path, "wb") as out, open(err_path, "wb") as err:
        start = time.perf_counter()
        try:
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=environment, shell=shell)
        except OSError as problem:
            print(json.dumps("%s could not be started: %s" % (words, problem)), flush=True)
            continue
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    print(json.dumps([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, child.returncode]), flush=True)
