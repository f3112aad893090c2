"""How files look and whether they are used: columns, first lines, lists, lengths, links."""

import os
import re

from tree import FOLDERS, blank, line_of

COLUMNS = 100
COLUMNS_OF_DATA = 120  # a row of a test's table is not broken for a few columns
FUNCTION_LINES = 60  # look again at 40; nobody reads beyond this
TEST_LINES = 120  # with its table of cases
LONG_FUNCTIONS = "tests/tidy/long_functions.txt"
CODE = (".cpp", ".hpp", ".py", ".cmake", "CMakeLists.txt")
SCOPE = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
FUNCTION = re.compile(r"\)\s*((const|noexcept|override|final|mutable|&&?)\s*)*"
                      r"((->|:(?!:)|requires\b).*)?$", re.DOTALL)


def check_columns(tree):
    for name in tree.names:
        if not (name.endswith(CODE) or name.startswith(("scripts/", ".ci/"))):
            continue
        text = tree.file(name).text
        if text and not text.endswith("\n"):
            yield f"{name}: no line end at its end"
        for number, line in enumerate(text.split("\n"), 1):
            limit = COLUMNS_OF_DATA if name.startswith("tests/") and '"' in line else COLUMNS
            if len(line) > limit and "://" not in line:
                yield f"{name}:{number}: {len(line)} columns"
            if line != line.rstrip() or "\t" in line:
                yield f"{name}:{number}: a tab, or a space before the line's end"


def check_headers(tree):
    """#pragma once on top; a source includes its own header first."""
    for file in tree.cpp():
        code = [line for line in file.code.splitlines() if line.strip()]
        if file.name.endswith(".hpp") and (not code or code[0].strip() != "#pragma once"):
            yield f"{file.name}: does not begin with #pragma once"
        own = file.stem + ".hpp"
        includes = [path for _, quoted, path in file.includes()]
        if file.name.endswith(".cpp") and own in tree.names and own in includes:
            if includes[0] != own:
                yield f"{file.name}: its own header is not the first it includes"


def check_listed(tree):
    """Every source stands in a CMakeLists.txt; every header and every data file is used by one."""
    lists = "\n".join(tree.file(n).text for n in tree.names if n.endswith("CMakeLists.txt"))
    included = {path for file in tree.cpp() for _, quoted, path in file.includes() if quoted}
    for file in tree.cpp():
        if file.name.endswith(".cpp"):
            folder = file.folder
            while folder and not _lists(tree, folder, file.name):
                folder = os.path.dirname(folder)
            if not folder:
                yield f"{file.name}: no CMakeLists.txt lists it"
        elif file.name not in included:
            yield f"{file.name}: nobody includes it"
    users = lists + "\n".join(f.text for f in tree.cpp("tests")) + "\n".join(
        tree.file(n).text for n in tree.names
        if n.startswith("tests/") and n.endswith((".py", ".js")))
    for name in tree.names:
        if name.startswith("tests/data/") and not name.endswith("README.md"):
            folder, base = os.path.split(name)
            if base not in users and os.path.basename(folder) not in users:
                yield f"{name}: no test names it or its folder"


def _lists(tree, folder, name):
    cmake = f"{folder}/CMakeLists.txt"
    relative = re.escape(os.path.relpath(name, folder))
    return cmake in tree.names and re.search(rf"(?<![\w./-]){relative}(?![\w.-])",
                                             tree.file(cmake).text)


def functions(file):
    """Yields (name, first line, lines). Counts on the project's own format: a function's brace
    comes after a space, an initialiser's does not."""
    code = re.sub(r"(?m)^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, file.code)  # no macros
    stack, start = [], 0
    for found in re.finditer(r"[{};]", code):
        at, char = found.start(), found[0]
        if char == "{":
            head = code[start:at]
            in_function = any(kind == "function" for kind, *_ in stack)
            if in_function or not head.strip() or head[-1] not in " \n":
                kind = "block"
            elif FUNCTION.search(head.rstrip()) and not _assigns(head):
                kind = "function"
            elif SCOPE.search(head):
                kind = "scope"
            else:
                kind = "block"
            first = start + len(head) - len(head.lstrip()) if head.strip() else at
            stack.append((kind, head, first))
            if kind != "block":
                start = at + 1
        elif char == "}" and stack:
            kind, head, first = stack.pop()
            if kind == "function":
                yield _name(head, file.text[first:at]), file.line_of(first), \
                    file.text.count("\n", first, at) + 1
            if kind != "block":
                start = at + 1
        elif char == ";" and not any(kind == "function" for kind, *_ in stack):
            start = at + 1


def _assigns(head):
    """Whether it is an initialiser: an = outside of parentheses that is not an operator's name."""
    outside = re.sub(r"\(.*\)", "", re.sub(r"operator\s*[^\w\s(]+", "", head), flags=re.DOTALL)
    return "=" in outside


def _name(head, text):
    title = re.match(r'\s*(?:TEST_CASE|SCENARIO)\(\s*"([^"]*)"', text)
    if title:
        return title[1]
    name = re.search(r"((?:\w+::)*operator\s*[^\s(]+|[\w:~]+)\s*\(", head)
    return name[1] if name else "?"


def check_function_length(tree):
    """A ratchet: what is too long is on the list with its length, and can only get shorter."""
    allowed = {}
    for line in tree.file(LONG_FUNCTIONS).text.splitlines():
        if line.strip() and not line.startswith("#"):
            place, name, lines = (part.strip() for part in line.split("|"))
            allowed[place, name] = int(lines)
    long = {}
    for file in tree.cpp():
        for name, line, lines in functions(file):
            limit = TEST_LINES if file.name.startswith("tests/") else FUNCTION_LINES
            if lines <= limit:
                continue
            long[file.name, name] = lines
            if lines > allowed.get((file.name, name), limit):
                yield f"{file.name}:{line}: {name} has {lines} lines"
    for key, lines in sorted(allowed.items()):
        if lines > long.get(key, 0):
            yield f"{LONG_FUNCTIONS}: {' | '.join(key)} is shorter now: lower or remove its line"


def check_documents(tree):
    """Links inside the documents lead somewhere, and the files they name exist."""
    for name in tree.names:
        if not name.endswith(".md"):
            continue
        text = re.sub(r"```.*?```", blank, tree.file(name).text, flags=re.DOTALL)
        for found in re.finditer(r"\]\(([^)#\s]+)[^)]*\)", text):
            target = os.path.normpath(os.path.join(os.path.dirname(name), found[1]))
            if "://" not in found[1] and not (tree.root / target).exists():
                yield f"{name}:{line_of(text, found)}: no such file: {found[1]}"
        for found in re.finditer(r"`([\w.-]+(?:/[\w.-]+)+\.(?:hpp|cpp|py|txt|toml|md))`", text):
            path = found[1]
            if path.split("/")[0] in FOLDERS and not (tree.root / path).exists():
                yield f"{name}:{line_of(text, found)}: no such file: {path}"
