# SPDX-License-Identifier: GPL-3.0-or-later
"""No function over 60 lines, no file over 600, no more than five parameters."""
import json
import re
import subprocess
import unittest

import kit
import tree

FUNCTION_LINES = 60
FILE_LINES = 600
PARAMETERS = 5
# The tail that every asynchronous function has.
NOT_COUNTED = re.compile(r',?\s*GCancellable \*\s*\w+|,\s*GAsyncReadyCallback \w+,\s*gpointer \w+')
# Handlers whose shape baresip gives.
SHAPED = {'source_alloc', 'player_alloc', 'codec_decode', 'codec_conceal'}
# A list, not logic: properties, template children, actions.
LISTS = ('class_init', 'get_property', 'set_property')
# The comment that a switch table or an argument table carries above it.
MARK = 'A table:'


def functions(paths):
    out = subprocess.run(['ctags', '--output-format=json', '--fields=+neS', '--kinds-C=f',
                          '--languages=C', '-f', '-', *map(str, paths)],
                         capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        tag = json.loads(line)
        if tag.get('_type') == 'tag' and 'end' in tag:
            yield tag


def is_list(tag, lines):
    if tag['name'].endswith(LISTS):
        return True
    return any(MARK in line for line in lines[max(0, tag['line'] - 8):tag['line']])


class Size(unittest.TestCase):
    def setUp(self):
        self.paths = [path for path in tree.c_files() if path.suffix == '.c']

    def test_functions(self):
        bad = []
        for tag in functions(self.paths):
            with open(tag['path'], encoding='utf-8') as source:
                lines = source.read().splitlines()
            length = tag['end'] - tag['line'] + 1
            if length > FUNCTION_LINES and not is_list(tag, lines):
                bad.append('%s:%d %s: %d lines' % (tag['path'], tag['line'], tag['name'], length))
        self.assertFalse(bad, '\n' + '\n'.join(bad))

    def test_files(self):
        bad = []
        for path in tree.c_files() + tree.files('.py'):
            length = len(path.read_text().splitlines())
            if length > FILE_LINES:
                bad.append('%s: %d lines' % (tree.short(path), length))
        self.assertFalse(bad, '\n' + '\n'.join(bad))

    def test_parameters(self):
        """Callbacks have the shape their caller gives them; ours have at most five."""
        bad = []
        for tag in functions(self.paths):
            count = len(NOT_COUNTED.sub('', tag.get('signature', '')).split(','))
            if count > PARAMETERS and not tag['name'].startswith('on_') and \
                    tag['name'] not in SHAPED:
                bad.append('%s:%d %s: %d' % (tag['path'], tag['line'], tag['name'], count))
        self.assertFalse(bad, '\n' + '\n'.join(bad))


if __name__ == '__main__':
    kit.main()
