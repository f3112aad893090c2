"""The gateway over real USB ports: a code from HTTP to a handset, and a cable that is pulled."""

import bench

CODE, NUMBER, E164 = "613142", "090-1234-5678", "+819012345678"
LONG_ON_THE_AIR = 600_000  # ms until +CMGS: far longer than any check


class Sending(bench.Check):
    def test_a_code_goes_through_a_usb_modem_to_its_handset(self):
        modem = self.modem(0)
        simulator = self.simulator(modem)
        port, = modem.ports()
        gateway = self.gateway({"docomo": f'device = "{port}"'})
        self.wait_ready(gateway, "docomo", port=port)
        message = gateway.post(NUMBER, CODE)
        arrived = simulator.arrival(CODE)
        self.assertEqual((arrived["to"], arrived["from"]), (E164, simulator.numbers[0]))
        self.check_attempts(gateway.wait_status(message, "delivered"), ("docomo", "accepted"))

    def test_unplugged_in_mid_send_a_text_is_unconfirmed_and_others_go_on(self):
        pulled, other = self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")
        slow = self.simulator(pulled, radio_ms=LONG_ON_THE_AIR)
        quick = self.simulator(other, seed=2)
        gateway = self.gateway({"pulled": f'device = "{pulled.ports()[0]}"',
                                "other": f'device = "{other.ports()[0]}"'})
        self.wait_ready(gateway, "pulled", "other")

        on_the_air = self.send(gateway, "pulled", "the cable goes")
        gateway.wait_line("wire:", "modem=pulled", "<1A>")
        pulled.unplug()
        self.check_sends(gateway, "other", quick, quick.numbers[0], "nothing happened")
        self.check_attempts(gateway.wait_status(on_the_air, "unconfirmed"), ("pulled", "unknown"))

        slow.stop()  # It had its power from the cable, and starts anew.
        self.assertNotIn("the cable goes", slow.output())
        again = self.simulator(pulled)
        pulled.plug()
        self.wait_ready(gateway, "pulled")
        self.check_sends(gateway, "pulled", again, again.numbers[0], "it is back")
        self.check_attempts(gateway.wait_status(on_the_air, "unconfirmed"), ("pulled", "unknown"))


if __name__ == "__main__":
    bench.main()
