# SPDX-License-Identifier: GPL-3.0-or-later
"""One signed-in program for all tests of a class, and what it says meanwhile."""
import itertools
import unittest

from gi.repository import GLib

from . import ctl
from .app import App
from .watch import wait_until
from .world import APP_ID, World, has_failed


# Parties that nothing but a person's hand calls; the same twice would be one call.
BY_HAND = ('215', '216')


class Signals:
    """What the control interface emits, from now on."""

    def __init__(self, world):
        self.seen = []
        self._connection = world.bus.connection
        self._subscription = self._connection.signal_subscribe(
            APP_ID, ctl.CONTROL, None, ctl.PATH, None, 0,
            lambda *signal: self.seen.append((signal[4], signal[5].unpack()[0])))

    def named(self, name):
        """The dictionaries of every signal of this name so far, oldest first."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        return [values for said, values in self.seen if said == name]

    def wait(self, name, **wanted):
        def found():
            return next((values for values in self.named(name)
                         if all(values.get(key) == value for key, value in wanted.items())), None)
        return wait_until(found, 'the signal %s with %r' % (name, wanted))

    def stop(self):
        self._connection.signal_unsubscribe(self._subscription)


class Popups:
    """The notifications that are on the screen now."""

    def __init__(self, world):
        self.daemon = world.notifications
        self.dismissed = set()

    def open(self):
        """{id: what it shows}, oldest first."""
        shown, ids = {}, 0
        for method, arguments in self.daemon.calls():
            if method == 'Notify':
                if not arguments[1]:
                    ids += 1
                shown[arguments[1] or ids] = {
                    'summary': arguments[3], 'body': arguments[4],
                    'actions': arguments[5][::2], 'hints': arguments[6]}
            elif method == 'CloseNotification':
                shown.pop(arguments[0], None)
        return {number: popup for number, popup in shown.items() if number not in self.dismissed}

    def of(self, category):
        return {number: popup for number, popup in self.open().items()
                if popup['hints'].get('category') == category}

    def wait(self, category='call.incoming'):
        """The one notification of this category: (id, what it shows)."""
        def one():
            found = self.of(category)
            return next(iter(found.items())) if len(found) == 1 else None
        return wait_until(one, 'one notification ' + category)

    def wait_none(self, category='call.incoming'):
        wait_until(lambda: not self.of(category), 'no notification ' + category)

    def press(self, number, key):
        self.daemon.act(number, key)

    def dismiss_all(self):
        for number in self.open():
            self.daemon.dismiss(number)
            self.dismissed.add(number)


class _ClassAsTest:
    """What App wants of a test, for the life of a class."""

    def __init__(self, case, world):
        self.world = world
        self.addCleanup = case.addClassCleanup
        self.assertEqual = case().assertEqual


class SharedCase(unittest.TestCase):
    """`world`, `app` and `demo` are the class's; each test begins and ends without a call."""

    parts = {'display': True, 'keyring': True}
    settings = {}
    words = ()
    # Reading a window takes the longer the more rows its lists have.
    demo_options = ('--contacts=30', '--history=20')
    by_sip = True  # to the demo's own SIP server, whatever its profile says

    _by_hand = itertools.cycle(BY_HAND)

    @classmethod
    def setUpClass(cls):
        cls.world = World(**cls.parts)
        cls.world.__enter__()
        cls.addClassCleanup(cls._leave)
        cls.world.failed = True  # until the program is ready
        cls.prepare()
        for key, value in cls.settings.items():
            cls.world.run(['gsettings', 'set', APP_ID, key, value])
        cls.app = App(_ClassAsTest(cls, cls.world), *cls.words, demo_options=cls.demo_options,
                      by_sip=cls.by_sip)
        cls.demo = cls.app.demo
        cls.popups = Popups(cls.world) if cls.world.notifications else None
        cls.world.failed = False

    @classmethod
    def prepare(cls):
        """Before the program starts."""

    @classmethod
    def _leave(cls):
        cls.world.__exit__(None, None, None)

    def setUp(self):
        self.signals = Signals(self.world)
        self.addCleanup(self._clean)

    def _clean(self):
        failed = self.world.failed or has_failed(self)
        self.world.failed = True  # until all is as it was
        self.signals.stop()
        for call in ctl.calls(self.world):
            self.hang_up(call['id'])
        ctl.wait_no_call(self.world)
        self.demo.wait(lambda state: all(party['state'] == 'idle'
                                         for party in state['parties'].values()), 'idle parties')
        if self.popups:
            self.popups.dismiss_all()
        self.world.failed = failed

    # What the tests do

    def control(self, method, signature=None, *arguments):
        return ctl.call(self.world, method, signature, *arguments)

    def dial(self, number, device=''):
        self.control('Dial', 'ssa{sv}', number, device, {})

    def dial_by_hand(self):
        """A person's own call between two links, of which the second would be asked about when
        it comes within seconds of the first."""
        self.dial(next(self._by_hand), 'this-computer')
        for call in ctl.calls(self.world):
            self.hang_up(call['id'])
        ctl.wait_no_call(self.world)

    def talk(self, number):
        """A call to a party, as soon as it is up."""
        self.dial(number)
        return ctl.wait_call(self.world, 'active', number=number)

    def ring(self, party, **more):
        """A party's call, as soon as it rings."""
        self.demo.call(party, **more)
        return ctl.wait_call(self.world, 'incoming', number=party)

    def hang_up(self, number=0):
        try:
            self.control('HangUp', 'u', number)
        except GLib.Error as error:  # It ended meanwhile.
            if 'no such call' not in error.message:
                raise

    def ended(self, **wanted):
        return self.signals.wait('CallEnded', **wanted)

    def wait_call(self, state, **wanted):
        return ctl.wait_call(self.world, state, **wanted)

    def wait_party(self, number, what='it', **wanted):
        """Until the party says so of itself; values may be predicates."""
        def holds():
            party = self.demo.party(number)
            if party is None:
                return None
            return party if all(value(party[key]) if callable(value) else party[key] == value
                                for key, value in wanted.items()) else None
        return wait_until(holds, 'party %s: %s' % (number, what))

    def party_does(self, number, action, **more):
        status, answer = self.demo.request('POST', '/demo/party',
                                           {'number': number, 'action': action, **more})
        self.assertEqual(status, 200, answer)
