"""Our udev rules, run by the real systemd-udevd on devices of the kernel."""

import grp
import os
import shutil
import stat
from pathlib import Path

import bench

RULES = Path("/bench/udev")


def who_may(path):
    """Group and mode of a device's node."""
    about = os.stat(path)
    return grp.getgrgid(about.st_gid).gr_name, stat.S_IMODE(about.st_mode)


class Rules(bench.Check):
    @classmethod
    def setUpClass(cls):
        # What programs do that save power: the kernel itself leaves such devices awake.
        early = Path("/etc/udev/rules.d/60-save-power.rules")
        early.parent.mkdir(parents=True)
        early.write_text('SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", '
                         'ATTR{power/control}="auto"\n')
        cls.udev = bench.Udev(RULES)
        cls.addClassCleanup(cls.udev.stop)

    def modem(self, socket, **options):
        modem = super().modem(socket, **options)
        self.udev.settle()
        return modem

    def test_names_lead_to_each_port_by_serial_and_by_socket(self):
        modem = self.modem(1, serial="AAAA1111", ports=2)
        for interface, port in zip(("00", "02"), modem.ports()):
            for name in (f"AAAA1111-if{interface}", f"{modem.place.name}-if{interface}"):
                self.assertEqual(os.path.realpath(f"/dev/hayauma/{name}"), port, name)
        modem.unplug()
        self.udev.settle()
        self.assertFalse(os.path.lexists("/dev/hayauma/AAAA1111-if00"))

    def test_twins_without_a_serial_have_names_by_socket(self):
        for modem in (self.modem(0), self.modem(1)):
            port, = modem.ports()
            self.assertEqual(os.path.realpath(f"/dev/hayauma/{modem.place.name}-if00"), port)

    def test_modemmanager_is_kept_off_our_modems_alone(self):
        port, = self.modem(0).ports()
        device = self.udev.properties(port)
        self.assertEqual((device.get("ID_MM_DEVICE_IGNORE"), device.get("ID_MM_PORT_IGNORE")),
                         ("1", "1"))
        board = self.modem(1, usb_id="2341:0043", maker="Arduino", model="Uno")
        other, = board.ports()
        self.assertEqual((board.place / "power/control").read_text(), "auto\n")
        device = self.udev.properties(other)
        self.assertFalse([name for name in device if name.startswith("ID_MM_")], device)
        self.assertFalse([*Path("/dev/hayauma").glob("2-1*")])

    def test_the_port_and_the_device_are_open_to_the_group_and_awake(self):
        modem = self.modem(0)
        port, = modem.ports()
        self.assertEqual(who_may(port), ("hayauma", 0o660))
        self.assertEqual(who_may(modem.node), ("hayauma", 0o660))
        self.assertEqual((modem.place / "power/control").read_text(), "on\n")

    def test_the_daemon_needs_no_root_to_send_through_such_a_port(self):
        modem = self.modem(0, serial="AAAA1111")
        simulator = self.simulator(modem)
        shutil.chown(self.folder, "hayauma", "hayauma")
        gateway = self.gateway({"docomo": 'device = "/dev/hayauma/AAAA1111-if00"'},
                               user="hayauma", group="hayauma", extra_groups=[])
        self.wait_ready(gateway, "docomo", port=modem.ports()[0])
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "without root")


if __name__ == "__main__":
    bench.main()
