# SPDX-License-Identifier: GPL-3.0-or-later
"""M86: what a click in a browser's page must become, whichever browser it is."""
import re

from . import ctl, keys
from .app import App
from .page import Page
from .shared import BY_HAND, SharedCase
from .watch import stays, wait_until
from .world import APP_ID, WorldCase

DESK = '301'
HERE = 'this-computer'
# In what dbus-monitor writes.
LINK = re.compile(r'string "(\w+:[^"]*)"', re.I)

# id: (address, what is called). Numbers of their own each: the same one would be the same click.
CALLED = {
    'plain': ('tel:202', '202'),
    'plus': ('tel:+390721405501', '+390721405501'),
    'spaces': ('tel:+39 0721 405502', '+390721405502'),
    'percent-20': ('tel:+39%200721%20405503', '+390721405503'),
    'percent-2B': ('tel:%2B390721405504', '+390721405504'),
    'dashes': ('tel:+39-0721-405505', '+390721405505'),
    'dots': ('tel:+39.0721.405506', '+390721405506'),
    'slash': ('tel:0721/405507', '0721405507'),
    'parentheses': ('tel:(0721)405508', '0721405508'),
    'trunk-zero': ('tel:+39 (0)721 405509', '+390721405509'),
    'upper-case': ('TEL:206', '206'),
    'tel-slashes': ('tel://205', '205'),
    'callto': ('callto:+39 0721 405510', '+390721405510'),
    'callto-slashes': ('callto://+390721405511', '+390721405511'),
    'callto-host': ('callto:207@pbx', '207'),
    'extension': ('tel:0721405512;ext=204', '0721405512'),
    'pause': ('tel:0721405513,,204#', '0721405513'),
    'context-domain': ('tel:208;phone-context=pbx.example', '208'),
    'context-prefix': ('tel:405514;phone-context=+390721', '+390721405514'),
    'arabic-digits': ('tel:٢٠٩', '209'),
    'arabic-escaped': ('tel:%D9%A2%D9%A1%D9%A3', '213'),
    'full-width': ('tel:＋３９０７２１', '+390721'),
}
ASKED = {
    'service-code': 'tel:*43',
    'hide-number': 'tel:#31#0721405515',
    'hide-escaped': 'tel:%2331%230721405516',
    'forwarding': 'tel:**21*204#',
    'emergency': 'tel:112',
    'sip': 'sip:214@pbx.example;transport=tls',
}
REFUSED = {
    'nothing': 'tel:',
    'letters': 'tel:abc;x',
    'only-plus': 'tel:+',
    'bad-escape': 'tel:%zz',
    'too-long': 'tel:' + '1' * 45,
    'transfer': 'nethlink://transfer?to=203',
}
LINKS = {**{name: address for name, (address, _) in CALLED.items()}, **ASKED, **REFUSED,
         'show': 'nethlink://open', 'double': 'tel:204'}
CTI_LINKS = {'here': 'cti 203', 'here-twice': 'twice 210', 'code-twice': 'twice *43',
             'desk': 'cti 211', 'desk-twice': 'twice 212'}


class Clicks(SharedCase):
    """`browser` shows `page` to all tests of the class."""

    links = LINKS
    make = None
    options = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # A person who once told a browser to open those with the program, too.
        cls.world.run(['gio', 'mime', 'x-scheme-handler/sip', APP_ID + '.desktop'])
        cls.page = Page(cls.links)
        cls.addClassCleanup(cls.page.close)
        cls.browser = cls.make(cls.world, **cls.options)
        cls.world.failed = True
        cls.world.spawn('links', ['dbus-monitor', '--address', cls.world.bus.address,
                                  "interface='org.freedesktop.Application',member='Open'"])
        wait_until(lambda: cls.world.log('links'), 'the monitor')
        cls.browser.open(cls.page)
        cls.world.failed = False

    def setUp(self):
        super().setUp()
        self.before = self.counts()
        self.arrived_before = 0
        self.arrived_before = len(self.arrived())

    # How often the server heard of a call

    def counts(self):
        """{what was called: how often} on both roads, of everything."""
        state = self.demo.state()
        counts = {number: party['calls'] for number, party in state['parties'].items()
                  if number not in BY_HAND}
        counts['desk'] = state['requests'].get('POST /api/astproxy/call', 0)
        return counts

    def new_calls(self):
        now = self.counts()
        return {number: count - self.before.get(number, 0) for number, count in now.items()
                if count != self.before.get(number, 0)}

    def assert_only(self, *wanted):
        """These were called once each, and nothing else: now, and a little later."""
        wanted = {number: 1 for number in wanted}
        wait_until(lambda: self.new_calls() == wanted, 'calls %r' % wanted)
        stays(lambda: self.new_calls() == wanted, 1, 'calls %r' % wanted)

    # What a person does

    def click(self, name, times=1):
        """Not within seconds of another link, which would be asked about: the person has
        dialled by hand since."""
        self.dial_by_hand()
        return self.browser.click(name, times)

    def hang_up_all(self):
        for call in ctl.calls(self.world):
            self.hang_up(call['id'])
        ctl.wait_no_call(self.world)

    def answer_question(self, key):
        """By the keyboard, as soon as the question has it."""
        keys.wait_window(self.world, 'Call This Number?')
        keys.press(self.world, key)
        ctl.wait_status(self.world, asking=None)

    def arrived(self):
        """The links that the browser's road brought to the program since the test began."""
        return LINK.findall(self.world.log('links'))[self.arrived_before:]


class EveryLink(Clicks):
    def test_called(self):
        """Each link is one call; nothing more comes meanwhile from those before it."""
        for name, (_, number) in CALLED.items():
            said = self.click(name)
            wait_until(lambda: ctl.calls(self.world), 'a call by ' + name)
            self.assertEqual([call['number'] for call in ctl.calls(self.world)], [number], name)
            self.page.wait('blur', said)
            self.hang_up_all()
        self.assert_only(*(number for _, number in CALLED.values()))

    def test_double_click(self):
        """Some people do that everywhere; mostly both clicks become links."""
        self.click('double', times=2)
        self.assert_only('204')
        self.assertIn(self.arrived(), (['tel:204'], ['tel:204'] * 2))

    def test_asked(self):
        """Nothing is called by the click: a question comes up, with the keyboard on it."""
        for name in ASKED:
            self.click(name)
            wait_until(lambda: ctl.status(self.world).get('asking'), 'a question by ' + name)
            self.answer_question('Escape')
        self.assert_only()

    def test_asked_and_called(self):
        self.click('service-code')
        self.answer_question('Return')
        self.assert_only('*43')

    def test_refused(self):
        """No call and no crash; the program comes up and says why."""
        for name in REFUSED:
            self.control('Dial', 'ssa{sv}', 'nethlink://open', '', {})  # forgets the last refusal
            ctl.wait_status(self.world, refused=None)
            said = self.click(name)
            wait_until(lambda: ctl.status(self.world).get('refused'), 'words about ' + name)
            self.page.wait('blur', said)
        self.assert_only()
        self.assertIsNone(self.app.program.poll())

    def test_shown(self):
        said = self.click('show')
        self.page.wait('blur', said)
        self.assert_only()


class CtiPage(Clicks):
    """What the NethVoice CTI does with a click when the user's device is NethLink: callto:,
    and tel: for the same number when the window still has the keyboard after two seconds."""

    links = CTI_LINKS

    def test_here(self):
        self.click_and_wait('here')
        self.assert_only('203')

    def test_here_twice(self):
        self.send_both('here-twice', '210')
        self.assert_only('210')

    def click_and_wait(self, name):
        """Until the page has made up its mind; the window has taken the keyboard by then,
        or else (on a very busy machine) the page sends the second link."""
        said = self.click(name)
        self.page.wait('blur', said)
        wait_until(lambda: self.page.said('left', said) or self.page.said('second', said),
                   'the two seconds of the page')

    def test_question_twice(self):
        """The second link leaves the question where it is, and the keyboard on it."""
        self.send_both('code-twice', '*43')
        self.answer_question('Return')
        self.assert_only('*43')

    def send_both(self, name, number):
        """The second link although the first one worked. The program, too, must see to it."""
        said = self.click(name)
        self.page.wait('second', said)
        links = ['callto://' + number] + ['tel://' + number] * self.browser.opens_without_a_click
        wait_until(lambda: self.arrived() == links, 'the links %r' % links)

    def test_on_the_desk_phone(self):
        self.choose(DESK)
        self.addCleanup(self.choose, HERE)
        self.click_and_wait('desk')
        self.assert_only('desk')
        self.assert_desk_called('211')

    def test_on_the_desk_phone_twice(self):
        self.choose(DESK)
        self.addCleanup(self.choose, HERE)
        self.send_both('desk-twice', '212')
        self.assert_only('desk')
        self.assert_desk_called('212')

    def assert_desk_called(self, number):
        body = self.demo.state()['bodies']['POST /api/astproxy/call']
        self.assertEqual((body['number'], body['endpointId']), (number, DESK))

    def choose(self, device):
        self.control('SetDevice', 's', device)
        ctl.wait_status(self.world, device=device)


class Cold(WorldCase):
    """The program isn't running; it signed in some day before."""

    parts = {'display': True, 'keyring': True}
    make = None

    def test_click_starts_the_program(self):
        app = App(self)
        self.assertEqual(app.quit(), 0)
        self.world.bus.wait_gone(APP_ID)
        page = Page({'here': 'cti 203'})
        self.addCleanup(page.close)
        browser = self.make(self.world)
        browser.open(page)
        said = browser.click('here')
        ctl.wait_call(self.world, 'active', number='203')
        page.wait('blur', said)
        stays(lambda: app.invites('203') == 1, 3, 'one call')


class Asking(Clicks):
    """As out of the box: the browser asks first, in a dialog of its own."""

    parts = {**Clicks.parts, 'a11y': True}
    options = {'ask': True}
    links = {'cancelled': 'tel:202', 'opened': 'tel:204', 'allowed-1': 'tel:205',
             'allowed-2': 'tel:206', 'again': 'tel:207', 'cti': 'cti 203'}

    def test_1_cancelled(self):
        self.click('cancelled')
        self.browser.cancel()
        self.assert_only()
        self.assertEqual(self.arrived(), [])

    def test_2_opened(self):
        self.click('opened')
        self.browser.agree()
        self.assert_only('204')

    def test_3_cti(self):
        """The dialog takes the keyboard, which the page takes for a phone that is there."""
        said = self.click('cti')
        self.page.wait('left', said)
        self.browser.agree()
        self.assert_only('203')
        self.assertEqual(self.arrived(), ['callto://203'])

    def test_4_always_allowed(self):
        """Said once, it is true from then on: the next click asks no more."""
        numbers = ['205', '206'][:self.browser.times_to_allow]
        for i, number in enumerate(numbers, 1):
            self.click('allowed-%d' % i)
            self.browser.agree(always=True)
            wait_until(lambda: self.app.invites(number), 'the call to ' + number)
            self.hang_up_all()
        said = self.click('again')
        self.page.wait('blur', said)
        self.assert_only(*numbers, '207')
        self.assertEqual(self.arrived()[-1], 'tel:207')
