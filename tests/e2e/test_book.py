# SPDX-License-Identifier: GPL-3.0-or-later
"""The phonebook: contacts made, changed and deleted, here and by others; and without a server.
M56, M60"""
from kit import ctl, main
from kit.moving import Moving
from kit.watch import wait_until


class Book(Moving):
    parts = {'display': True, 'keyring': True}

    def contact(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'contact', *words, check=check)

    def search(self, query):
        return ctl.ctl(self.world, 'search', query)

    def wait_found(self, query, names):
        wait_until(lambda: [row['name'] for row in self.search(query)] == names,
                   '%s finds %s' % (query, names))

    def create(self, *words):
        return self.contact('create', *words).stdout.strip()

    def post(self, path, body):
        status, answer = self.demo.request('POST', '/api' + path, body, headers=self.header)
        self.assertLess(status, 300, answer)

    def look_again(self):
        """As when the way to the server comes back."""
        self.world.run(['gdbus', 'call', '--session', '--dest', 'org.cornetta.Cornetta',
                        '--object-path', '/org/cornetta/Cornetta', '--method',
                        'org.freedesktop.Application.ActivateAction', 'retry', '[]', '{}'])

    def wait_noticed(self, query, names):
        """A look that is under way already may have passed what has changed."""
        def noticed():
            self.look_again()
            return [row['name'] for row in self.search(query)] == names
        wait_until(noticed, '%s finds %s' % (query, names), every=0.5)

    def test_1_create_edit_delete(self):
        number = self.create('name=Zaira Provini', 'company=Bodies & Co', 'workphone=0721999111',
                             'type=private')
        self.assertEqual(self.posted('/phonebook/create')[1], {
            'type': 'private', 'name': 'Zaira Provini', 'company': 'Bodies & Co',
            'workphone': '0721999111'})
        row = self.get('/phonebook/cticontact/' + number)
        self.assertEqual((row['name'], row['owner_id'], row['type']),
                         ('Zaira Provini', 'demo', 'private'))
        self.wait_found('zaira', ['Zaira Provini'])
        self.assertEqual(self.search('0721999111')[0]['id'], int(number))
        self.contact('edit', number, 'name=Zaira Mutata', 'cellphone=3339991112', 'workphone=')
        self.assertEqual(self.posted('/phonebook/modify_cticontact')[1], {
            'id': number, 'name': 'Zaira Mutata', 'type': 'private', 'cellphone': '3339991112',
            'workphone': ''})
        self.wait_found('zaira', ['Zaira Mutata'])
        self.assertEqual([n for _, n in self.search('zaira')[0]['numbers']], ['3339991112'])
        self.contact('delete', number)
        self.assertEqual(self.posted('/phonebook/delete_cticontact')[1], {'id': number})
        self.wait_found('zaira', [])
        self.assertEqual(self.get('/phonebook/cticontact/' + number), {})

    def test_2_refused(self):
        for words, says in ((('create', 'job=none'), 'needs a name'),
                            (('create', 'name=A', 'cellphone=' + '1' * 26), '25 characters'),
                            (('create', 'name=A', 'shoe=44'), 'no field'),
                            (('edit', '999999', 'name=B'), 'no such contact'),
                            (('delete', '999999'), 'no such contact')):
            done = self.contact(*words, check=False)
            self.assertEqual(done.returncode, 1, done)
            self.assertIn(says, done.stderr)
        for words in (('create', 'name'), ('edit', 'x', 'a=b'), ('delete',), ('shred', '1')):
            self.assertEqual(self.contact(*words, check=False).returncode, 2)

    def test_3_others_write(self):
        """What a colleague makes, changes and deletes is seen the next time one looks."""
        self.post('/phonebook/create', {'type': 'public', 'name': 'Quirino Nuovo',
                                        'cellphone': '3339990001'})
        self.wait_noticed('quirino', ['Quirino Nuovo'])
        number = str(self.search('quirino')[0]['id'])
        self.post('/phonebook/modify_cticontact', {'id': number, 'name': 'Quirino Altro'})
        self.wait_noticed('quirino', ['Quirino Altro'])
        self.post('/phonebook/delete_cticontact', {'id': number})
        self.wait_noticed('quirino', [])

    def test_4_files(self):
        """What is exported is known when it comes back; from another phonebook it is new."""
        for name in ('all.vcf', 'all.csv'):
            path = self.world.home / name
            count = int(self.contact('export', str(path)).stdout)
            wait_until(lambda n=count: ctl.status(self.world)['contacts'] == n, 'the count')
            said = self.contact('import', str(path), 'look').stdout
            self.assertIn('new: 0', said)
            self.assertIn('known: %d' % count, said)
            self.assertEqual(path.stat().st_mode & 0o77, 0)
        path.write_text('name,cellphone\nUgo Primo,3331\nUgo Secondo,3332\nUgo Primo,3331\n,\n')
        said = self.contact('import', str(path)).stdout
        for line in ('new: 2', 'known: 1', 'unreadable: 1', 'sent: 2', 'refused: 0'):
            self.assertIn(line, said)
        self.wait_found('ugo', ['Ugo Primo', 'Ugo Secondo'])
        path.write_text('no contacts')
        self.assertEqual(self.contact('import', str(path), check=False).returncode, 1)
        self.assertEqual(self.contact('export', '/nonexistent/x.vcf', check=False).returncode, 1)

    def test_5_away(self):
        """Nobody answers: what is known is found, and what can't be written says so."""
        self.fault('rest', '500')
        done = self.contact('create', 'name=Nessuno', check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('127.0.0.1', done.stderr)
        self.fault('rest', 'none')
        names = [row['name'] for row in self.search('a')]
        self.assertGreater(len(names), 3)
        self.demo.stop()
        self.assertEqual([row['name'] for row in self.search('a')], names)
        done = self.contact('create', 'name=Nessuno', check=False)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.search('nessuno'), [])

    def _clean(self):
        self.signals.stop()


class Many(Moving):
    demo_options = ('--contacts=4500', '--history=20')

    def test_thousand_rows(self):
        """As many as are asked for, also more than a list keeps at hand."""
        wait_until(lambda: ctl.status(self.world)['contacts'] == 4500, 'the phonebook')
        self.assertEqual(len(ctl.ctl(self.world, 'search', 'a')), 1000)


if __name__ == '__main__':
    main()
