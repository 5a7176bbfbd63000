# SPDX-License-Identifier: GPL-3.0-or-later
"""`cornetta ctl history`, `missed` and `clear-history`."""
import kit
import test_ctl
from stand_in import GLib, StandIn
from test_ctl import OK, USAGE, text


class History(test_ctl.Base):
    def setUp(self):
        super().setUp()
        self.program = StandIn(self.bus.address, self.control_xml)
        self.addCleanup(self.program.close)

    def test_history(self):
        rows = GLib.Variant("(aa{sv})", ([{"direction": text("missed"), "number": text("202"),
                                           "time": GLib.Variant("x", 86400)}],))
        self.program.answers["FilterHistory"] = rows
        self.program.answers["CountHistory"] = GLib.Variant("(u)", (12,))
        self.program.answers["Status"] = GLib.Variant("(a{sv})", ({
            "missed": GLib.Variant("u", 3)},))
        day = {"from": 1784505600, "to": 1784592000}
        cases = [
            (["history", "--only", "missed"], "1970-01-02 00:00:00\tmissed\t202\t\t\n",
             "FilterHistory", ({"query": "", "only": "missed"}, 1000)),
            (["history", "an", "na", "--from=2026-07-20", "--to", "2026-07-20", "--count"], "12\n",
             "CountHistory", ({"query": "an na", "from": day["from"], "to": day["to"]},)),
            (["history", "--older"], "", "FetchOlderHistory", ()),
            (["missed"], "3\n", "Status", ()),
            (["missed", "seen"], "", "SeeMissed", ()),
            (["clear-history"], "", "ClearHistory", ()),
        ]
        for args, expected, method, arguments in cases:
            with self.subTest(args=args):
                result = self.run_command("ctl", *args)
                self.assert_exit(result, OK)
                self.assertEqual(result.stdout, expected)
                self.assertEqual(self.program.next_call()[:2], (method, arguments))
        for args in (["history", "--from", "soon"], ["history", "--to=2026-02-30"],
                     ["history", "--only"], ["missed", "all"]):
            with self.subTest(args=args):
                self.assert_exit(self.run_command("ctl", *args), USAGE)


if __name__ == "__main__":
    kit.main()
