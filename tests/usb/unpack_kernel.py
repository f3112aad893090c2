#!/usr/bin/env python3
"""unpack_kernel.py VMLINUZ VMLINUX: takes the kernel out of the program that unpacks it at every
boot, which an emulated processor needs half of a boot for. Does nothing where it is not packed by
xz: QEMU starts either."""

import lzma
import struct
import sys
from pathlib import Path

# https://docs.kernel.org/arch/x86/boot.html: setup_sects, payload_offset and payload_length
packed = Path(sys.argv[1]).read_bytes()
sectors, = struct.unpack_from("<B", packed, 0x1F1)
offset, length = struct.unpack_from("<II", packed, 0x248)
start = (sectors + 1) * 512 + offset
payload = packed[start:start + length]
if payload.startswith(b"\xfd7zXZ\0"):
    Path(sys.argv[2]).write_bytes(lzma.LZMADecompressor().decompress(payload))
