# SPDX-License-Identifier: GPL-3.0-or-later
"""`cornetta ctl sign-in` and `code` against a stand-in for the program."""
import kit
import test_ctl
from stand_in import GLib, StandIn
from test_ctl import FAILED, OK, STATUS, text

CODE_NEEDED, NO_PHONE_LINK = 4, 5


class Login(test_ctl.Base):
    def setUp(self):
        super().setUp()
        self.program = StandIn(self.bus.address, self.control_xml)
        self.addCleanup(self.program.close)
        self.program.answers["Status"] = GLib.Variant("(a{sv})", (STATUS,))

    def check_order(self, args, method, arguments, stdin=""):
        result = self.run_command("ctl", *args, stdin=stdin)
        self.assert_exit(result, OK)
        self.assertEqual(self.program.next_call(), (method, arguments))

    def test_sign_in_reads_the_password(self):
        self.check_order(["sign-in", "cti.example", "anna"], "SignIn",
                         ("cti.example", "anna", "pass wörd "), stdin="pass wörd \nmore\n")
        self.assertEqual(self.program.next_call(), ("Status", ()))
        self.check_order(["sign-in", "cti.example", "anna"], "SignIn",
                         ("cti.example", "anna", "no-newline"), stdin="no-newline")
        self.assertEqual(self.program.next_call(), ("Status", ()))
        for stdin in ("", "\n", "x" * 2000):
            result = self.run_command("ctl", "sign-in", "cti.example", "anna", stdin=stdin)
            self.assert_exit(result, FAILED)
            self.assertIn("password", result.stderr)
        self.assertTrue(self.program.calls.empty())

    def test_sign_in_errors(self):
        """Scripts tell by the exit status what is missing."""
        self.program.answers["SignIn"] = ("org.cornetta.Cornetta.Error.CodeNeeded", "A code.")
        result = self.run_command("ctl", "login", "host", "user", stdin="secret\n")
        self.assert_exit(result, CODE_NEEDED)
        self.assertEqual(result.stderr, "cornetta: A code.\n")
        self.assertEqual(self.program.next_call(), ("SignIn", ("host", "user", "secret")))
        self.program.answers["SendCode"] = None
        self.program.answers["Status"] = GLib.Variant("(a{sv})", (
            {**STATUS, "ask-administrator": text("Hello, please")},))
        result = self.run_command("ctl", "code", stdin="123456\n")
        self.assert_exit(result, NO_PHONE_LINK)
        self.assertIn("Hello, please", result.stderr)
        self.assertEqual(self.program.next_call(), ("SendCode", ("123456",)))

if __name__ == "__main__":
    kit.main()
