"""Every command in the documents is run, and prints what the document shows.

    commands.py COMMAND SOURCES [--slow] [--print] [DOCUMENT...]

Blocks ```sh of a document run one after the other in one scratch folder; a block ```output shows what the one before it
printed. Comments above a block say what is different: <!-- not run: why -->, <!-- slow: why --> (only with --slow),
<!-- before: commands --> that make what a reader is thought to have, <!-- file: name --> that the block is a file, <!-- shows:
commands --> whose output it is. Nothing is run but cellsim and what only reads
(documents.HARMLESS); another command in a block that is not marked is a failure. Calls within lines are checked, links lead somewhere,
figures are small. --print shows what was printed instead of comparing it."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import documents
import printed

LARGEST_FIGURE = 60_000  # bytes, of the guide's


def environment(scratch, command):
    tools = scratch / "bin"
    tools.mkdir()
    (tools / "cellsim").symlink_to(command)
    kept = {k: v for k, v in os.environ.items() if k not in ("CELLSIM_PATH", "XDG_DATA_HOME")}
    return kept | {"PATH": f"{tools}:{kept['PATH']}", "HOME": str(scratch), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"} | {
        # mpirun of Open MPI, also for root and on few processors
        "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_rmaps_base_oversubscribe": "1",
        "OMPI_MCA_hwloc_base_binding_policy": "none"}


def is_missing(program, command):
    """A cellsim that was built without MPI has no use for mpirun."""
    return not shutil.which(program) or (program == "mpirun" and not (command.resolve().parent / "cellsim_mpi.so").exists())


def shell(commands, folder, env):
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=folder, env=env, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
    return done.returncode, done.stdout


def check_call(call, folder, env):
    """A call within a line: the card and the protocols that it names are there and can be read."""
    call = re.sub(r" --(out|jobs) \S+", "", call).replace("cellsim run", "cellsim check")
    code, text = shell(f"{call} >/dev/null", folder, env)
    return None if code == 0 else f"{call}: exit {code}\n{text}"


class Document:
    """One document's blocks, run in order in a folder of its own."""

    def __init__(self, path, env, scratch, options):
        self.path, self.env, self.options = path, env, options
        self.wrong, self.ran, self.last = [], 0, None
        self.name = str(path.relative_to(options.sources))
        self.folder = scratch / self.name.replace("/", "_").replace(".", "_")
        (self.folder / "build" / "cli").mkdir(parents=True)
        (self.folder / "build" / "cli" / "cellsim").symlink_to(options.command.resolve())  # as the README calls it

    def fails(self, line, text):
        self.wrong.append(f"{self.name}:{line}: {text}")

    def execute(self, line, commands):
        """What the commands print; None if there are any that are not harmless, which are not run."""
        unknown = sorted(set(documents.unknown_commands(commands)))
        if unknown:
            self.fails(line, f"not run, and not marked so: {', '.join(unknown)}")
            return None
        missing = [w for w in documents.OPTIONAL if w in commands and is_missing(w, self.options.command)]
        if missing:
            print(f"skipped: {self.name}:{line}: there is no {missing[0]}")
            return None
        code, text = shell(commands, self.folder, self.env)
        self.ran += 1
        if code:
            self.fails(line, f"exit {code}\n{text}")
        return text

    def commands(self, block):
        self.last = None
        if "not run" in block.notes or ("slow" in block.notes and not self.options.slow):
            return
        if "before" in block.notes:
            self.execute(block.line, block.notes["before"])
        self.last = self.execute(block.line, block.text)
        if self.options.print and self.last is not None:
            print(f"{self.name}:{block.line}\n{block.text}{self.last}")

    def output(self, block):
        if "shows" in block.notes:
            self.last = self.execute(block.line, block.notes["shows"])
        if self.last is None:
            return
        unlike = printed.difference(block.text, self.last)
        if unlike:
            self.fails(block.line, f"not what was printed\n{unlike}")

    def run(self):
        text = self.path.read_text()
        for block in documents.blocks(text):
            if "file" in block.notes:
                (self.folder / block.notes["file"]).write_text(block.text)
            if block.words == "sh":
                self.commands(block)
            elif block.words == "output":
                self.output(block)
        for script, figure in documents.DRAWN.findall(text):
            if not (self.folder / script).exists():
                self.fails("figure", f"the commands leave no {script}, of which {figure} is made")
        for call in documents.calls(text):
            unlike = check_call(call, self.folder, self.env)
            if unlike:
                self.fails("call", unlike)


def dead_links(path):
    for link in documents.links(path.read_text()):
        if re.match(r"\w+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = path if not file else path.parent / file
        if not target.exists():
            yield f"{path}: there is no {link}"
        elif anchor and anchor not in documents.anchors(target.read_text()):
            yield f"{path}: {target.name} has no heading #{anchor}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    paths = [options.sources / "README.md", *sorted((options.sources / "docs").rglob("*.md"))]
    paths = [p for p in paths if not options.documents or str(p.relative_to(options.sources)) in options.documents]
    wrong, ran = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        env = environment(Path(scratch), options.command.resolve())
        for path in paths:
            document = Document(path, env, Path(scratch), options)
            document.run()
            ran += document.ran
            wrong += document.wrong + list(dead_links(path))
    for figure in (options.sources / "docs" / "guide").rglob("*.png"):
        if figure.stat().st_size > LARGEST_FIGURE:
            wrong.append(f"{figure.name}: {figure.stat().st_size} bytes")
    for text in wrong:
        print(f"FAILED: {text}\n")
    print(f"{len(paths)} documents, {ran} blocks of commands, {len(wrong)} failures")
    return 1 if wrong or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
