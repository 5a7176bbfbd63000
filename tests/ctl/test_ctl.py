# SPDX-License-Identifier: GPL-3.0-or-later
"""The command `cornetta` against a stand-in for the program."""
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest

import kit
from stand_in import Bus, GLib, StandIn, WATCHDOG_S

COMMAND = str(kit.BUILD / "src" / "ctl" / "cornetta")
CONTROL_XML_FILE = str(kit.SOURCE / "src" / "session" / "org.cornetta.Cornetta.Control.xml")
TEL_TSV = str(kit.SOURCE / "tests" / "model" / "tel.tsv")

OK, FAILED, USAGE, NOT_RUNNING = range(4)

FAKE_PROGRAM = """#!/bin/sh
printf '%s\\n' "$@" >"$RECORD"
"""


def text(value):
    return GLib.Variant("s", value)


STATUS = {
    "state": text("ready"), "user": text("Zoë \"Z\" \\ \x07 \u2028"), "line": text("ready"),
    "contacts": GLib.Variant("u", 7), "syncing": GLib.Variant("b", False),
}
CALL = {"id": GLib.Variant("u", 9), "state": text("active"), "number": text("202"),
        "name": text("Anna\nRossi"), "seconds": GLib.Variant("u", 3),
        "held": GLib.Variant("b", False)}


class Base(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bus = Bus()
        cls.addClassCleanup(cls.bus.close)
        with open(CONTROL_XML_FILE, encoding="utf-8") as file:
            cls.control_xml = file.read()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.record = os.path.join(self.folder.name, "record")
        self.env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": self.folder.name,
                    "G_DEBUG": "fatal-criticals", "DBUS_SESSION_BUS_ADDRESS": self.bus.address,
                    "CORNETTA_LIBEXECDIR": self.folder.name, "RECORD": self.record, "TZ": "UTC"}
        for name in ("LD_PRELOAD", "ASAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def run_command(self, *args, stdin="", env=None):
        return subprocess.run([COMMAND, *args], input=stdin, env={**self.env, **(env or {})},
                              capture_output=True, text=True, timeout=WATCHDOG_S, check=False)

    def assert_exit(self, result, code):
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)

    def add_fake_program(self):
        path = os.path.join(self.folder.name, "cornetta-desktop")
        with open(path, "w", encoding="utf-8") as file:
            file.write(FAKE_PROGRAM)
        os.chmod(path, 0o755)

    def recorded(self):
        with open(self.record, encoding="utf-8") as file:
            return file.read().split("\n")[:-1]


class Running(Base):
    """A stand-in owns the name."""

    def setUp(self):
        super().setUp()
        self.program = StandIn(self.bus.address, self.control_xml)
        self.addCleanup(self.program.close)
        self.program.answers["Status"] = GLib.Variant("(a{sv})", (STATUS,))
        self.program.answers["Calls"] = GLib.Variant("(aa{sv})", ([CALL],))

    def start(self, *args):
        process = subprocess.Popen([COMMAND, *args], env=self.env, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        watchdog = threading.Timer(WATCHDOG_S, process.kill)
        watchdog.start()

        def end():
            watchdog.cancel()
            process.kill()
            process.communicate()

        self.addCleanup(end)
        return process

    def check_order(self, args, method, arguments, stdin=""):
        with self.subTest(args=args):
            result = self.run_command("ctl", *args, stdin=stdin)
            self.assert_exit(result, OK)
            self.assertEqual(result.stdout, "")
            self.assertEqual(self.program.next_call(), (method, arguments))

    def test_orders(self):
        self.check_order(["answer"], "Answer", (0,))
        self.check_order(["answer", "7"], "Answer", (7,))
        self.check_order(["answer", "7", "--end-other"], "AnswerEnding", (7,))
        self.check_order(["answer", "--end-other"], "AnswerEnding", (0,))
        self.check_order(["swap"], "Swap", (0,))
        self.check_order(["decline"], "Decline", (0,))
        self.check_order(["hangup", "4294967295"], "HangUp", (4294967295,))
        self.check_order(["hold"], "Hold", (0, True))
        self.check_order(["resume", "3"], "Hold", (3, False))
        self.check_order(["mute"], "Mute", (0, True))
        self.check_order(["unmute"], "Mute", (0, False))
        self.check_order(["dtmf", "12*#ad"], "SendDigits", (0, "12*#AD"))
        self.check_order(["dtmf", "1", "5"], "SendDigits", (5, "1"))
        self.check_order(["device", "204"], "SetDevice", ("204",))
        self.check_order(["sign-out"], "SignOut", ())
        self.check_order(["quit"], "Quit", ())

    def test_policy(self):
        for args, method, arguments in (
                (["set", "tel", "ask"], "SetRule", ("link", "tel", "all", "ask", "")),
                (["set", "all", "dial", "--class", "internal"], "SetRule",
                 ("link", "all", "internal", "dial", "")),
                (["set", "--device=204", "all", "dial", "--origin", "control"], "SetRule",
                 ("control", "all", "all", "dial", "204")),
                (["unset", "tel"], "DropRule", ("link", "tel", "all")),
                (["unset", "all", "--class=external"], "DropRule", ("link", "all", "external"))):
            self.check_order(["policy", *args], method, arguments)
        for args in ([], ["show", "x"], ["set"], ["set", "tel"], ["set", "tel", "ask", "x"],
                     ["unset"], ["forget", "tel"], ["set", "tel", "ask", "--class"],
                     ["set", "tel", "ask", "--moon", "1"]):
            self.assert_exit(self.run_command("ctl", "policy", *args), USAGE)
        self.assertTrue(self.program.calls.empty())

    def test_remote_error(self):
        self.program.answers["Answer"] = ("org.cornetta.Error.NoCall", "No call is ringing")
        result = self.run_command("ctl", "answer")
        self.assert_exit(result, FAILED)
        self.assertEqual(result.stderr, "cornetta: No call is ringing\n")

    def test_status(self):
        result = self.run_command("ctl", "status")
        self.assert_exit(result, OK)
        self.assertIn("state: ready\n", result.stdout)
        self.assertIn("syncing: no\n", result.stdout)
        self.assertNotIn("\x07", result.stdout)
        result = self.run_command("ctl", "status", "--json")
        self.assertEqual(json.loads(result.stdout),
                         {"state": "ready", "user": "Zoë \"Z\" \\ \x07 \u2028", "line": "ready",
                          "contacts": 7, "syncing": False})
        result = self.run_command("ctl", "status", "--json", env={"LC_ALL": "C"})
        self.assertIn("Zoë", result.stdout)

    def test_lists(self):
        self.program.answers["Devices"] = GLib.Variant("(aa{sv})", ([
            {"id": text("204"), "kind": text("desk-phone"), "name": text("Desk"),
             "online": GLib.Variant("b", True), "chosen": GLib.Variant("b", False)}],))
        self.program.answers["SearchHistory"] = GLib.Variant("(aa{sv})", ([
            {"direction": text("missed"), "time": GLib.Variant("x", 86400), "number": text("202"),
             "duration": GLib.Variant("x", 0)}],))
        self.program.answers["SearchContacts"] = GLib.Variant("(aa{sv})", ([
            {"name": text("Anna"), "company": text("ACME"),
             "numbers": GLib.Variant("a(ss)", [("work", "202"), ("mobile", "333")])},
            {"name": text("Bruno")}],))
        self.program.answers["Rules"] = GLib.Variant("(aa{sv})", ([
            {"origin": text("link"), "scheme": text("all"), "class": text("all"),
             "act": text("ask")},
            {"origin": text("link"), "scheme": text("all"), "class": text("internal"),
             "act": text("dial"), "device": text("204")}],))
        rows = [
            (["policy", "show"], "link\tall\tall\task\t\nlink\tall\tinternal\tdial\t204\n",
             ()),
            (["calls"], "9\tactive\t202\tAnna Rossi\t3\n", ()),
            (["devices"], "204\tdesk-phone\tDesk\tyes\tno\n", ()),
            (["history"], "1970-01-02 00:00:00\tmissed\t202\t\t0\n", ("", 1000)),
            (["search", "an", "na"], "Anna\tACME\twork\t202\nAnna\tACME\tmobile\t333\nBruno\t\t\t\n",
             ("an na", 1000)),
        ]
        for args, expected, arguments in rows:
            with self.subTest(args=args):
                result = self.run_command("ctl", *args)
                self.assert_exit(result, OK)
                self.assertEqual(result.stdout, expected)
                self.assertEqual(self.program.next_call()[1], arguments)
                result = self.run_command("ctl", *args, "--json")
                self.assertIsInstance(json.loads(result.stdout), list)
                self.assertEqual(self.program.next_call()[1], arguments)
        contacts = json.loads(self.run_command("ctl", "search", "--json", "x").stdout)
        self.assertEqual(contacts[0]["numbers"], [["work", "202"], ["mobile", "333"]])

    def test_codecs(self):
        self.program.answers["Codecs"] = GLib.Variant("(as)", (["PCMA", "opus"],))
        shown = [self.run_command("ctl", "codecs", *more).stdout for more in ((), ("--json",))]
        self.assertEqual((shown[0], json.loads(shown[1])), ("PCMA\nopus\n", ["PCMA", "opus"]))
        self.assert_exit(self.run_command("ctl", "codecs", "G722"), OK)
        self.assertEqual([self.program.next_call()[1] for _ in range(3)], [(), (), (["G722"],)])

    def test_stats(self):
        self.program.answers["CallStats"] = GLib.Variant("(a{sv})", ({
            "tx-packets": GLib.Variant("t", 2 ** 63), "rx-level": GLib.Variant("d", -30.5),
            "tx-level": GLib.Variant("d", float("-inf")), "lost": GLib.Variant("i", -1)},))
        result = self.run_command("ctl", "stats", "--json", "2")
        self.assert_exit(result, OK)
        self.assertEqual(json.loads(result.stdout), {"tx-packets": 2 ** 63, "rx-level": -30.5,
                                                     "tx-level": None, "lost": -1})
        self.assertEqual(self.program.next_call(), ("CallStats", (2,)))
        self.assert_exit(self.run_command("ctl", "call", "stats", "--json"), OK)
        self.assertEqual(self.program.next_call(), ("CallStats", (0,)))

    def test_stats_in_words(self):
        known = {"id": GLib.Variant("u", 7), "seconds": GLib.Variant("u", 61),
                 "ended": GLib.Variant("b", True), "codec": GLib.Variant("s", "PCMA/8000"),
                 "encryption": GLib.Variant("s", "SDES-SRTP"),
                 "tx-packets": GLib.Variant("t", 2 ** 63), "rx-packets": GLib.Variant("t", 2700),
                 "lost": GLib.Variant("t", 300), "loss": GLib.Variant("d", 10.0),
                 "loss-recent": GLib.Variant("d", 0.5), "late": GLib.Variant("t", 4),
                 "tx-bitrate": GLib.Variant("u", 64000), "jitter": GLib.Variant("d", 1.25),
                 "quality": GLib.Variant("s", "fair"), "mos": GLib.Variant("d", 3.39)}
        self.program.answers["CallStats"] = GLib.Variant("(a{sv})", (known,))
        said = self.run_command("ctl", "stats").stdout
        for line in ("Call: 7, ended after 61 s", "Quality: fair (MOS 3.4)",
                     "Codec: PCMA/8000, 64 kbit/s sent, 0 kbit/s received",
                     "Encryption: SDES-SRTP", "Packets: %d sent, 2700 received" % 2 ** 63,
                     "Lost: 300 (10.0 %; 0.5 % in the last 10 s)",
                     "Too late, twice, out of order: 4, 0, 0", "Round trip: not told"):
            self.assertIn(line, said.splitlines())
        known.update({"mos": GLib.Variant("s", "bad"), "encryption": GLib.Variant("s", "none"),
                      "rtt": GLib.Variant("d", 31.0), "ended": GLib.Variant("b", False)})
        self.program.answers["CallStats"] = GLib.Variant("(a{sv})", (known,))
        said = self.run_command("ctl", "stats").stdout.splitlines()
        for line in ("Quality: fair", "Round trip: 31 ms", "Encryption: none",
                     "Quality of the last 10 s: not known yet"):
            self.assertIn(line, said)

    def test_call(self):
        tokens = {"XDG_ACTIVATION_TOKEN": "token-1", "DESKTOP_STARTUP_ID": "id-1"}
        data = {"activation-token": "token-1", "desktop-startup-id": "id-1"}
        rows = [
            (["ctl", "call", "0721", "405516"], ("0721 405516", "", data)),
            (["ctl", "call", "202", "--device", "204"], ("202", "204", data)),
            (["ctl", "call", "--device=204", "202"], ("202", "204", data)),
            (["--dial", "0721 405516"], ("0721 405516", "", data)),
            (["--dial=*43"], ("*43", "", data)),
            (["0721", "405516"], ("0721 405516", "", data)),
        ]
        for args, arguments in rows:
            with self.subTest(args=args):
                self.assert_exit(self.run_command(*args, env=tokens), OK)
                self.assertEqual(self.program.next_call(), ("Dial", arguments))
                self.assertEqual(self.program.next_call()[0], "Status")

    def test_selection(self):
        for options, copied in (([], False), (["--clipboard"], True)):
            result = self.run_command("ctl", "dial-selection", *options,
                                      env={"XDG_ACTIVATION_TOKEN": "t"})
            self.assert_exit(result, OK)
            self.assertEqual(self.program.next_call(),
                             ("DialSelection", (copied, {"activation-token": "t"})))
            self.assertEqual(self.program.next_call()[0], "Status")
        self.assert_exit(self.run_command("ctl", "dial-selection", "202"), USAGE)

    def test_call_tells_what_became_of_it(self):
        for key, words, code in (("refused", "Use another phone", FAILED),
                                 ("asking", "asks its user", OK), ("waiting", "waits", OK)):
            value = words if key == "refused" else "202"
            self.program.answers["Status"] = GLib.Variant("(a{sv})",
                                                          ({**STATUS, key: text(value)},))
            for args in (["ctl", "call", "202"], ["--dial", "202"]):
                result = self.run_command(*args)
                self.assert_exit(result, code)
                self.assertIn(words, result.stderr)

    def test_bar(self):
        self.assert_exit(self.run_command("ctl", "bar", env={"XDG_ACTIVATION_TOKEN": "t"}), OK)
        self.assertEqual(self.program.next_call(),
                         ("ActivateAction", ("bar", [], {"activation-token": "t"})))

    def find_numbers(self, text, numbers=()):
        self.program.answers["FindNumbers"] = GLib.Variant("(as)", (list(numbers),))
        result = subprocess.run([COMMAND, "ctl", "find-numbers"], input=text, env=self.env,
                                capture_output=True, timeout=WATCHDOG_S, check=False)
        parts = []
        while not self.program.calls.empty():
            method, (part,) = self.program.next_call()
            self.assertEqual(method, "FindNumbers")
            parts.append(part)
        return result, parts

    def test_find_numbers(self):
        result, parts = self.find_numbers("tel. 0721 405516\n".encode(), ["+390721405516", "204"])
        self.assert_exit(result, OK)
        self.assertEqual(result.stdout, b"+390721405516\n204\n")
        self.assertEqual(parts, ["tel. 0721 405516\n"])
        result, parts = self.find_numbers(b"")
        self.assert_exit(result, OK)
        self.assertEqual((result.stdout, parts), (b"", []))

    def test_find_numbers_in_parts(self):
        """No line is cut, no part is larger than a message may be, and each number is said once."""
        text = b"".join(b"line %d: 0721 405516 \xc3\xa8\n" % i for i in range(40000))
        result, parts = self.find_numbers(text, ["+390721405516"])
        self.assert_exit(result, OK)
        self.assertEqual(result.stdout, b"+390721405516\n")
        self.assertGreater(len(parts), 3)
        self.assertEqual("".join(parts), text.decode())
        for part in parts:
            self.assertTrue(part.endswith("\n"))
            self.assertLessEqual(len(part.encode()), 1024 * 1024)

    def test_find_numbers_in_no_text(self):
        result, parts = self.find_numbers(b"a\x00b\xff\n" + b"0" * 600000)
        self.assert_exit(result, OK)
        self.assertTrue(parts[0].startswith("a\nb\ufffd\n"))
        self.assertEqual(sum(part.count("0") for part in parts), 600000)

    def test_find_numbers_has_a_limit(self):
        result, parts = self.find_numbers((b"x" * 127 + b"\n") * (16 * 8 * 1024 + 1))
        self.assert_exit(result, FAILED)
        self.assertIn(b"first 16 MiB", result.stderr)
        self.assertEqual(sum(map(len, parts)), 16 * 1024 * 1024)
        result, parts = self.find_numbers((b"x" * 127 + b"\n") * (16 * 8 * 1024))
        self.assert_exit(result, OK)


    def test_links(self):
        for uris in (["tel:+39 0721 405516"], ["callto://204", "TEL:%zz"],
                     ["nethlink://transfer?to=203"], ["sip:204@pbx;transport=tls"]):
            self.assert_exit(self.run_command(*uris, env={"XDG_ACTIVATION_TOKEN": "t"}), OK)
            self.assertEqual(self.program.next_call(), ("Open", (uris, {"activation-token": "t"})))

    def test_activate(self):
        self.assert_exit(self.run_command(env={"DESKTOP_STARTUP_ID": "id"}), OK)
        self.assertEqual(self.program.next_call(), ("Activate", ({"desktop-startup-id": "id"},)))

    def test_slow_answer_is_announced(self):
        self.program.holds = True
        process = self.start("tel:204")
        self.assertIn("Waiting", process.stderr.readline())
        self.program.release()
        self.assertEqual(process.wait(WATCHDOG_S), OK)

    def test_quick_answer_is_silent(self):
        result = self.run_command("tel:204")
        self.assertEqual(result.stderr + result.stdout, "")

    def test_wait_holds_already(self):
        for condition in ("state=ready", "line==ready", "contacts=7", "syncing=no", "syncing=false", "refused=",
                          "calls=1", "calls==1", "call=active"):
            with self.subTest(condition=condition):
                self.assert_exit(self.run_command("ctl", "wait", condition, "60"), OK)

    def test_wait_by_signal(self):
        process = self.start("ctl", "wait", "calls=2", "60")
        self.program.next_call("Calls")
        second = {**CALL, "id": GLib.Variant("u", 10)}
        self.program.answers["Calls"] = GLib.Variant("(aa{sv})", ([CALL, second],))
        self.program.emit("CallAdded", second)
        self.assertEqual(process.wait(WATCHDOG_S), OK)

    def test_wait_sees_a_passing_state(self):
        rows = (("call=ringing", "Calls", "CallChanged", {"state": text("ringing")}),
                ("line=failed", "Status", "StatusChanged", {"line": text("failed")}))
        for condition, asks, signal, value in rows:
            process = self.start("ctl", "wait", condition, "60")
            self.program.next_call(asks)
            self.program.emit(signal, value)
            self.assertEqual(process.wait(WATCHDOG_S), OK)

    def test_wait_in_vain(self):
        result = self.run_command("ctl", "wait", "calls=5", "1")
        self.assert_exit(result, FAILED)
        self.assertIn("calls", result.stderr)

    def test_ended_calls_do_not_count(self):
        ended = {**CALL, "state": text("ended")}
        self.program.answers["Calls"] = GLib.Variant("(aa{sv})", ([ended],))
        self.assert_exit(self.run_command("ctl", "wait", "calls=0", "60"), OK)

    def test_monitor(self):
        process = self.start("ctl", "monitor", "--json")
        first = json.loads(process.stdout.readline())
        self.assertEqual(first["signal"], "StatusChanged")
        self.assertEqual(first["status"]["state"], "ready")
        for signal in ("CallAdded", "CallChanged", "CallEnded"):
            self.program.emit(signal, CALL)
            line = json.loads(process.stdout.readline())
            self.assertEqual((line["signal"], line["call"]["name"]), (signal, "Anna\nRossi"))
        self.program.disown()
        self.assertEqual(process.wait(WATCHDOG_S), NOT_RUNNING)

    def test_monitor_for_people(self):
        process = self.start("ctl", "monitor")
        self.assertTrue(process.stdout.readline().startswith("StatusChanged\t"))
        self.program.emit("CallAdded", CALL)
        self.assertIn("name=Anna Rossi", process.stdout.readline())

    def test_bad_usage(self):
        for args in (["ctl"], ["ctl", "nonsense"], ["ctl", "status", "x"], ["ctl", "answer", "x"],
                     ["ctl", "answer", "-1"], ["ctl", "answer", "4294967296"], ["ctl", "dtmf"],
                     ["ctl", "dtmf", "12x"], ["ctl", "dtmf", ""], ["ctl", "device"],
                     ["ctl", "call"], ["ctl", "call", "tel:"], ["ctl", "call", "202", "--device"],
                     ["ctl", "call", "mario"], ["ctl", "call", "http://x/"], ["ctl", "search"],
                     ["ctl", "sign-in", "host"], ["ctl", "wait", "calls"], ["ctl", "wait", "=1"],
                     ["ctl", "wait", "calls=1", "soon"], ["ctl", "status", "--yaml"],
                     ["--dial"], ["--dial", "tel:%zz"], ["mario"], ["--nonsense"],
                     ["tel:204", "205"], ["--dial", "204", "tel:205"], ["ctl", "parse"],
                     [b"tel:\xff"]):
            with self.subTest(args=args):
                result = self.run_command(*args)
                self.assert_exit(result, USAGE)
                self.assertNotEqual(result.stderr, "")
        self.assertTrue(self.program.calls.empty())

    def test_unknown_method(self):
        self.program.answers["Status"] = ("org.freedesktop.DBus.Error.UnknownMethod", "No method")
        result = self.run_command("ctl", "status")
        self.assert_exit(result, FAILED)
        self.assertEqual(result.stderr, "cornetta: No method\n")


class NotRunning(Base):
    def test_ctl(self):
        for args in (["status"], ["calls"], ["call", "202"], ["answer"], ["quit"], ["monitor"],
                     ["wait", "calls=1", "1"], ["history"], ["devices"]):
            with self.subTest(args=args):
                result = self.run_command("ctl", *args)
                self.assert_exit(result, NOT_RUNNING)
                self.assertIn("not running", result.stderr)

    def test_ctl_does_not_start_it(self):
        self.add_fake_program()
        self.bus.add_service(os.path.join(self.folder.name, "cornetta-desktop"))
        self.addCleanup(self.bus.remove_service)
        self.assert_exit(self.run_command("ctl", "status"), NOT_RUNNING)
        self.assertFalse(os.path.exists(self.record))

    def test_ctl_without_bus(self):
        result = self.run_command("ctl", "status",
                                  env={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
        self.assert_exit(result, NOT_RUNNING)

    def test_wait_for_the_start(self):
        process = subprocess.Popen([COMMAND, "ctl", "wait", "state=ready", "60"], env=self.env)
        self.addCleanup(process.kill)
        program = StandIn(self.bus.address, self.control_xml,
                          {"Status": GLib.Variant("(a{sv})", (STATUS,))})
        self.addCleanup(program.close)
        self.assertEqual(process.wait(WATCHDOG_S), OK)

    def test_starts_the_program(self):
        self.add_fake_program()
        # Bare words are a number to us, and would be files to the program.
        for args, passed in (([], [""]), (["tel:+39 0721 405516"], ["tel:+39 0721 405516"]),
                             (["--dial", "204"], ["--dial", "204"]),
                             (["0721", "405516"], ["--dial", "0721 405516"])):
            for env in ({}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}):
                with self.subTest(args=args, env=env):
                    self.assert_exit(self.run_command(*args, env=env), OK)
                    self.assertEqual(self.recorded(), passed)
                    os.unlink(self.record)

    def test_options_of_the_program(self):
        self.add_fake_program()
        for args in (["--demo"], ["--gapplication-service"], ["--sip-password-stdin"],
                     ["--sip-server=pbx:5061", "--sip-user", "204", "--sip-transport", "tls"]):
            self.assert_exit(self.run_command(*args), OK)
            self.assertEqual(self.recorded(), args)

    def test_program_missing(self):
        result = self.run_command("tel:204")
        self.assert_exit(result, FAILED)
        self.assertIn("cornetta-desktop", result.stderr)

    def test_bus_starts_it(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in.py")
        os.mkfifo(self.record)
        self.bus.add_service("%s %s %s %s" % (sys.executable, script, CONTROL_XML_FILE,
                                              self.record))
        self.addCleanup(self.bus.remove_service)
        self.assert_exit(self.run_command("tel:204"), OK)
        with open(self.record, encoding="utf-8") as file:
            self.assertEqual(json.load(file), ["Open", [["tel:204"], {}]])

    def test_bar_starts_it(self):
        result = self.run_command("ctl", "bar")
        self.assert_exit(result, NOT_RUNNING)
        self.assertIn("not running", result.stderr)
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stand_in.py")
        os.mkfifo(self.record)
        self.bus.add_service("%s %s %s %s" % (sys.executable, script, CONTROL_XML_FILE,
                                              self.record))
        self.addCleanup(self.bus.remove_service)
        self.assert_exit(self.run_command("ctl", "bar"), OK)
        with open(self.record, encoding="utf-8") as file:
            self.assertEqual(json.load(file), ["ActivateAction", ["bar", [], {}]])

    def test_broken_service_file(self):
        self.add_fake_program()
        self.bus.add_service("/nonexistent/cornetta-desktop")
        self.addCleanup(self.bus.remove_service)
        self.assert_exit(self.run_command("tel:204"), OK)
        self.assertEqual(self.recorded(), ["tel:204"])


class Alone(Base):
    """What needs no program at all."""

    def test_parse(self):
        result = self.run_command("ctl", "parse", "tel:+39 0721 405516;ext=2", "sip:*43@PBX",
                                  "**21*204#", "112")
        self.assert_exit(result, OK)
        self.assertEqual(result.stdout.split("\n"),
                         ["+390721405516\tordinary\ttones 2", "*43\tfeature\thost pbx",
                          "**21*204#\tforwarding", "112\temergency", ""])

    def test_parse_json(self):
        result = self.run_command("ctl", "parse", "--json", "tel:204,1", "tel:%zz")
        self.assert_exit(result, USAGE)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(lines[0], {"input": "tel:204,1", "number": "204", "kind": "ordinary",
                                    "tones": ",1"})
        self.assertIn("error", lines[1])

    def test_parse_error(self):
        for number in ("tel:", "tel:+", "tel:abc;x", "tel:%zz", "tel:" + "1" * 45):
            result = self.run_command("ctl", "parse", number)
            self.assert_exit(result, USAGE)
            self.assertEqual(result.stdout, "")
            self.assertNotEqual(result.stderr, "")

    def test_parse_file(self):
        result = self.run_command("ctl", "parse", "--file", TEL_TSV)
        self.assert_exit(result, OK)
        self.assertEqual(result.stdout, "0 mismatches\n")

    def test_parse_file_mismatch(self):
        path = os.path.join(self.folder.name, "bad.tsv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("# note\ttoo\ntel:204\t204\ntel:204\t205\ntel:%zz\terror text, no call\n"
                       "tel:9\terror\n")
        result = self.run_command("ctl", "parse", "--file", path)
        self.assert_exit(result, FAILED)
        self.assertIn("line 3", result.stdout)
        self.assertIn("2 mismatches", result.stdout)
        self.assert_exit(self.run_command("ctl", "parse", "--file", "/nonexistent"), FAILED)

    def test_help(self):
        for args in (["--help"], ["ctl", "--help"], ["--version"]):
            result = self.run_command(*args)
            self.assert_exit(result, OK)
            self.assertIn("cornetta", result.stdout)
        self.assertIn("sign-in", self.run_command("ctl", "--help").stdout)

    def test_manual_and_completion_know_each_command(self):
        commands = re.findall(r"^  ([a-z-]+) ", self.run_command("ctl", "--help").stdout, re.M)
        options = re.findall(r"^  (--[a-z-]+)", self.run_command("--help").stdout, re.M)
        self.assertGreaterEqual(len(commands), 22)
        manual = (kit.SOURCE / "data" / "cornetta.1").read_text().replace("\\-", "-")
        completion = (kit.SOURCE / "data" / "completions" / "cornetta").read_text()
        for word in commands + options:
            self.assertRegex(manual, r"(?m)^\.(TP|B|BI|BR) .*(?<![\w-])%s(?![\w-])" % word)
            self.assertRegex(completion, r"(?<![\w-])%s(?![\w-])" % word)

    def test_completion(self):
        script = kit.SOURCE / "data" / "completions" / "cornetta"
        for words, expected in ((["cornetta", "ct"], ["ctl"]), (["cornetta", "ctl", "hang"], ["hangup"]),
                                (["cornetta", "ctl", "calls", ""], ["--json"]),
                                (["cornetta", "--sip-transport", "t"], ["tcp", "tls"])):
            shell = ("source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _cornetta; printf '%%s\\n' "
                     '"${COMPREPLY[@]}"' % (script, " ".join(word or "''" for word in words),
                                            len(words) - 1))
            out = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
            self.assertEqual(out.stdout.split(), expected)

    def test_only_gio(self):
        libraries = subprocess.run(["ldd", COMMAND], capture_output=True, text=True,
                                   check=True).stdout
        for library in ("gtk", "adwaita", "json", "soup", "curl", "sqlite"):
            self.assertNotIn(library, libraries)


if __name__ == "__main__":
    kit.main()
