"""Files as terminated texts of a C file: embed.py OUT.c NAME=FILE ... (no FILE: an empty text)."""
import sys

with open(sys.argv[1], "w", encoding="ascii") as out:
    for word in sys.argv[2:]:
        name, _, path = word.partition("=")
        data = open(path, "rb").read() if path else b""
        if b"\0" in data:
            sys.exit(f"{path} is not a text")
        out.write(f"extern const char asset_{name}[];\nconst char asset_{name}[] = {{\n")
        for k in range(0, len(data), 24):
            out.write("".join(f"'\\x{byte:02x}'," for byte in data[k : k + 24]) + "\n")
        out.write("0};\n")
