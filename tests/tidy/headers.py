#!/usr/bin/env python3
"""Compiles every header alone, so that none leans on what its includer happened to include.

    headers.py BUILD_FOLDER [HEADER ...]

Each header gets the flags with which CMake compiles a source beside it (compile_commands.json), in
a source that holds nothing but its #include. Through ccache where there is one, so that a second
run looks only at what changed."""

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


def commands_by_folder(build):
    """One compile command for each folder of the project, without source and output."""
    commands = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = Path(entry["file"])
        if ROOT not in source.parents:
            continue
        words, kept = shlex.split(entry["command"]), []
        while words:
            word = words.pop(0)
            if word in ("-o", "-c"):
                words.pop(0)
            elif not word.startswith("-g"):
                kept.append(word)
        commands.setdefault(str(source.parent.relative_to(ROOT)), kept)
    return commands


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
    headers = headers or [file.name for file in Tree(ROOT).cpp() if file.name.endswith(".hpp")]
    commands = commands_by_folder(build)
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        results = list(pool.map(lambda header: compile_alone(header, build, commands), headers))
    failed = [(header, errors) for header, errors in zip(headers, results) if errors]
    for header, errors in failed:
        print(f"{header} does not compile alone:\n{errors}")
    print(f"{len(headers) - len(failed)} of {len(headers)} headers compile alone")
    return 1 if failed or not headers else 0


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
