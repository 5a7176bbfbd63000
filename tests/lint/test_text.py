# SPDX-License-Identifier: GPL-3.0-or-later
"""How the files read: formatting, licence lines, words that don't belong here."""
import re
import shutil
import subprocess
import unittest

import kit
import tree

# What names its licence in another way, or cannot carry a comment.
NO_SPDX = ('COPYING', 'NEWS', 'README.md', '.json', '.jsonl', '.lst', '.pem', '.png', '.tsv', '.txt',
           '.wav', 'debian/changelog', 'debian/copyright', 'debian/docs', 'debian/source/format')
WORDS = {
    r'\bTODO\b|\bFIXME\b|\bXXX\b': 'an unfinished place: an issue or nothing',
    r'_get_default \(\)': 'a singleton of ours; pass the object',
    r'/home/\w+/|/(work|root)/\w': 'a path of one machine',
    r'\b(deb|snapshot|security|ftp\.\w+)\.debian\b': 'a package archive; take it from apt',
    r'\bg_set_str\b|\bg_string_free_and_steal\b|\bg_task_set_static_name\b':
        'newer than GLib 2.74',
}
# Singletons of the libraries below us are theirs to have.
THEIRS = re.compile(r'\b(g|gtk|gdk|adw|soup|secret|notify)_\w*get_default \(\)')


def clang_format():
    program = shutil.which('clang-format-14') or shutil.which('clang-format')
    if not program:
        return None, ''
    version = subprocess.run([program, '--version'], capture_output=True, text=True, check=True)
    return program, version.stdout


class Text(unittest.TestCase):
    maxDiff = None

    def assert_none(self, offenders):
        self.assertFalse(offenders, '\n' + '\n'.join(offenders))

    def test_clang_format(self):
        program, version = clang_format()
        if 'version 14.' not in version:
            self.skipTest('clang-format 14 is not here')
        done = subprocess.run([program, '--dry-run', *tree.c_files()], capture_output=True,
                              text=True, check=True)
        self.assert_none(sorted(set(re.findall(r'^(\S+):\d+:\d+: warning', done.stderr, re.M))))

    def test_spdx(self):
        bad = [tree.short(path) for path in tree.files()
               if not str(path).endswith(NO_SPDX) and path.stat().st_size
               and b'SPDX-License-Identifier: ' not in path.read_bytes()[:600]]
        self.assert_none(bad)

    def test_c_file_says_what_it_is_for(self):
        """The SPDX line is followed by a comment before any code."""
        head = re.compile(r'\A(// SPDX[^\n]*\n|/\* SPDX[^\n]*\*/\n)\s*(//|/\*)|\A/\* SPDX[^\n]*\n[^*]+')
        bad = [tree.short(path) for path in tree.c_files() if not head.match(path.read_text())]
        self.assert_none(bad)

    def test_no_include_upwards(self):
        bad = [tree.short(path) for path in tree.c_files()
               if re.search(r'#\s*include\s+"\.\./', path.read_text())]
        self.assert_none(bad)

    def test_words(self):
        bad = []
        for path in tree.files('.c', '.h', '.py', '.sh', '.ui', '.build', '.md', '.xml', '.in',
                               '.wrap', 'setup', 'run', 'test', 'bench', 'fetch-sources', 'dist', 'package'):
            if path.parent.name == 'lint':
                continue
            for number, line in enumerate(path.read_text(errors='replace').splitlines(), 1):
                line = THEIRS.sub('', line)
                bad += ['%s:%d: %s' % (tree.short(path), number, why)
                        for word, why in WORDS.items() if re.search(word, line)]
        self.assert_none(bad)

    def test_scripts(self):
        """shellcheck has nothing to say about the shell scripts."""
        if not shutil.which('shellcheck'):
            self.skipTest('shellcheck is not here')
        scripts = [path for path in tree.files()
                   if re.match(rb'#!/bin/(ba)?sh|# .*\n# shellcheck shell', path.read_bytes()[:200])]
        self.assertTrue(scripts)
        done = subprocess.run(['shellcheck', '-x', '-P', kit.SOURCE, *scripts], cwd=kit.SOURCE,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == '__main__':
    kit.main()
