"""Modems by the names that udevd gives them, whatever the kernel calls their ports."""

import os

import bench


class Replug(bench.Check):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(bench.Udev().stop)

    def by_id(self, modem):
        name = f"/dev/serial/by-id/usb-Quectel_EC25_{modem.serial}-if00"
        bench.wait_for(lambda: os.path.exists(name), name)
        return f'device = "{name}"'

    def test_a_modem_that_comes_back_as_another_tty_is_used_again(self):
        modem = self.modem(0, serial="AAAA1111")
        simulator = self.simulator(modem)
        before, = modem.ports()
        gateway = self.gateway({"docomo": self.by_id(modem)})
        self.wait_ready(gateway, "docomo", port=before)
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "before")

        # Somebody who does not close it keeps the old name from being free again.
        still_open = os.open(before, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.addCleanup(os.close, still_open)
        modem.unplug()
        after, = modem.plug()
        self.assertNotEqual(after, before)
        self.wait_ready(gateway, "docomo", port=after)
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "after")

    def test_two_identical_modems_keep_their_names_when_they_change_places(self):
        one, other = self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")
        simulator = self.simulator(one, other)
        gateway = self.gateway({"one": self.by_id(one), "other": self.by_id(other)})
        self.wait_ready(gateway, "one", "other")
        ports = one.ports() + other.ports()
        one.unplug()
        other.unplug()
        bench.wait_for(lambda: not any(map(os.path.exists, ports)), "no port")
        other.plug()
        one.plug()
        self.assertEqual(other.ports() + one.ports(), ports)  # each has the other's old port
        self.wait_ready(gateway, "one", port=ports[1])
        self.wait_ready(gateway, "other", port=ports[0])
        self.check_sends(gateway, "one", simulator, simulator.numbers[0], "from one")
        self.check_sends(gateway, "other", simulator, simulator.numbers[1], "from other")


if __name__ == "__main__":
    bench.main()
