# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as an assistive program sees it: find by role and name, act, type.

Everything goes by actions and the keyboard, never by positions: those that GTK 4
reports are not to be trusted. Needs World(display=True, a11y=True)."""
import re

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402  pylint: disable=wrong-import-position

from .watch import wait_until  # noqa: E402  pylint: disable=wrong-import-position

# Milliseconds: a program that lays out its window on a busy machine is not to be called dead.
Atspi.set_timeout(30000, 60000)

DEPTH = 40


def children(node):
    try:
        return [child for i in range(node.get_child_count())
                if (child := node.get_child_at_index(i)) is not None]
    except GLib.Error:
        return []  # It went away while we looked.


def name_of(node):
    """Its own name; a list item has none, so then its labels'."""
    try:
        name = node.get_name()
    except GLib.Error:
        return ''
    return name or ''


def role_of(node):
    try:
        return node.get_role_name()
    except GLib.Error:
        return ''


def windows(app):
    """The newest first: what is looked for is mostly there, and reading takes its time."""
    return reversed(children(app))


def walk(node, depth=DEPTH):
    yield node
    if depth:
        at_root = depth == DEPTH and role_of(node) == 'application'
        for child in windows(node) if at_root else children(node):
            yield from walk(child, depth - 1)


def application(name):
    """The application of this name, as soon as it is on the accessibility bus."""
    def found():
        return next((app for app in children(Atspi.get_desktop(0)) if name in name_of(app)), None)
    return wait_until(found, 'application %s on the accessibility bus' % name)


def texts(node):
    """Every name below the node."""
    return [name for child in walk(node) if (name := name_of(child))]


def matches(node, name=None, role=None):
    if role is not None and role_of(node) != role:
        return False
    return name is None or (name(name_of(node)) if callable(name) else name_of(node) == name)


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def find_now(root, name=None, role=None):
    return next((node for node in walk(root) if matches(node, name, role)), None)


def find(root, name=None, role=None):
    """Waits for the node; `name` is the text or a predicate on it."""
    return wait_until(lambda: find_now(root, name, role), 'a %s named %s' % (role, name))


def gone(root, name=None, role=None):
    wait_until(lambda: find_now(root, name, role) is None, '%s %s to go' % (role, name))


def is_active(window):
    """GTK says it of plain windows alone; a dialog's focus is where the keyboard is."""
    if role_of(window) == 'dialog':
        return any(has_state(node, Atspi.StateType.FOCUSED) for node in walk(window))
    return has_state(window, Atspi.StateType.ACTIVE)


def active_window(app):
    """The window that has the keyboard."""
    return wait_until(lambda: next(filter(is_active, windows(app)), None),
                      'an active window')


def has_action(node):
    try:
        actions = node.get_action_iface()
        return actions is not None and actions.get_n_actions() > 0
    except GLib.Error:
        return False


def click(node):
    """Its first action, when it can be used."""
    wait_until(lambda: has_state(node, Atspi.StateType.SENSITIVE), '%s to be usable' % name_of(node))
    if not node.get_action_iface() or not node.do_action(0):
        raise AssertionError('%s %s has no action' % (role_of(node), name_of(node)))


def focus(node):
    node.grab_focus()
    wait_until(lambda: has_state(node, Atspi.StateType.FOCUSED), '%s to be focused' % name_of(node))


def type_text(world, app, text, into=None):
    """Types by the X server's test keyboard into the active window."""
    active_window(app)
    if into is not None:
        focus(into)
    world.run(['xdotool', 'type', '--clearmodifiers', '--delay', '15', '--', text])


def press(world, app, key):
    """A key as xdotool names it: Return, Escape, ctrl+f."""
    active_window(app)
    world.run(['xdotool', 'key', '--clearmodifiers', key])


def unnamed_controls(root):
    """Buttons and entries that an assistive program could not name.

    GTK 4.8 names what has no name by its type: GtkButton."""
    roles = {'push button', 'button', 'toggle button', 'check box', 'radio button', 'text', 'entry',
             'combo box', 'password text', 'switch'}
    return [role_of(node) for node in walk(root)
            if role_of(node) in roles and has_state(node, Atspi.StateType.SENSITIVE)
            and (not name_of(node) or re.match('(Gtk|Adw|Cor)[A-Z]', name_of(node)))]


def tree(node, depth=0):
    """The whole tree as text, for a failure's log."""
    lines = ['%s%s: %s' % ('  ' * depth, role_of(node), name_of(node))]
    for child in children(node):
        lines += tree(child, depth + 1).splitlines()
    return '\n'.join(lines)
