"""A lab of one's own, for tests: with Lab(command, cards...) as lab: lab.get("/cards")."""
import http.client
import json
import os
import signal
import subprocess
import urllib.parse


class Lab:
    def __init__(self, command, *arguments):
        self.call = [command, "lab", *arguments, "--port", "0"]

    def __enter__(self):
        self.process = subprocess.Popen(self.call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        if not self.url:
            self.process.wait()
            raise SystemExit(f"no lab: {self.process.stderr.read()}")
        self.host = urllib.parse.urlsplit(self.url).netloc
        return self

    def __exit__(self, *_):
        """It ends by a signal, as asked, and has said nothing: no complaint of a sanitizer either."""
        os.kill(self.process.pid, signal.SIGTERM)
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, f"exit {self.process.returncode}: {said}"
        assert said == "", said

    def get(self, path, method="GET", headers=None, body=None):
        """Status and body."""
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, body=body, headers=headers or {})
        reply = connection.getresponse()
        data = reply.read()
        connection.close()
        return reply.status, data

    def run(self, **query):
        status, data = self.get("/run?" + urllib.parse.urlencode(query))
        return status, json.loads(data)
