#pragma once

namespace hayauma::io {

/// Raw, 115200 8N1, no flow control, modem lines ignored, VMIN=1. @return false: errno says why.
bool set_raw(int fd);

/// VMIN=1, VTIME=0: a read of nothing then is a hang-up and not just silence. libserialport leaves
/// VMIN=0, under which Asio takes silence for the end of file.
bool let_reads_wait(int fd);

/// What helps but need not work: DTR and RTS up (some USB ports say nothing without; some have
/// no such lines), no wait for output at close (root only), nothing left of an earlier owner.
void prepare_best_effort(int fd);

}  // namespace hayauma::io
