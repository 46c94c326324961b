"""A headless Chromium by its protocol over pipes, with the standard library alone."""
import json
import os
import shutil
import subprocess
import tempfile
import time


def found():
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page:
    """with Page(url, width) as page: page.value("document.title")."""

    def __init__(self, url, width=1200, height=900):
        self.url, self.size, self.count, self.rest, self.complaints = url, (width, height), 0, b"", []

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()
        os.set_blocking(ours_in, True)

        def pipes():  # Chromium reads 3 and writes 4
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(a, 3)
            os.dup2(b, 4)

        words = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
                 f"--user-data-dir={self.folder.name}", f"--window-size={self.size[0]},{self.size[1]}", "about:blank"]
        self.process = subprocess.Popen([found(), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=pipes, close_fds=False)
        os.close(theirs_in)
        os.close(theirs_out)
        self.ours_in, self.ours_out = ours_in, ours_out
        target = self.send("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        self.session = self.send("Target.attachToTarget", {"targetId": target, "flatten": True}, None)["sessionId"]
        for domain in ("Runtime", "Log", "Page", "Network"):
            self.send(f"{domain}.enable")
        self.send("Emulation.setDeviceMetricsOverride", {"width": self.size[0], "height": self.size[1], "deviceScaleFactor": 1, "mobile": False})
        self.send("Page.navigate", {"url": self.url})
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.ours_in)
        os.close(self.ours_out)
        for _ in range(20):  # its children leave a moment later
            try:
                self.folder.cleanup()
                return
            except OSError:
                time.sleep(0.1)

    def read(self):
        while b"\0" not in self.rest:
            data = os.read(self.ours_in, 1 << 20)
            if not data:
                raise SystemExit("Chromium ended")
            self.rest += data
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def note(self, message):
        """What the page complains of, and what it asks of the network."""
        kind, said = message.get("method"), message.get("params", {})
        if kind == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(said["exceptionDetails"])[:600])
        elif kind == "Runtime.consoleAPICalled" and said["type"] in ("error", "warning", "assert"):
            self.complaints.append(json.dumps(said["args"])[:600])
        elif kind == "Log.entryAdded" and said["entry"]["level"] in ("error", "warning"):
            self.complaints.append(json.dumps(said["entry"])[:600])
        elif kind == "Network.requestWillBeSent" and not said["request"]["url"].startswith((self.url.split("#")[0], "data:", "blob:")):
            self.complaints.append(f"asks for {said['request']['url'][:200]}")

    def send(self, method, parameters=None, session=""):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters or {}}
        if session is not None:
            message["sessionId"] = self.session
        os.write(self.ours_out, json.dumps(message).encode() + b"\0")
        while True:
            reply = self.read()
            if reply.get("id") == self.count:
                if "error" in reply:
                    raise SystemExit(f"{method}: {reply['error']}")
                return reply["result"]
            self.note(reply)

    def value(self, expression):
        """Of JavaScript; promises are waited for."""
        got = self.send("Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in got:
            raise SystemExit(f"{expression}: {json.dumps(got['exceptionDetails'])[:800]}")
        return got["result"].get("value")

    def wait(self, expression, seconds=60):
        end = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > end:
                raise SystemExit(f"waited in vain for {expression}; {self.complaints}")
            time.sleep(0.05)

    def drag(self, x0, y0, x1, y1):
        for kind, x, y in (("mousePressed", x0, y0), ("mouseMoved", (x0 + x1) / 2, (y0 + y1) / 2), ("mouseMoved", x1, y1), ("mouseReleased", x1, y1)):
            self.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1})

    def picture(self, path):
        import base64
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.send("Page.captureScreenshot", {"captureBeyondViewport": True})["data"]))
