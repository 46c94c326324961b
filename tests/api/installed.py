"""What an installed package is for: the program of the README as it stands there, and the examples, compiled with pkg-config against a fresh installation and run.

    installed.py MESON BUILD SOURCE_ROOT [C++ COMPILER]
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def run(arguments, **keywords):
    done = subprocess.run(arguments, capture_output=True, text=True, **keywords)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def readme_program(root):
    section = (root / "README.md").read_text().split("\n## In a program\n")[1].split("\n## ")[0]
    programs = re.findall(r"```c\n(.*?)```", section, re.DOTALL)
    if len(programs) != 1:
        sys.exit("README, In a program: one program is expected")
    return programs[0]


class Package:
    """An installation below a folder of its own."""

    def __init__(self, meson, build, folder):
        run([meson, "install", "-C", build, "--no-rebuild", "--destdir", folder])
        self.file = next(pathlib.Path(folder).rglob("cellsim.pc"))
        self.environment = dict(os.environ, PKG_CONFIG_PATH=str(self.file.parent), PKG_CONFIG_SYSROOT_DIR=folder,
                                LD_LIBRARY_PATH=str(self.file.parent.parent))
        self.data = next(pathlib.Path(folder).rglob("share/cellsim"))
        headers = [path for path in pathlib.Path(folder).rglob("*.h")]
        if [path.name for path in headers] != ["cellsim.h"]:
            sys.exit(f"one header is expected, not {headers}")

    def flags(self):
        static = [] if list(self.file.parent.parent.glob("libcellsim.so")) else ["--static"]
        return run(["pkg-config", "--cflags", "--libs", *static, "cellsim"], env=self.environment).split()

    def program(self, compiler, source, out, *arguments):
        """Compiled, and run where the cards that come along are found."""
        run([*compiler, *STRICT, source, "-o", out, *self.flags()], env=self.environment)
        return run([out, *arguments], env=self.environment, cwd=self.data)


def main(meson, build, root, cpp=None):
    root = pathlib.Path(root)
    cc = [os.environ.get("CC", "cc"), "-std=c11"]
    with tempfile.TemporaryDirectory() as folder:
        package = Package(meson, build, folder)
        readme = pathlib.Path(folder) / "readme.c"
        readme.write_text(readme_program(root))
        lines = package.program(cc, readme, f"{folder}/readme").splitlines()
        if len(lines) != 10 or not all(re.fullmatch(r" ?\d+ mg/cm2: +\d+\.\d{3} mWh/cm2 at 1C", line) for line in lines):
            sys.exit("the README's program prints\n" + "\n".join(lines))
        curve = package.program(cc, root / "examples/discharge.c", f"{folder}/discharge", "r175_li", "1C")
        if "mAh/g" not in curve:
            sys.exit(f"discharge prints\n{curve}")
        best = package.program(cc, root / "examples/sweep.c", f"{folder}/sweep")
        if not best.startswith("1000 designs"):
            sys.exit(f"sweep prints\n{best}")
        print(lines[0], curve.splitlines()[0], best, sep="\n")
        if not cpp:
            print("skipped: C++ (no compiler)")
        elif package.program([cpp, "-std=c++17"], root / "examples/sweep.cpp", f"{folder}/sweep_cpp") != best:
            sys.exit("the sweep in C++ finds something else")


main(*sys.argv[1:])
