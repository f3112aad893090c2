"""The project's files, and C++ text without what is not code."""

import os
import re
from pathlib import Path

PRODUCT = ("config", "modem", "queue", "gateway")
FOLDERS = PRODUCT + ("tests", "udev", "cmake", "scripts", "docs", "packaging", ".ci")
SKIPPED = {"build", "node_modules", "__pycache__", ".git", ".cache"}

# Raw strings, strings, comments, character literals (not the separators in 2'000'000).
NOT_CODE = re.compile(
    r'R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


class File:
    """One file of the tree; `name` is its path from the root, with slashes."""

    def __init__(self, root, name):
        self.name = name
        self.text = (root / name).read_text(encoding="utf-8", errors="replace")
        self._code = None

    @property
    def stem(self):
        return self.name.rsplit(".", 1)[0]

    @property
    def folder(self):
        return os.path.dirname(self.name)

    @property
    def code(self):
        """The text with comments and the insides of literals blanked; offsets stay the same."""
        if self._code is None:
            self._code = NOT_CODE.sub(blank, self.text)
        return self._code

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def includes(self):
        """Yields (line, quoted, path) for every #include that is not in a comment."""
        for found in INCLUDE.finditer(self.text):
            if "#" in self.code[found.start():found.end()]:
                yield self.line_of(found.start()), found[1] == '"', found[2]


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        names = [p.name for p in self.root.iterdir() if p.is_file()]
        for folder in FOLDERS:
            for where, subfolders, files in os.walk(self.root / folder):
                subfolders[:] = sorted(s for s in subfolders if s not in SKIPPED)
                names += [str((Path(where) / f).relative_to(self.root)) for f in files]
        self.names = sorted(names)
        self._files = {}

    def file(self, name):
        if name not in self._files:
            self._files[name] = File(self.root, name)
        return self._files[name]

    def cpp(self, *folders):
        """C++ files under these folders; under the product's and tests/ when none is named."""
        for name in self.names:
            if name.endswith((".hpp", ".cpp")) and name.startswith(
                    tuple(f + "/" for f in folders or PRODUCT + ("tests",))):
                yield self.file(name)

    def table(self, name, mark):
        """Rows of the Markdown table between `<!-- mark:begin -->` and `<!-- mark:end -->`."""
        text = self.file(name).text
        found = re.search(rf"<!-- {mark}:begin.*?-->(.*?)<!-- {mark}:end -->", text, re.DOTALL)
        if not found:
            raise SystemExit(f"{name}: no table marked {mark}")
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")]
                for line in found[1].splitlines() if line.strip().startswith("|")]
        return rows[2:]  # without heading and ruler


def blank(found):
    """Spaces for what a regular expression found, so that offsets and lines stay the same."""
    return re.sub(r"[^\n]", " ", found[0])


def line_of(text, found):
    return text.count("\n", 0, found.start()) + 1


def words(cell):
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", cell)
