#!/usr/bin/env python3
"""Boots a guest, runs one script of tests/usb/guest in it and passes on what it reports.

    run.py --hayauma PROGRAM --usb-port PROGRAM --debian FOLDER SCRIPT
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from initramfs import Initramfs

HERE = Path(__file__).resolve().parent
SKIPPED = 77
PATIENCE = 300  # seconds until a guest is given up; the slowest takes a tenth of it
MEMORY = "512M"
MODULES = ["dummy_hcd", "usb_f_acm", "usb_f_serial", "cdc_acm", "option"]
UDEV_RULES = ["50-udev-default", "60-serial"]  # of Debian's, beside our own

INIT = """#!/bin/busybox sh
# The first process: just enough of a system for a script, whose end is the machine's.
/bin/busybox --install -s /bin
export PATH=/bin HOME=/root
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /run /tmp /root
mount -t devpts devpts /dev/pts
ip link set lo up
for module in {modules}; do
    case $module in dummy_hcd) options=num=4 ;; *) options= ;; esac
    insmod /lib/modules/$module.ko $options || echo "no module $module"
done
mount -t configfs configfs /sys/kernel/config
{python} -S -B /bench/guest/{script}.py || {{ echo "kernel log:"; dmesg | tail -n 60; }}
poweroff -f
"""


def skip(why):
    print(f"skipped: {why} (scripts/test --full installs it)")
    sys.exit(SKIPPED)


def kernel_in(debian):
    if platform.machine() != "x86_64":
        print("skipped: the bench has a kernel for amd64 only")
        sys.exit(SKIPPED)
    if shutil.which("qemu-system-x86_64") is None:
        skip("qemu-system-x86_64 is not installed")
    if not (debian / "complete").exists():
        skip("the guest's Debian packages have not been fetched")
    return next(debian.glob("boot/vmlinux"), None) or next(debian.glob("boot/vmlinuz-*"))


def contents(arguments):
    """Everything that the guest needs, in one archive."""
    debian = arguments.debian
    image = Initramfs(debian)
    for folder in ("/proc", "/sys", "/dev", "/run", "/tmp", "/root"):
        image.folder(folder)
    image.copy(debian / "bin/busybox", "/bin/busybox")
    image.program(arguments.hayauma, "/bench/bin/hayauma")
    image.program(arguments.usb_port, "/bench/bin/usb_port")
    image.copy_tree(HERE / "guest", "/bench/guest")
    image.copy(HERE.parent / "support/daemon.py", "/bench/guest/daemon.py")

    for name in ("/bin/udevadm", "/lib/systemd/systemd-udevd"):  # one program; its name decides
        image.program(debian / "bin/udevadm", name)
    for rules in UDEV_RULES:
        name = f"lib/udev/rules.d/{rules}.rules"
        image.copy(debian / name, f"/{name}")
    image.folder("/bench/udev")
    image.copy_tree(HERE.parents[1] / "udev", "/bench/udev")
    image.copy_tree(HERE / "etc", "/etc")

    modules = image.modules(MODULES)
    python = image.python([HERE / f"guest/{arguments.script}.py", HERE.parent / "support/daemon.py"])
    init = INIT.format(modules=" ".join(modules), python=python, script=arguments.script)
    image.add("/init", init.encode(), 0o755)
    return image.archive()


def boot(kernel, archive):
    """@return the lines that the guest wrote to its console."""
    with tempfile.NamedTemporaryFile(prefix="hayauma-usb-", suffix=".cpio") as initramfs:
        initramfs.write(archive)
        initramfs.flush()
        machine = subprocess.Popen(
            # Not -machine microvm, which boots faster: its one timer is too few for the kernel to
            # find the processor's speed where this machine is busy, and then it hangs.
            ["qemu-system-x86_64", "-machine", "q35", "-accel", "tcg", "-m", MEMORY,
             "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
             "-serial", "stdio", "-kernel", str(kernel), "-initrd", initramfs.name,
             "-append", "console=ttyS0 quiet panic=-1"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace")
        limit = threading.Timer(PATIENCE, machine.kill)
        limit.start()
        lines = []
        try:
            for line in machine.stdout:
                lines.append(line.rstrip())
                print(lines[-1], flush=True)
        finally:
            limit.cancel()
            machine.kill()
            machine.wait()
        return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hayauma", type=Path, required=True, help="the program under test")
    parser.add_argument("--usb-port", type=Path, required=True, help="the bench's own program")
    parser.add_argument("--debian", type=Path, required=True, help="what tests/usb/fetch unpacked")
    parser.add_argument("script", help="a script of tests/usb/guest, without .py")
    arguments = parser.parse_args()

    kernel = kernel_in(arguments.debian.resolve())
    arguments.debian = arguments.debian.resolve()
    if not arguments.hayauma.exists():
        print(f"{arguments.hayauma} is not built: scripts/build release")
        return 1
    lines = boot(kernel, contents(arguments))
    return 0 if any(line.startswith("bench: passed ") for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
