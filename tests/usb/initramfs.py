"""What the guest's memory holds at its start: an archive in cpio's "newc" form, and what belongs
in it (programs with their libraries, kernel modules with what they need, Python's own modules)."""

import importlib.util
import os
import py_compile
import re
import stat
import subprocess
import sys
import tempfile
from modulefinder import ModuleFinder
from pathlib import Path


class Initramfs:
    """Files by their place in the guest; each is added once, with the folders above it."""

    def __init__(self, packages):
        self.packages = Path(packages)  # unpacked Debian packages: looked at before this machine
        self._entries = {}

    def add(self, place, content, mode=0o644):
        """@param content octets"""
        self._folders(place)
        self._entries[place] = (stat.S_IFREG | mode, content)

    def folder(self, place):
        self._folders(place + "/x")

    def copy(self, source, place=None):
        """A file, as it is, with its permissions; what a link leads to instead of the link."""
        source = Path(source)
        self.add(str(place or source), source.read_bytes(), source.stat().st_mode & 0o777)

    def copy_tree(self, source, place):
        for file in sorted(p for p in Path(source).rglob("*") if p.is_file()):
            self.copy(file, f"{place}/{file.relative_to(source)}")

    def program(self, source, place):
        """A program and the libraries that the loader would find for it."""
        self.copy(source, place)
        self.libraries(source)

    def libraries(self, binary):
        inside = [str(p) for p in self.packages.glob("**/lib/*-linux-gnu*") if p.is_dir()]
        listed = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True,
                                env=dict(os.environ, LD_LIBRARY_PATH=":".join(inside))).stdout
        if "not found" in listed:
            raise FileNotFoundError(f"{binary} lacks libraries:\n{listed}")
        for library in re.findall(r"(?:=> |^\s*)(/\S+) \(", listed, re.MULTILINE):
            place = library.removeprefix(str(self.packages.resolve()))
            if place not in self._entries:
                self.copy(library, place)

    def modules(self, names):
        """Kernel modules. @return the order in which they can be loaded."""
        files = {p.stem.replace("-", "_"): p for p in self.packages.glob("lib/modules/**/*.ko")}
        order = []

        def visit(name):
            if name in order:
                return
            text = files[name].read_bytes()
            for needed in re.search(rb"\0depends=([^\0]*)", text)[1].decode().split(","):
                if needed:
                    visit(needed.replace("-", "_"))
            order.append(name)
            self.add(f"/lib/modules/{name}.ko", text)

        for name in names:
            visit(name)
        return order

    def python(self, scripts):
        """The interpreter that runs this, and what `scripts` import, compiled already: compiling
        it anew would be the longest part of a guest's life."""
        interpreter = os.path.realpath(sys.executable)
        self.program(interpreter, interpreter)
        finder = ModuleFinder(path=[str(Path(scripts[0]).parent), *sys.path[1:]],
                              excludes=["ssl", "_ssl", "test", "tkinter", "pydoc", "doctest"])
        for script in scripts:
            finder.run_script(str(script))
        for name in ("encodings.ascii", "encodings.idna", "encodings.latin_1", "encodings.utf_8"):
            finder.import_hook(name)
        ours = Path(__file__).resolve().parents[1]
        for module in finder.modules.values():
            file = module.__file__
            if not file or ours in Path(file).resolve().parents:
                continue
            if file.endswith(".py"):
                self.add(file + "c", _compiled(file))
            else:
                self.copy(file)
                self.libraries(file)
        return interpreter

    def _folders(self, place):
        for parent in reversed(Path(place).parents):
            if str(parent) != "/":
                self._entries.setdefault(str(parent), (stat.S_IFDIR | 0o755, b""))

    def archive(self):
        out = bytearray()

        def entry(number, name, mode, content):
            name = name.encode() + b"\0"
            fields = (number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name), 0)
            out.extend(b"070701" + b"".join(b"%08X" % field for field in fields) + name)
            out.extend(bytes(-len(out) % 4))
            out.extend(content)
            out.extend(bytes(-len(out) % 4))

        for number, (place, (mode, content)) in enumerate(self._entries.items(), 1):
            entry(number, place.lstrip("/"), mode, content)
        entry(0, "TRAILER!!!", 0, b"")
        return bytes(out)


def _compiled(source):
    """A module's code. What lies beside it does where it is not older."""
    cached = Path(importlib.util.cache_from_source(source))
    if cached.exists() and cached.stat().st_mtime >= os.stat(source).st_mtime:
        return cached.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        return Path(py_compile.compile(source, os.path.join(folder, "c"))).read_bytes()
