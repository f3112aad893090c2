"""Who may include whom, and what pure code keeps away from: the tables of docs/ARCHITECTURE.md."""

import re
from fnmatch import fnmatch

from tree import PRODUCT, words

DOCUMENT = "docs/ARCHITECTURE.md"

# Standard headers that bring a thread, a file, a stream or the machine's state with them.
IMPURE_HEADERS = {
    "atomic", "barrier", "condition_variable", "csignal", "ctime", "filesystem",
    "fstream", "future", "iostream", "latch", "mutex", "semaphore", "shared_mutex", "stop_token",
    "syncstream", "thread",
}
# The C++ library and the system's own headers; the libraries with a .h of their own have a row.
STANDARD = re.compile(r"[a-z0-9_]+|(sys|net|netinet|arpa|linux)/[a-z0-9_/]+\.h|"
                      r"(errno|fcntl|poll|pty|grp|pwd|signal|stdlib|syslog|termios|unistd|netdb|dirent)\.h")
IMPURE_CALLS = {
    r"\w*clock::now\b": "reads a clock",
    r"\bwall_now\b": "reads a clock",
    r"\brandom_device\b": "draws from the machine",
    r"\bgetenv\b": "reads the environment",
}


class Row:
    def __init__(self, cells):
        self.names = words(cells[0])
        self.pure = cells[1] == "pure"
        self.everything = cells[2] == "everything"
        self.allowed = set(words(cells[2]))


class Arrows:
    def __init__(self, tree):
        self.rows = {}
        for cells in tree.table(DOCUMENT, "arrows"):
            row = Row(cells)
            for name in row.names:
                self.rows[name] = row

    def owner(self, file):
        """The row of a file: its own if it has one, else its folder's."""
        return file.stem if file.stem in self.rows else file.folder

    def allows(self, source, target):
        who, whom = self.owner(source), self.owner(target)
        row = self.rows[who]
        if row.pure and not self.rows[whom].pure:
            return False
        if row.everything or row is self.rows[whom]:
            return True
        return bool(row.allowed & {whom, target.stem, *self.rows[whom].names})

    def cycle(self):
        """Some rows that reach themselves, or nothing. Entries of one file count as its folder."""
        def next_rows(name):
            if self.rows[name].everything:
                return set(self.rows) - set(self.rows[name].names)
            return {a if a in self.rows else a.rsplit("/", 1)[0] for a in self.rows[name].allowed}

        done, path = set(), []

        def visit(name):
            if name in path:
                return path[path.index(name):] + [name]
            if name in done or name not in self.rows:
                return None
            path.append(name)
            for other in sorted(next_rows(name) - {name}):
                found = visit(other)
                if found:
                    return found
            path.pop()
            done.add(name)
            return None

        return next((found for found in map(visit, sorted(self.rows)) if found), None)


def check_arrows(tree):
    arrows = Arrows(tree)
    cycle = arrows.cycle()
    if cycle:
        yield f"{DOCUMENT}: the table goes in a circle: {' -> '.join(cycle)}"
    for file in tree.cpp(*PRODUCT):
        if arrows.owner(file) not in arrows.rows:
            yield f"{file.name}: {DOCUMENT} has no row for {file.folder}"
            continue
        for line, quoted, path in file.includes():
            if not quoted or _generated(tree, file.folder, path):
                continue
            if path not in tree.names:
                yield f"{file.name}:{line}: \"{path}\" is not a path from the project's root"
            elif path.startswith("tests/"):
                yield f"{file.name}:{line}: the product includes a test's file, {path}"
            elif arrows.owner(tree.file(path)) not in arrows.rows:
                yield f"{file.name}:{line}: {DOCUMENT} has no row for {path}"
            elif not arrows.allows(file, tree.file(path)):
                yield f"{file.name}:{line}: {arrows.owner(file)} may not include {path}"


def _generated(tree, folder, path):
    """Whether the folder's own CMakeLists.txt writes this header for it when it builds."""
    cmake = f"{folder}/CMakeLists.txt"
    return path.startswith(folder + "/") and cmake in tree.names and (
        f"generated/{path}" in tree.file(cmake).text)


def check_purity(tree):
    arrows = Arrows(tree)
    for file in tree.cpp(*PRODUCT):
        row = arrows.rows.get(arrows.owner(file))
        if not row or not row.pure:
            continue
        for line, quoted, path in file.includes():
            if not quoted and (path in IMPURE_HEADERS or path.endswith(".h")):
                yield f"{file.name}:{line}: pure code includes <{path}>"
        for pattern, what in IMPURE_CALLS.items():
            for found in re.finditer(pattern, file.code):
                yield f"{file.name}:{file.line_of(found.start())}: pure code {what}: {found[0]}"


def check_libraries(tree):
    """Every library stands in the table, and only its users include it."""
    arrows = Arrows(tree)
    libraries = {prefix: users for cells in tree.table(DOCUMENT, "libraries")
                 for prefix in words(cells[0]) for users in [words(cells[1])]}
    for file in tree.cpp(*PRODUCT):
        owner = arrows.owner(file)
        for line, quoted, path in file.includes():
            prefix = max((p for p in libraries if path.startswith(p)), key=len, default=None)
            if quoted or STANDARD.fullmatch(path):
                continue
            if prefix is None:
                yield f"{file.name}:{line}: {DOCUMENT} has no row for the library of <{path}>"
            elif not any(fnmatch(owner, users) or file.stem == users
                         for users in libraries[prefix]):
                yield f"{file.name}:{line}: {owner} may not include <{path}>"
