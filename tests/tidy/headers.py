#!/usr/bin/env python3
"""Compiles every header alone, so that none leans on what its includer happened to include.

    headers.py BUILD_FOLDER [HEADER ...]

A header that its own source includes first has been compiled alone by the build. Each other one
is compiled here, in a source that holds nothing but its #include, with the flags with which CMake
compiles a source beside it (compile_commands.json), and through ccache where there is one, so that
a second run looks only at what changed."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tree import Tree

ROOT = Path(__file__).resolve().parents[2]


def database(build):
    """(path from the root, command) of every source of the project that the build compiles."""
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = Path(entry["file"])
        if ROOT in source.parents and build not in source.parents:
            yield str(source.relative_to(ROOT)), shlex.split(entry["command"])


def commands_by_folder(build):
    """One compile command for each folder of the project, without source and output."""
    commands = {}
    for source, words in database(build):
        kept = []
        while words:
            word = words.pop(0)
            if word in ("-o", "-c"):
                words.pop(0)
            elif not word.startswith("-g"):
                kept.append(word)
        commands.setdefault(os.path.dirname(source), kept)
    return commands


def left_to_compile(tree, build):
    """The headers that no source in the build includes first."""
    first = set()
    for source, _ in database(build):
        first.update(path for _, quoted, path in list(tree.file(source).includes())[:1] if quoted)
    return [file.name for file in tree.cpp()
            if file.name.endswith(".hpp") and file.name not in first]


def command_for(header, commands):
    """The command of the header's own folder, else of the nearest folder above, else of any."""
    folder = os.path.dirname(header)
    while folder and folder not in commands:
        folder = os.path.dirname(folder)
    return commands.get(folder) or max(commands.values(), key=len)


def compile_alone(header, build, commands):
    source = build / "headers_alone" / (header + ".cpp")
    source.parent.mkdir(parents=True, exist_ok=True)
    text = f'#include "{header}"\n'
    if not source.exists() or source.read_text() != text:
        source.write_text(text)
    command = command_for(header, commands)
    if shutil.which("ccache") and Path(command[0]).name != "ccache":
        command = ["ccache", *command]
    output = source.with_suffix(".o")
    run = subprocess.run([*command, f"-I{ROOT}", "-O0", "-c", source, "-o", output],
                         capture_output=True, text=True,
                         env={**os.environ, "CCACHE_BASEDIR": str(ROOT), "CCACHE_NOHASHDIR": "1"})
    output.unlink(missing_ok=True)
    return run.stderr if run.returncode else ""


def main(build, headers):
    build = Path(build).resolve()
    headers = headers or left_to_compile(Tree(ROOT), build)
    commands = commands_by_folder(build)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        results = list(pool.map(lambda header: compile_alone(header, build, commands), headers))
    failed = [(header, errors) for header, errors in zip(headers, results) if errors]
    for header, errors in failed:
        print(f"{header} does not compile alone:\n{errors}")
    print(f"{len(headers) - len(failed)} of {len(headers)} headers compile alone")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
