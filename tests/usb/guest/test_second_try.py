"""A code whose modem is unplugged while it is on the air."""

import bench

LONG_ON_THE_AIR = 600_000  # ms until +CMGS: far longer than any check


class SecondTry(bench.Check):
    def test_unplugged_in_mid_send_a_code_goes_out_through_the_other_modem(self):
        pulled, other = self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")
        self.simulator(pulled, radio_ms=LONG_ON_THE_AIR)
        gateway = self.gateway({"pulled": f'device = "{pulled.ports()[0]}"',
                                "other": f'device = "{other.ports()[0]}"'})
        self.wait_ready(gateway, "pulled")
        message = gateway.post("090-1234-5678", "613142")
        gateway.wait_line("wire:", "modem=pulled", "<1A>")
        quick = self.simulator(other, seed=2)
        self.wait_ready(gateway, "other")
        pulled.unplug()
        self.assertEqual(quick.arrival("613142")["from"], quick.numbers[0])
        followed = gateway.wait_status(message, "sent", "delivered")
        self.check_attempts(followed, ("pulled", "unknown"), ("other", "accepted"))


if __name__ == "__main__":
    bench.main()
