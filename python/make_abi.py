"""The module cellsim._abi, made from the public header, so that the two cannot differ: make_abi.py HEADER OUTPUT"""
import pathlib
import re
import sys

from cffi import FFI


def declarations(header):
    """What a C compiler that knows no C++ and no visibility would see of it."""
    text = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", header, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return "\n".join(lines).replace("CELLSIM_API ", "")


def main(header, output):
    ffi = FFI()
    ffi.cdef(declarations(pathlib.Path(header).read_text(encoding="utf-8")))
    ffi.cdef("int atoi(const char *);")  # of the C library, which comes with it: cellsim/running.py
    ffi.set_source("cellsim._abi", None)
    ffi.emit_python_code(output)


main(*sys.argv[1:])
