"""Where the rows run: the built binary, a folder, the embedded exchange, a PostgreSQL server for an hour."""

import contextlib
import glob
import json
import os
import pwd
import shutil
import subprocess
import tempfile
import time

from measure import Missing, run


class Place:
    def __init__(self, binary, folder, is_smoke):
        self.binary, self.folder, self.is_smoke = os.path.abspath(binary), os.path.abspath(folder), is_smoke
        self.home = os.path.join(self.folder, "home")
        os.makedirs(self.home, mode=0o700, exist_ok=True)
        self.plain = {"HOME": self.home, "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    def own(self, words, exchange=None, allowed=(0, 1, 2)):
        """Runs grinderctl; what is found or not known is no failure of it."""
        environment = dict(self.plain, **(exchange.keys if exchange else {}))
        flags = exchange.flags if exchange else []
        return run([self.binary] + words + flags, self.folder, environment, allowed)

    def rival(self, words, allowed=(0,), environment=None, shell=False):
        if not shell and shutil.which(words[0]) is None:
            raise Missing("%s is not installed" % words[0])
        return run(words, self.folder, dict(self.plain, **(environment or {})), allowed, shell)

    @contextlib.contextmanager
    def exchange(self, *words):
        """`sandbox serve` as a process of its own."""
        server = subprocess.Popen(
            [self.binary, "sandbox", "serve", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=self.plain)
        try:
            yield Exchange(json.loads(server.stdout.readline()))
        finally:
            server.terminate()
            server.wait()


class Exchange:
    def __init__(self, greeting):
        self.url = greeting["baseURL"]
        self.key, self.secret = greeting["apiKey"], greeting["apiSecret"]
        self.keys = {"BINANCE_API_KEY": self.key, "BINANCE_API_SECRET": self.secret}
        self.flags = ["--env", "sandbox", "--base-url", self.url]


@contextlib.contextmanager
def postgres():
    """A server of its own on a socket in a folder that goes with it; yields the folder."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        raise Missing("postgresql is not installed")
    folder = tempfile.mkdtemp(prefix="gbench-", dir="/tmp")
    nobody = pwd.getpwnam("nobody")
    demote = {}
    if os.getuid() == 0:
        # PostgreSQL does not run as root.
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        demote = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    server = None
    try:
        subprocess.run(
            [found[-1] + "/initdb", "-D", folder + "/data", "-U", "ops", "-A", "trust", "-E", "UTF8", "--no-locale",
             "--no-sync"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **demote)
        server = subprocess.Popen(
            [found[-1] + "/postgres", "-D", folder + "/data", "-k", folder, "-c", "listen_addresses="],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **demote)
        for _ in range(100):
            if subprocess.run(["psql", "-qAtc", "SELECT 1", "-h", folder, "-U", "ops", "postgres"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
                break
            time.sleep(0.1)
        else:
            raise Missing("the PostgreSQL server does not answer")
        yield folder
    finally:
        if server:
            server.terminate()
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)
