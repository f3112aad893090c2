"""A Telit whose driver entry has no control lines: libserialport fails where it sets RTS."""

import bench


class NoControlLines(bench.Check):
    def telit(self):
        return self.modem(0, usb_id="1bc7:1201", maker="Telit", model="LE920", function="gser")

    def test_a_port_that_refuses_rts_is_opened_by_ourselves_and_works(self):
        modem = self.telit()
        self.simulator(modem)
        port, = modem.ports()
        self.assertTrue(port.startswith("/dev/ttyUSB"), port)
        held = self.hold(port)
        self.assertEqual(held.wait_line("opened").split("\t")[1:],
                         [port, "termios_fallback", "vmin=1", "a read of nothing waits"])
        self.assertEqual(held.wait_line("answer"), "answer\tOK")
        modem.unplug()
        self.assertEqual(held.wait_line("end"), "end\tserial port lost")

    def test_the_gateway_sends_through_such_a_port_and_notes_it_once(self):
        modem = self.telit()
        simulator = self.simulator(modem)
        port, = modem.ports()
        gateway = self.gateway({"telit": f'device = "{port}"'})
        gateway.wait_line("libserialport=refused", "opened_by=termios", port)
        self.wait_ready(gateway, "telit", port=port)
        self.check_sends(gateway, "telit", simulator, simulator.numbers[0], "without RTS")


if __name__ == "__main__":
    bench.main()
