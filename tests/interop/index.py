"""Virtual environments with packages of the Python package index."""
import subprocess
import sys

SKIPPED = 77
NO_INDEX = (
    "NewConnectionError", "ConnectTimeoutError", "NameResolutionError", "Temporary failure in name resolution",
    "Network is unreachable", "ProxyError", "Connection refused", "Read timed out", "CERTIFICATE_VERIFY_FAILED",
)  # fmt: skip


def call(*command):
    """A command that must succeed."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")


def environment(directory, *install):
    """The Python of a new virtual environment, after `pip install` with these arguments. Exit code 77 (meson: skipped) only
    if the package index cannot be reached."""
    call(sys.executable, "-m", "venv", directory)  # Debian: python3-venv
    python = directory / "bin" / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "--retries", "2", *install]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return python
    output = done.stdout + done.stderr
    if any(sign in output for sign in NO_INDEX):
        print("skipped: the package index cannot be reached, so nothing can be installed from it\n" + output)
        sys.exit(SKIPPED)
    raise SystemExit("packages cannot be installed\n" + output)
