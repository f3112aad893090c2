"""Modems that are named by what they are, and not by where they turn up."""

import os
import termios
import tty

import bench


def ask_imei(port):
    """What the modem at that port answers to AT+CGSN."""
    line = os.open(port, os.O_RDWR | os.O_NOCTTY)
    try:
        tty.setraw(line)
        termios.tcflush(line, termios.TCIOFLUSH)
        os.write(line, b"ATE0\rAT+CGSN\r")
        answer = b""
        while answer.count(b"OK\r\n") < 2:
            answer += os.read(line, 4096)
        return next(word.decode() for word in answer.split() if word.isdigit() and len(word) == 15)
    finally:
        os.close(line)


class Discovery(bench.Check):
    def test_a_modem_is_found_by_its_usb_id_alone_and_sends_a_code(self):
        modem = self.modem(0)
        simulator = self.simulator(modem)
        gateway = self.gateway({"docomo": 'usb = "2c7c:0125"'})
        self.wait_ready(gateway, "docomo", port=modem.ports()[0])
        message = gateway.post("090-1234-5678", "613142")
        simulator.arrival("613142")
        self.check_attempts(gateway.wait_status(message, "delivered"), ("docomo", "accepted"))

    def test_twins_are_told_apart_by_serial_in_whatever_order_they_come(self):
        one, other = self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")
        simulator = self.simulator(one, other)
        gateway = self.gateway({"other": 'usb = "2c7c:0125"\nserial = "BBBB2222"',
                                "one": 'usb = "2c7c:0125"\nserial = "AAAA1111"'})
        self.wait_ready(gateway, "one", "other")
        self.check_sends(gateway, "one", simulator, simulator.numbers[0], "from one")
        self.check_sends(gateway, "other", simulator, simulator.numbers[1], "from other")

    def test_twins_without_a_serial_are_told_apart_by_imei(self):
        one, other = self.modem(0), self.modem(1)
        simulator = self.simulator(one, other)
        imeis = [ask_imei(modem.ports()[0]) for modem in (one, other)]
        self.assertNotEqual(*imeis)
        gateway = self.gateway({"other": f'imei = "{imeis[1]}"', "one": f'imei = "{imeis[0]}"'})
        self.wait_ready(gateway, "other", port=other.ports()[0])
        self.wait_ready(gateway, "one", port=one.ports()[0])
        self.check_sends(gateway, "other", simulator, simulator.numbers[1], "from other")
        self.check_sends(gateway, "one", simulator, simulator.numbers[0], "from one")

    def test_by_usb_id_a_modem_is_used_again_under_another_tty(self):
        modem = self.modem(0, serial="AAAA1111")
        simulator = self.simulator(modem)
        gateway = self.gateway({"docomo": 'usb = "2c7c:0125"'})
        before, = modem.ports()
        self.wait_ready(gateway, "docomo", port=before)
        still_open = os.open(before, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        self.addCleanup(os.close, still_open)
        modem.unplug()
        after, = modem.plug()
        self.assertNotEqual(after, before)
        self.wait_ready(gateway, "docomo", port=after)
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "after")

    def test_by_imei_a_modem_is_used_again_in_another_socket(self):
        modem = self.modem(0)
        simulator = self.simulator(modem)
        imei = ask_imei(modem.ports()[0])
        gateway = self.gateway({"docomo": f'imei = "{imei}"'})
        self.wait_ready(gateway, "docomo", port=modem.ports()[0])
        modem.unplug()
        modem.socket = 2
        self.assertIn("/dummy_hcd.2/", str(modem.plug() and modem.place))
        self.wait_ready(gateway, "docomo", port=modem.ports()[0])
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "moved")

    def test_of_two_ports_of_one_modem_the_wanted_interface_is_used(self):
        modem = self.modem(0, ports=2)
        simulator = self.simulator(modem, port=1)
        gateway = self.gateway({"docomo": 'usb = "2c7c:0125"\ninterface = 2'})
        self.wait_ready(gateway, "docomo", port=modem.ports()[1])
        self.check_sends(gateway, "docomo", simulator, simulator.numbers[0], "by the second")


if __name__ == "__main__":
    bench.main()
