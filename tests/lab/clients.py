"""A class in front of one lab: so many clients, each with a keyboard of its own, move sliders at once. Every answer must be that of the
same request alone. Prints the median and the slowest of the answers, ms.

    clients.py COMMAND [CLIENTS [MOVES [PAUSE_MS]]]
"""
import asyncio
import statistics
import sys
import time

from server import Lab


async def ask(reader, writer, path):
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    assert head.startswith("HTTP/1.1 200"), head
    length = next(int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length"))
    return await reader.readexactly(length)


def path_of(client, move):
    """Loadings, each asked for by several clients."""
    return f"/run?card=r175_li&rates=0.2,{1 + client % 3}&positive.loading_mg_cm2={1 + move % 10}"


async def one(host, port, client, moves, pause, took, answers):
    reader, writer = await asyncio.open_connection(host, port)
    for move in range(moves):
        begun = time.perf_counter()
        data = await ask(reader, writer, path_of(client, move))
        took.append(1e3 * (time.perf_counter() - begun))
        assert answers.setdefault(path_of(client, move), data) == data, path_of(client, move)
        await asyncio.sleep(pause)
    writer.close()


async def everybody(lab, clients, moves, pause):
    host, port = lab.host.split(":")
    took, answers = [], {}
    begun = time.perf_counter()
    await asyncio.gather(*(one(host, int(port), k, moves, pause, took, answers) for k in range(clients)))
    seconds = time.perf_counter() - begun
    for path, data in list(answers.items())[::7]:
        assert lab.get(path) == (200, data), path
    assert len(took) == clients * moves
    print(f"{clients} clients, {len(took)} moves, {1e3 * pause:g} ms between them: median {statistics.median(took):.1f} ms, "
          f"95 % {sorted(took)[int(0.95 * len(took))]:.1f} ms, slowest {max(took):.1f} ms, {len(took) / seconds:.0f} moves/s")


def main(command, clients="30", moves="10", pause="100"):
    with Lab(command, "r175_li") as lab:
        asyncio.run(everybody(lab, int(clients), int(moves), float(pause) / 1e3))


main(*sys.argv[1:])
