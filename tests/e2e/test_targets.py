# SPDX-License-Identifier: GPL-3.0-or-later
"""M64: every number that is shown can be called, as an assistive program sees it,
and has a menu; hidden digits never."""
import re

from kit import atspi, ctl, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import StoryCase

# Of three digits at least: a keypad's are one, a timer has a colon.
NUMBER = re.compile(r'[+*#]?\d[\d /().*#-]*[\d#]')
MASKED = re.compile(r'\+?\d*x+')
NOT_YET = ('', 'GtkLabel')


def digits(text):
    return re.sub(r'\D', '', text)


def looks_like_number(text):
    return NUMBER.fullmatch(text.strip('\u2066\u2069\u200e')) and len(digits(text)) >= 3


def paths(node, above=()):
    """Every node with those above it."""
    yield node, above
    for child in atspi.children(node):
        yield from paths(child, (*above, node))


def actions(node):
    try:
        iface = node.get_action_iface()
        return [iface.get_action_name(i) for i in range(iface.get_n_actions())] if iface else []
    except atspi.GLib.Error:
        return []


def is_target(node, number):
    """A button whose first action calls, named for the number; or, in an entry's hint, for it and
    who it is."""
    if atspi.role_of(node) not in ('push button', 'button', 'link') or not actions(node):
        return False
    name = atspi.name_of(node)
    return name.startswith('Call ') and digits(number) in digits(name)


def labels(app):
    return [(atspi.name_of(node), above) for node, above in paths(app)
            if atspi.role_of(node) == 'label' and atspi.name_of(node) not in NOT_YET]


class Targets(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=40', '--history=12')
        use_sip_of(cls.world, cls.demo)
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', line='ready', syncing=False)

    def number_labels(self, least):
        """The labels that show numbers, as soon as there are so many."""
        def found():
            numbers = [row for row in labels(self.window.app) if looks_like_number(row[0])]
            return numbers if len(numbers) >= least else None
        return wait_until(found, '%d numbers in the window' % least)

    def check_targets(self, least):
        for text, above in self.number_labels(least):
            target = next((node for node in reversed(above) if is_target(node, text)), None)
            self.assertIsNotNone(target, '%s: %s' % (text, [
                (atspi.role_of(node), atspi.name_of(node)) for node in above]))
            self.assertEqual(actions(target)[0], 'call', text)

    def check_masked(self):
        hidden = [(text, above) for text, above in labels(self.window.app)
                  if MASKED.fullmatch(text)]
        for text, above in hidden:
            self.assertFalse([atspi.name_of(node) for node in above if 'call' in actions(node)],
                             text)
        return len(hidden)

    def target(self, name):
        return atspi.find(self.window.app,
                          lambda text: text.startswith('Call ') and name in text, 'push button')

    def contact(self):
        """The name of somebody with a number that can be called and one that never is; the first."""
        for each in ctl.call(self.world, 'SearchContacts', 'su', '', 50):
            numbers = [number for _kind, number in each['numbers']]
            callable_ones = list(filter(looks_like_number, numbers))
            if each['name'].isascii() and callable_ones and any(map(MASKED.fullmatch, numbers)):
                return each['name'], callable_ones[0]
        raise AssertionError('the demo has nobody like that')

    def choose_from_menu(self, *keys):
        """Keys that open a menu, then the item by its name."""
        *keys, item = keys
        self.window.press(*keys)
        self.window.choose_item(item)

    def test_1_phonebook(self):
        self.check_targets(20)
        self.check_masked()

    def test_2_history(self):
        self.window.press('ctrl+2')
        self.window.read('Outgoing call, ')
        self.check_targets(10)
        self.check_masked()

    def test_3_contact(self):
        self.window.press('ctrl+1')
        name, number = self.contact()
        self.window.search(name)
        self.window.read('Call ' + name)
        self.choose_from_menu('Down', 'shift+F10', 'Show Contact')
        atspi.find(self.window.app, lambda text: text.startswith('Copy ')
                   and digits(text) == digits(number), 'push button')
        self.check_targets(2)
        self.assertGreater(self.check_masked(), 0)

    def test_4_default_action_calls(self):
        number = self.contact()[1]
        node = next(node for node in atspi.walk(self.window.app)
                    if atspi.name_of(node).startswith('Call ')
                    and digits(atspi.name_of(node)) == digits(number) and 'call' in actions(node))
        node.do_action(0)
        self.assertEqual(digits(ctl.wait_call(self.world, 'active')['number']), digits(number))
        ctl.command(self.world, 'ctl', 'hangup')
        ctl.wait_no_call(self.world)


if __name__ == '__main__':
    main()
