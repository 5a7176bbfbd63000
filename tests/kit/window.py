# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the main window: type, press, click, read.

For one program at a time, in a World(display=True, a11y=True)."""
from . import atspi
from .watch import wait_until
from .world import APP_ID

PROGRAM = 'cornetta-desktop'
OVER = 8  # levels of the tree in which toasts and questions are
BUTTONS = ('push button', 'toggle button', 'check box', 'radio button')


def _named(name):
    return name if callable(name) else lambda text: text == name


class Window:
    def __init__(self, world):
        self.world = world
        self.app = atspi.application(PROGRAM)

    # Eyes

    def words(self):
        """All that can be read, hidden pages included."""
        return atspi.texts(self.app)

    def read(self, *fragments, role=None):
        """Waits for one text that has all these fragments; returns it."""
        def has(name):
            return all(fragment in name for fragment in fragments)
        return atspi.name_of(atspi.find(self.app, has, role))

    def alert(self, *fragments):
        """Waits for a sentence where the program says what is wrong."""
        return self.read(*fragments, role='alert')

    def alerts(self):
        """The sentences that it says are wrong; an empty label shows its type."""
        return [name for node in atspi.walk(self.app) if atspi.role_of(node) == 'alert'
                and (name := atspi.name_of(node)) and name != 'GtkLabel']

    def no_alert(self):
        wait_until(lambda: not self.alerts(), 'no trouble in the window')

    def find_button(self, name):
        """The button that can be pressed; others of the name only hold one."""
        fits = _named(name)
        return next((node for node in atspi.walk(self.app)
                     if atspi.role_of(node) in BUTTONS and fits(atspi.name_of(node))
                     and atspi.has_state(node, atspi.Atspi.StateType.SENSITIVE)
                     and atspi.has_action(node)), None)

    def button(self, name):
        return wait_until(lambda: self.find_button(name), 'a button %s to be usable' % name)

    def is_pressed(self, name):
        return atspi.has_state(self.button(name), atspi.Atspi.StateType.PRESSED)

    # Hands

    def click(self, name):
        atspi.click(self.button(name))

    def click_over(self, name):
        """Of a toast or a question, which lie over the rest: read alone, for a toast does not wait.

        Libadwaita's buttons say their name twice, at first with the mnemonic."""
        def found():
            return next((node for window in atspi.windows(self.app)
                         for node in atspi.walk(window, OVER)
                         if atspi.role_of(node) in BUTTONS
                         and atspi.name_of(node).replace('_', '') == '%s %s' % (name, name)
                         and atspi.has_state(node, atspi.Atspi.StateType.VISIBLE)), None)
        atspi.click(wait_until(found, name))

    def focused_row(self):
        return next((node for node in atspi.walk(self.app) if atspi.role_of(node) == 'list item'
                     and atspi.has_state(node, atspi.Atspi.StateType.FOCUSED)), None)

    def choose_item(self, name):
        """Of the menu that is open."""
        node = atspi.find(self.app, name, 'menu item')
        wait_until(lambda: atspi.has_action(node), name)
        node.do_action(0)

    def choose(self, name, key='Return'):
        """A row by its first words, in the list that has the keyboard: with the arrow keys."""
        at = atspi.name_of(wait_until(self.focused_row, 'a row to have the keyboard'))
        names = [atspi.name_of(node) for node in atspi.walk(self.app)
                 if atspi.role_of(node) == 'list item' and atspi.name_of(node)]
        wanted = next(each for each in names if each.startswith(name))
        steps = names.index(wanted) - names.index(at)
        self.press(*(['Down'] * steps if steps > 0 else ['Up'] * -steps))
        wait_until(lambda: (row := self.focused_row()) and atspi.name_of(row) == wanted, name)
        self.press(key)

    def type(self, text):
        atspi.type_text(self.world, self.app, text)

    def press(self, *keys):
        for key in keys:
            atspi.press(self.world, self.app, key)

    def type_account(self, host, user='demo', password='demo'):
        """Into the form that a start shows; Enter goes on to the next field, and signs in. Nobody is
        led through the rest of the first run: test_first_run.py."""
        self.world.run(['gsettings', 'set', APP_ID, 'first-run', 'done'])
        for text in (host, user, password):
            self.type(text)
            self.press('Return')

    def search(self, text):
        self.press('ctrl+f', 'ctrl+a', 'BackSpace')
        self.type(text)
