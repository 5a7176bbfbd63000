# SPDX-License-Identifier: GPL-3.0-or-later
"""The keyboard: where it is, and pressing keys there as a person would."""
from .watch import wait_until


def window(world):
    """The title of the window that has the keyboard. The window manager names its active window a
    moment before that has the keys too; until both say the same it is nobody's."""
    said = {world.run(['xdotool', which, 'getwindowname'], check=False).stdout.strip()
            for which in ('getactivewindow', 'getwindowfocus')}
    return said.pop() if len(said) == 1 else ''


def wait_window(world, *titles):
    """Until one of these windows has it."""
    wait_until(lambda: window(world) in titles, '%r to have the keyboard' % (titles,))


def press(world, *keys):
    world.run(['xdotool', 'key', '--clearmodifiers', *keys])
