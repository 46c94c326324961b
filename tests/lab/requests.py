"""The lab against requests: what it answers is what the command computes, and nothing that is sent harms it.

    requests.py COMMAND
"""
import csv
import io
import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import urllib.parse

from server import Lab

STEPS = """title = "Lab"; figure = "none"; steps = ( { do = "cc"; direction = "discharge"; rate = "5C"; may_end_early = true; },
  { do = "cc"; direction = "charge"; rate = "5C"; may_end_early = true; } );"""
MOVED = {"positive.loading_mg_cm2": "7.5", "separator.thickness_um": "60"}


def refused(lab, path, status, method="GET", **more):
    got, body = lab.get(path, method, **more)
    assert got == status, f"{method} {path[:200]}: {got}, not {status}: {body[:200]}"
    if method != "HEAD":
        assert json.loads(body)["error"], path


def check_numbers(lab, command, folder):
    """A move is a run of the command with the same --set; the card that is given away is that cell."""
    status, moved = lab.run(card="r175_li", rates="5", **MOVED)
    assert status == 200 and moved["status"] == "ok", moved
    (folder / "steps.cfg").write_text(STEPS)
    settings = [word for name, value in MOVED.items() for word in ("--set", f"{name}={value}")]
    subprocess.run([command, "run", "r175_li", "-c", "steps.cfg", "--no-figures", "--quiet", *settings], cwd=folder, check=True)
    with open(folder / "results/r175_li/steps_steps.csv") as file:
        wanted = [float(row["Capacity / mAh g-1"]) for row in csv.DictReader(file)]
    for step, mAh_g in zip(moved["steps"], wanted, strict=True):
        assert abs(step["mAh_g"] / mAh_g - 1) < 1e-4, (step, mAh_g)
    for step in moved["losses"]["steps"]:
        for k, voltage in enumerate(step["voltage"]):
            total = step["equilibrium"][k] + sum(part[k] for part in step["parts"])
            assert abs(total - voltage) < 1e-3, (step["name"], k)
    query = urllib.parse.urlencode({"card": "r175_li", "rates": "5", **MOVED})
    table = list(csv.DictReader(io.StringIO(lab.get("/curves.csv?" + query)[1].decode())))
    last = [row for row in table if row["step"] == "1"][-1]
    assert abs(float(last["capacity_mAh_g"]) / wanted[0] - 1) < 1e-8, last
    text = lab.get("/card.cfg?" + query)[1].decode()
    assert "cellsim run r175_li --set 'positive.loading_mg_cm2=7.5' --set 'separator.thickness_um=60'" in text, text[:400]
    (folder / "given.cfg").write_text(text)
    said = json.loads(subprocess.run([command, "check", "given.cfg", "--json"], cwd=folder, check=True, capture_output=True, text=True).stdout)
    values = {v["key"]: v["value"] for v in said["values"]}
    assert values["positive.loading_mg_cm2"] == "7.5", values


def check_independence(lab):
    """An answer does not depend on what was asked before."""
    path = "/run?card=chen2020&rates=1"
    first = lab.get(path)[1]
    assert lab.run(card="chen2020", rates="1", **{"positive.porosity": "0.2"})[0] == 200
    assert lab.run(card="r175_li", rates="0.2,2")[0] == 200
    refused(lab, "/run?card=chen2020&rates=1&positive.porosity=7", 400)
    assert lab.get(path)[1] == first


def check_refusals(lab):
    card = "/run?card=r175_li"
    for path in ["/nosuch", "/..%2f..%2fetc/passwd", "/../../etc/passwd", "/lab.js/", "//", "/run/", "/%00", "/card", "/Run?card=r175_li"]:
        refused(lab, path, 404)
    for name in ["nosuch", "", "../r175_li", "cells/r175_li.cfg", "%ff%fe", "a" * 5000]:
        refused(lab, f"/run?card={name}", 404)
    for path in ["/run", "/run?", "/run?card", "/curves.csv", "/card.cfg", "/sliders"]:
        status, _ = lab.get(path)
        assert status in (400, 404), path
    for rates in ["", "0", "-1", "nan", "inf", "1e999", "0x1p3", "1,2,3,4,5", ",", "1,", "1;2", "1C", "1" * 300, "101", "0.009", "%00", "1%00", "1%001"]:
        refused(lab, f"{card}&rates={rates}", 400)
    for value in ["", "nan", "inf", "-1", "0", "1e999", "1e-999", "0x10", "31", "0.03", "1%20", "+1", "1,5", "@/etc/passwd", '"x"', "%ff", "1" * 4000]:
        refused(lab, f"{card}&positive.loading_mg_cm2={value}", 400)
    for name in ["positive.phases[0].material", "mesh.electrode", "positive.loading_mg_cm2.x", "electrolyte", "%3Cscript%3E", "", "foil.i0_A_m2"]:
        refused(lab, f"{card}&{name}=1", 400)
    refused(lab, f"{card}&positive.porosity=0.3&positive.porosity=0.4", 400)
    refused(lab, card + "".join(f"&x{k}=1" for k in range(100)), 400)
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"]:
        refused(lab, "/", 405, method)
    refused(lab, "/", 405, "POST", body=b"x" * 300000)
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil", ""]:
        refused(lab, "/", 403, headers={"Host": host})
    assert lab.get("/", headers={"Host": "localhost:1"})[0] == 200
    assert lab.get("/", "HEAD")[0] == 200


def check_bytes(lab):
    """What is no HTTP: any answer, or none; then it still answers others."""
    host, port = lab.host.split(":")
    noise = [b"", b"\0" * 1000, b"GET", b"GET /\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 500, bytes(range(256)) * 8, b"GET /run?" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
             b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20000 + b"\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
             b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", b"GET http://[::1/ HTTP/1.1\r\nHost: localhost\r\n\r\n"]
    for data in noise:
        with socket.create_connection((host, int(port)), timeout=10) as s:
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while s.recv(65536):
                    pass
            except OSError:
                pass
    idle = [socket.create_connection((host, int(port)), timeout=10) for _ in range(50)]
    assert lab.run(card="r175_li", rates="1")[0] == 200
    for s in idle:
        s.close()


def check_bounds(lab):
    """All sliders at their ends: an answer within the bound on work, never an end of the program."""
    for card in ["r175_li", "chen2020"]:
        sliders = json.loads(lab.get(f"/sliders?card={card}")[1])["sliders"]
        assert len(sliders) >= 8, sliders
        for s in sliders:
            assert s["low"] <= s["value"] <= s["high"], s
            for end in ("low", "high"):
                status, said = lab.run(card=card, rates="1", **{s["path"]: repr(s[end])})
                assert status in (200, 422) and (status == 200 or said["error"]), (s, status, said)
                assert "NaN" not in json.dumps(said) and "Infinity" not in json.dumps(said)
        for end in ("low", "high"):
            status, said = lab.run(card=card, rates="0.2,50", **{s["path"]: repr(s[end]) for s in sliders})
            assert status in (200, 422), (status, said)


def main(command):
    with tempfile.TemporaryDirectory() as folder, Lab(command, "r175_li", "chen2020", "--jobs", "2") as lab:
        assert json.loads(lab.get("/cards")[1]) == ["r175_li", "chen2020"]
        for page in ["/", "/lab.js", "/lab.css", "/page.css", "/additions.js", "/charts.js", "/pictures.js", "/library.js"]:
            status, body = lab.get(page)
            assert status == 200 and len(body) > 200 and (page == "/library.js" or b"http" not in body.replace(b"http://www.w3.org/2000/svg", b"")), page
        check_numbers(lab, command, pathlib.Path(folder))
        check_independence(lab)
        check_refusals(lab)
        check_bytes(lab)
        check_bounds(lab)
    print("ok")


main(*sys.argv[1:])
