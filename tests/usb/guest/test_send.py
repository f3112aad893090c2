"""The gateway over real USB ports: a code from HTTP to a handset, and cables that are pulled."""

import json
import os

import bench

CODE, NUMBER, E164 = "613142", "090-1234-5678", "+819012345678"
LONG_ON_THE_AIR = 600_000  # ms: until +CMGS, far longer than any check


def ready(gateway, *names):
    """Waits until the gateway says that these modems can send."""
    def look():
        modems = {m["name"]: m for m in gateway.request("GET", "/v1/modems")[1]["items"]}
        return modems if all(modems[name]["can_send"] for name in names) else None
    return bench.wait_for(look, f"{names} that can send")


def arrival(simulator, *words):
    return json.loads(simulator.wait_line("{", *words))


def outcomes(message):
    return [(attempt["modem"], attempt["outcome"]) for attempt in message["attempts"]]


class Sending(bench.Check):
    def text(self, gateway, text, modem):
        status, answer = gateway.request("POST", "/v1/messages",
                                         {"to": NUMBER, "text": text, "modem": modem})
        self.assertEqual(status, 201, answer)
        return answer["id"]

    def test_a_code_goes_through_a_usb_modem_to_its_handset(self):
        modem = self.modem(0)
        simulator = self.simulator(modem)
        port, = modem.ports()
        gateway = self.gateway(docomo=f'device = "{port}"')
        ready(gateway, "docomo")
        message = gateway.post(NUMBER, CODE)
        arrived = arrival(simulator, CODE)
        self.assertEqual((arrived["to"], arrived["from"]), (E164, simulator.numbers[0]))
        self.assertEqual(outcomes(gateway.wait_status(message, "delivered")),
                         [("docomo", "accepted")])

    def test_unplugged_in_mid_send_a_message_is_unconfirmed_and_others_go_on(self):
        pulled, other = self.modem(0, serial="AAAA1111"), self.modem(1, serial="BBBB2222")
        slow = self.simulator(pulled, radio_ms=LONG_ON_THE_AIR)
        quick = self.simulator(other)
        gateway = self.gateway(pulled=f'device = "{pulled.ports()[0]}"',
                               other=f'device = "{other.ports()[0]}"')
        ready(gateway, "pulled", "other")
        on_the_air = self.text(gateway, "the cable goes", "pulled")
        bench.wait_for(lambda: self.state(gateway, "pulled") == "sending", "a modem that sends")
        pulled.unplug()
        goes_on = self.text(gateway, "nothing happened", "other")
        arrival(quick, "nothing happened")
        ended = gateway.wait_status(on_the_air, "unconfirmed")
        self.assertEqual(outcomes(ended), [("pulled", "unknown")])
        self.assertEqual(outcomes(gateway.wait_status(goes_on, "delivered")),
                         [("other", "accepted")])
        self.assertNotIn("the cable goes", slow.output())

    def state(self, gateway, name):
        return gateway.request("GET", f"/v1/modems/{name}")[1]["state"]


if __name__ == "__main__":
    bench.main()
