# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for the program on a bus of its own: answers what the test sets
and records every call. As a script it is what the bus starts."""
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.cornetta.Cornetta"
PATH = "/org/cornetta/Cornetta"
CONTROL = NAME + ".Control"
APPLICATION_XML = """<node><interface name="org.freedesktop.Application">
<method name="Activate"><arg type="a{sv}" direction="in"/></method>
<method name="Open"><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/></method>
<method name="ActivateAction"><arg type="s" direction="in"/><arg type="av" direction="in"/>
<arg type="a{sv}" direction="in"/></method>
</interface></node>"""
BUS_CONFIG = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<auth>EXTERNAL</auth><servicedir>%s</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
WATCHDOG_S = 60


class Bus:
    """A dbus-daemon with an empty folder of services."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.services = os.path.join(self.folder.name, "services")
        os.mkdir(self.services)
        config = os.path.join(self.folder.name, "bus.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(BUS_CONFIG % self.services)
        self.process = subprocess.Popen(
            ["dbus-daemon", "--nofork", "--nopidfile", "--print-address=1",
             "--config-file=" + config], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def add_service(self, command):
        with open(os.path.join(self.services, NAME + ".service"), "w", encoding="utf-8") as file:
            file.write("[D-BUS Service]\nName=%s\nExec=%s\n" % (NAME, command))
        self.reload()

    def remove_service(self):
        os.unlink(os.path.join(self.services, NAME + ".service"))
        self.reload()

    def reload(self):
        subprocess.run(["dbus-send", "--bus=" + self.address, "--print-reply",
                        "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ReloadConfig"],
                       check=True, stdout=subprocess.DEVNULL, timeout=WATCHDOG_S)

    def close(self):
        self.process.terminate()
        self.process.wait(WATCHDOG_S)
        self.process.stdout.close()
        self.folder.cleanup()


class StandIn:
    """Lives on a thread with its own main context; `calls` is a queue of (method, arguments)."""

    def __init__(self, address, control_xml, answers=None):
        self.calls = queue.Queue()
        self.answers = answers or {}  # method: GVariant, or (error name, message)
        self.holds = False  # answers wait for release()
        self.held = queue.Queue()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop(self.context)
        self.address = address
        self.infos = [Gio.DBusNodeInfo.new_for_xml(xml).interfaces[0]
                      for xml in (control_xml, APPLICATION_XML)]
        self.connection = None
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        assert self.ready.wait(WATCHDOG_S)

    def run(self):
        self.context.push_thread_default()
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.address,
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        for info in self.infos:
            self.connection.register_object(PATH, info, self.on_call, None, None)
        self.own()
        self.ready.set()
        self.loop.run()
        self.context.pop_thread_default()

    def bus_method(self, method, arguments):
        self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                  "org.freedesktop.DBus", method, arguments, None, 0, -1, None)

    def own(self):
        self.bus_method("RequestName", GLib.Variant("(su)", (NAME, 4)))

    def disown(self):
        self.bus_method("ReleaseName", GLib.Variant("(s)", (NAME,)))

    def on_call(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        self.calls.put((method, arguments.unpack()))
        if self.holds:
            self.held.put((method, invocation))
        else:
            self.answer(method, invocation)

    def on_loop(self, function):
        source = GLib.idle_source_new()
        source.set_callback(lambda _data: function())
        source.attach(self.context)

    def release(self):
        held = self.held.get(timeout=WATCHDOG_S)
        self.on_loop(lambda: self.answer(*held))

    def answer(self, method, invocation):
        answer = self.answers.get(method)
        if isinstance(answer, tuple):
            invocation.return_dbus_error(*answer)
        else:
            invocation.return_value(answer)

    def next_call(self, method=None):
        """The next call, or the next of that method."""
        while True:
            call = self.calls.get(timeout=WATCHDOG_S)
            if method in (None, call[0]):
                return call

    def emit(self, signal, dictionary):
        self.connection.emit_signal(None, PATH, CONTROL, signal,
                                    GLib.Variant("(a{sv})", (dictionary,)))

    def close(self):
        self.disown()
        self.connection.close_sync(None)
        self.on_loop(self.loop.quit)
        self.thread.join(WATCHDOG_S)


def main():
    """stand_in.py CONTROL_XML PIPE: one call, told through the pipe, then the end."""
    with open(sys.argv[1], encoding="utf-8") as file:
        stand_in = StandIn(os.environ["DBUS_STARTER_ADDRESS"], file.read())
    call = stand_in.next_call()
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(call, file)
    stand_in.close()


if __name__ == "__main__":
    main()
