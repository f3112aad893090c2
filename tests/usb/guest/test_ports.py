"""Real ports of the kernel's USB stack through libserialport and modem/io."""

import os

import bench


class Ports(bench.Check):
    def listed(self):
        return [line.split("\t") for line in bench.usb_port("list").splitlines()]

    def test_libserialport_tells_two_identical_modems_apart_by_serial(self):
        modems = [self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")]
        for modem in modems:
            port, = modem.ports()
            self.assertIn([port, "2c7c:125", modem.serial, "Quectel", "EC25"], self.listed())

    def test_a_port_is_opened_by_libserialport_and_its_reads_wait(self):
        modem = self.modem(0)
        self.simulator(modem)
        port, = modem.ports()
        held = self.hold(port)
        self.assertEqual(held.wait_line("opened").split("\t")[1:],
                         [port, "libserialport", "vmin=1", "a read of nothing waits"])
        self.assertEqual(held.wait_line("answer"), "answer\tOK")

    def test_an_unplug_ends_a_read_that_waits_and_the_port_is_absent_then(self):
        modem = self.modem(0)
        self.simulator(modem)
        port, = modem.ports()
        held = self.hold(port)
        held.wait_line("answer\tOK")
        modem.unplug()
        self.assertEqual(held.wait_line("end"), "end\tserial port lost")
        self.assertIn("no such device", bench.usb_port("hold", port))

    def test_a_modem_whose_port_is_still_held_comes_back_under_another_name(self):
        modem = self.modem(0, serial="AAAA1111")
        self.simulator(modem)
        port, = modem.ports()
        still_open = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.addCleanup(os.close, still_open)
        modem.unplug()
        again, = modem.plug()
        self.assertNotEqual(again, port)
        self.assertIn([again, "2c7c:125", modem.serial, "Quectel", "EC25"], self.listed())
        self.hold(again).wait_line("answer\tOK")


if __name__ == "__main__":
    bench.main()
