"""What the documents are made of: blocks of commands with what they print, calls within lines, links, headings."""

import re

FENCE = re.compile(r"^```(\w*)$")
COMMENT = re.compile(r"<!--\s*(.*?)\s*-->", re.S)
# Only these are ever run: documents also say how to install packages, and a test changes no machine.
HARMLESS = {"cellsim", "build/cli/cellsim", "head", "tail", "cut", "grep", "sed", "awk", "sort", "column", "jq", "cat", "ls", "mpirun"}
OPTIONAL = {"jq", "mpirun"}  # what a machine that builds cellsim need not have
DRAWN = re.compile(r"<!-- drawn: (\S+) -->\n!\[[^\]]*\]\((\S+)\)")  # a script of a run, the figure made of it
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


class Block:
    """A fenced block: its words (sh, output, c …), text, line, and what the comments right above it say."""

    def __init__(self, words, text, line, notes):
        self.words, self.text, self.line = words, text, line
        self.notes = notes  # of "not run: …", "slow: …", "before: …": {"before": "commands"}


def unknown_commands(text):
    """Commands of a block that are not harmless. Quoted text, and lines that go on, are no commands."""
    text = re.sub(r"'[^']*'|\"[^\"]*\"", "_", text.replace("\\\n", " "))
    for line in text.split("\n"):
        if "$(" in line or "`" in line:
            yield line
        for part in re.split(r"\|\||&&|[|;&]", re.sub(r"(^|\s)#.*", "", line)):
            if part.split() and part.split()[0] not in HARMLESS:
                yield part.split()[0]


def notes_above(lines):
    """The comments that end the lines, by their first word, such as {"slow": "5,000 cycles"}."""
    text = "\n".join(lines).rstrip()
    found = {}
    while text.endswith("-->"):
        comment = COMMENT.fullmatch(text[text.rindex("<!--"):])
        word, _, rest = comment.group(1).partition(":")
        found[word.strip()] = rest.strip()
        text = text[:text.rindex("<!--")].rstrip()
    return found


def blocks(text):
    lines, out, start = text.split("\n"), [], None
    for n, line in enumerate(lines):
        fence = FENCE.match(line)
        if start is None and fence:
            start, words = n, fence.group(1)
        elif start is not None and line == "```":
            out.append(Block(words, "\n".join(lines[start + 1:n]) + "\n", start + 1, notes_above(lines[:start])))
            start = None
    if start is not None:
        raise ValueError(f"line {start + 1}: a block without an end")
    return out


def prose(text):
    """The text without its blocks, line by line."""
    inside = False
    for line in text.split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif not inside:
            yield line


def calls(text):
    """Calls within lines: `cellsim run r175_li --config salt`; those with placeholders (CARD, …) are left out."""
    for line in prose(text):
        for call in re.findall(r"`(cellsim (?:run|check) [^`]*)`", line):
            if not re.search(r"…|\b[A-Z]{3,}\b", call):
                yield call


def links(text):
    for line in prose(text):
        yield from LINK.findall(re.sub(r"`[^`]*`", "", line))


def anchors(text):
    """The anchors of the headings, as GitHub and GitLab make them."""
    for line in prose(text):
        if re.match(r"#+ ", line):
            heading = line.lstrip("#").strip().lower().replace("`", "")
            yield re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")
