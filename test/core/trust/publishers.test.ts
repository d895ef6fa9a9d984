import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { cleanPublisherName, publisherKey } from '../../../electron/core/trust/publisher-name.ts';
import { pinId } from '../../../shared/signer-rule.ts';
import { openPublishers } from '../../../electron/core/trust/publishers.ts';
import { Publisher, type Confirmation, type PinnedSigner } from '../../../shared/model/publisher.ts';

const A = '9E3C2B7F11D04A5588E6F0C4A7B1D2E3F4051627';
const B = '1234567890ABCDEF1234567890ABCDEF12345678';
const NOW = '2026-11-21T00:00:00.000Z';
const PASTED: Confirmation = { how: 'pasted', at: '2024-05-02T00:00:00Z' };

const newHome = (): string => mkdtempSync(join(tmpdir(), 'cs-pub-'));
const open = (home: string) => openPublishers(home, () => new Date(NOW));
let home: string;
beforeEach(() => {
  home = newHome();
});

describe('openPublishers', () => {
  it('keeps publishers and pins, as the schema has them', async () => {
    await open(home).add('Bitcoin Core');
    await open(home).pin('bitcoin core', { fingerprint: A.toLowerCase() }, PASTED, 'Ada');
    const list = await open(home).list();
    expect(list).toEqual([
      {
        name: 'Bitcoin Core',
        own: false,
        since: NOW,
        pins: [{ fingerprint: A, label: 'Ada', confirmed: PASTED }],
        stems: [],
      },
    ]);
    expect(list.map((one) => Publisher.parse(one))).toEqual(list);
    expect(statSync(join(home, 'publishers.json')).mode & 0o777).toBe(0o600);
  });

  it('compares names without case, after NFC, without outer spaces', async () => {
    await open(home).add('  Caf\u00e9  Müller ');
    for (const name of ['cafe\u0301 mu\u0308ller', 'CAFÉ MÜLLER', ' Café   Müller'])
      expect((await open(home).get(name))?.name).toBe('Café Müller');
    await expect(open(home).add('CAFÉ müller')).rejects.toMatchObject({ code: 'already-exists' });
    expect(await open(home).get('Cafe Muller')).toBeUndefined();
  });

  it.each([
    '',
    '   ',
    'a\u202eb',
    'a\u200bb',
    'a\u0000b',
    'a\u001b[31mb',
    'a\u2066b',
    '\ufeff',
    'a\u00adb',
    '\u3164',
    'x'.repeat(201),
  ])('refuses the name %j', async (name) => {
    await expect(open(home).add(name)).rejects.toMatchObject({ code: 'usage' });
    expect(await open(home).list()).toEqual([]);
  });

  it('keeps the first confirmation of a signer', async () => {
    await open(home).add('P');
    await open(home).pin('P', { fingerprint: A }, PASTED);
    await open(home).pin('P', { fingerprint: A }, { how: 'wkd', at: NOW });
    expect((await open(home).get('P'))?.pins).toEqual([{ fingerprint: A, confirmed: PASTED }]);
  });

  it("keeps a key's own label short and visible, whatever the key calls itself", async () => {
    await open(home).add('P');
    await open(home).pin('P', { fingerprint: A }, PASTED, `Ada\u202e\u0000\n <ada@example.org>${'x'.repeat(5000)}`);
    const [pin] = (await open(home).get('P'))!.pins;
    expect(pin?.label).toHaveLength(200);
    expect(pin?.label?.startsWith('Ada <ada@example.org>xxx')).toBe(true);
  });

  it('calls a key something else wherever it is expected, and nothing else', async () => {
    for (const name of ['P', 'Q']) {
      await open(home).add(name);
      await open(home).pin(name, { fingerprint: A }, PASTED, 'old');
      await open(home).pin(name, { fingerprint: B }, PASTED, 'other');
    }
    await open(home).relabel(A, 'new\u202e');
    const labels = async () => (await open(home).list()).map(({ pins }) => pins.map(({ label }) => label));
    expect(await labels()).toEqual([
      ['new', 'other'],
      ['new', 'other'],
    ]);
    await open(home).relabel(A, ' ');
    expect(await labels()).toEqual([
      [undefined, 'other'],
      [undefined, 'other'],
    ]);
    expect((await open(home).get('P'))?.pins[0]).toEqual({ fingerprint: A, confirmed: PASTED });
    await open(home).relabel('C'.repeat(40), 'nobody');
    expect((await open(home).get('Q'))?.pins).toHaveLength(2);
  });

  it('writes nothing that it could not read again', async () => {
    await open(home).add('P');
    await expect(open(home).pin('P', { fingerprint: A }, { how: 'pasted', at: 'yesterday' })).rejects.toThrow(
      'no date',
    );
    expect((await open(home).get('P'))?.pins).toEqual([]);
  });

  it.each([A.slice(-16), A.slice(1), `${A}0`, 'not hex', ''])('refuses to pin %j', async (fingerprint) => {
    await open(home).add('P');
    await expect(open(home).pin('P', { fingerprint }, PASTED)).rejects.toMatchObject({ code: 'usage' });
  });

  it('unpins and removes; what is not there is not found', async () => {
    await open(home).add('P');
    await open(home).pin('P', { fingerprint: A }, PASTED);
    await expect(open(home).unpin('P', { fingerprint: B })).rejects.toMatchObject({ code: 'not-found' });
    expect((await open(home).unpin('P', { fingerprint: A })).pins).toEqual([]);
    await open(home).remove('p');
    await expect(open(home).remove('P')).rejects.toMatchObject({ code: 'not-found' });
    await expect(open(home).pin('P', { fingerprint: A }, PASTED)).rejects.toMatchObject({ code: 'not-found' });
    await expect(open(home).learnStem('P', 'widget')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has repositories of its own, each with one publisher at most, and tells nobody else of them', async () => {
    for (const name of ['P', 'Q']) await open(home).add(name);
    const repositoriesOf = async () =>
      (await open(home).list()).map(({ name, repositories }) => [name, repositories ?? []]);
    await open(home).setRepository('/src/p/.git', 'p');
    await open(home).setRepository('/src/two/.git', 'P');
    expect(await repositoriesOf()).toEqual([
      ['P', ['/src/p/.git', '/src/two/.git']],
      ['Q', []],
    ]);
    await open(home).setRepository('/src/p/.git', 'Q');
    await open(home).setRepository('/src/two/.git', null);
    expect(await repositoriesOf()).toEqual([
      ['P', []],
      ['Q', ['/src/p/.git']],
    ]);
    await expect(open(home).setRepository('/src/p/.git', 'R')).rejects.toMatchObject({ code: 'not-found' });
    const told = await open(home).export();
    expect(told).not.toContain('/src');
    // Nor are others' words taken for the user's own.
    const theirs = { name: 'Q', own: false, since: NOW, pins: [], stems: [], repositories: ['/src/mine/.git'] };
    const list = JSON.stringify({ format: 'countersign-publishers', version: 2, publishers: [theirs] });
    await open(home).import(list);
    await open(home).import(list.replace('"Q"', '"R"'));
    expect(JSON.stringify(await repositoriesOf())).not.toContain('mine');
  });

  it('learns stems once, and no generic ones', async () => {
    await open(home).add('P');
    for (const stem of ['widget', 'widget', 'setup', 'abc', 'Widget']) await open(home).learnStem('P', stem);
    expect((await open(home).get('P'))?.stems).toEqual(['widget']);
  });

  it('never overwrites a damaged file', async () => {
    const path = join(home, 'publishers.json');
    for (const content of ['torn', '[{"name":"a\\u202eb"}]', '[{"name":"P","since":"x"}]']) {
      const text = `{"version":1,"content":${content}}`;
      writeFileSync(path, text);
      await expect(open(home).list()).rejects.toMatchObject({ code: 'store-damaged' });
      await expect(open(home).add('P')).rejects.toMatchObject({ code: 'store-damaged' });
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });
});

const BUILD = {
  repository: 'https://github.com/org/repo',
  workflow: '.github/workflows/release.yml',
  refs: 'refs/tags/*',
  issuer: 'https://token.actions.githubusercontent.com',
};
const PERSON = { identity: 'ada@example.org', issuer: 'https://github.com/login/oauth' };
const SIGNERS: PinnedSigner[] = [
  { fingerprint: A },
  PERSON,
  { ...PERSON, instance: 'acme' },
  { identityPattern: '.*@example\\.org', issuer: 'https://accounts.google.com' },
  { ...BUILD, repositoryId: '42' },
  { ...BUILD, refs: 'refs/heads/main' },
];

describe('identities and builds', () => {
  it('are kept, told apart, and given to another home', async () => {
    await open(home).add('P');
    for (const signer of [...SIGNERS, ...SIGNERS]) await open(home).pin('P', signer, PASTED);
    const [kept] = await open(home).list();
    expect(kept?.pins).toEqual(SIGNERS.map((signer) => ({ ...signer, confirmed: PASTED })));
    expect(kept).toEqual(Publisher.parse(kept));
    const json = await open(home).export();
    expect(JSON.parse(json)).toMatchObject({ version: 2 });
    const [given] = await open(newHome()).import(json);
    expect(given?.pins.map(({ confirmed, ...signer }) => [signer, confirmed.how])).toEqual(
      SIGNERS.map((signer) => [signer, 'import']),
    );
    for (const signer of SIGNERS) await open(home).unpin('P', signer);
    expect((await open(home).get('P'))?.pins).toEqual([]);
  });

  it('are written as other programs of the same kind write them', async () => {
    await open(home).add('P');
    const pin = async (repository: string) =>
      (await open(home).pin('P', { ...BUILD, repository }, PASTED)).pins.map(
        (one) => 'repository' in one && one.repository,
      );
    for (const same of ['', '/', '.git', '.git/'])
      expect(await pin(BUILD.repository + same)).toEqual([BUILD.repository]);
  });

  it('learn a repository’s number once, from the user or from a check, never from a list', async () => {
    await open(home).add('P');
    await open(home).pin('P', BUILD, PASTED);
    const other = newHome();
    await open(other).add('P');
    await open(other).pin('P', { ...BUILD, repositoryId: '666' }, PASTED);
    await open(home).import(await open(other).export());
    expect((await open(home).get('P'))?.pins).toEqual([{ ...BUILD, confirmed: PASTED }]);
    await open(home).learnRepositoryId('P', BUILD, '42');
    await open(home).learnRepositoryId('P', BUILD, '43');
    expect((await open(home).get('P'))?.pins).toEqual([{ ...BUILD, repositoryId: '42', confirmed: PASTED }]);
    // Another repository of the same name is another signer, whom the user may expect too.
    await open(home).pin('P', { ...BUILD, repositoryId: '43' }, PASTED);
    expect((await open(home).get('P'))?.pins).toHaveLength(2);
  });

  it('keep a key’s public part where it is given later, and no other key’s', async () => {
    const spki = Buffer.from('a public key');
    const fingerprint = createHash('sha256').update(spki).digest('hex');
    const publicKey = spki.toString('base64');
    await open(home).add('P');
    await open(home).pin('P', { fingerprint }, PASTED);
    await open(home).pin('P', { fingerprint, publicKey }, { how: 'wkd', at: NOW });
    expect((await open(home).get('P'))?.pins).toEqual([
      { fingerprint: fingerprint.toUpperCase(), publicKey, confirmed: PASTED },
    ]);
    await expect(open(home).pin('P', { fingerprint: A, publicKey }, PASTED)).rejects.toMatchObject({ code: 'usage' });
  });

  it('keep that a key is an SSH key, where that is learned later, through an export too', async () => {
    const fingerprint = 'AB'.repeat(32);
    await open(home).add('P');
    await open(home).pin('P', { fingerprint }, PASTED);
    await open(home).pin('P', { fingerprint, kind: 'ssh' }, PASTED);
    expect((await open(home).get('P'))?.pins).toEqual([{ fingerprint, kind: 'ssh', confirmed: PASTED }]);
    const list = JSON.parse(await open(home).export()) as { version: number; publishers: { pins: object[] }[] };
    expect([list.version, list.publishers[0]?.pins[0]]).toMatchObject([1, { kind: 'ssh' }]);
    // No OpenPGP key is one.
    await open(home).pin('P', { fingerprint: A, kind: 'ssh' }, PASTED);
    expect((await open(home).get('P'))?.pins[1]).toEqual({ fingerprint: A, confirmed: PASTED });
  });

  it.each<[string, Record<string, string>]>([
    ['nobody', {}],
    ['an identity without its issuer', { identity: 'ada@example.org' }],
    ['an empty identity', { ...PERSON, identity: '' }],
    ['an empty issuer', { ...PERSON, issuer: '' }],
    ['an empty pattern', { identityPattern: '', issuer: PERSON.issuer }],
    ['an identity with hidden characters', { ...PERSON, identity: 'ada\u202e@example.org' }],
    ['an issuer alone', { issuer: PERSON.issuer }],
    ['a repository without its workflow', { ...BUILD, workflow: '' }],
    ['a repository that is no address', { ...BUILD, repository: 'org/repo' }],
    ['a workflow with its ref', { ...BUILD, workflow: 'release.yml@refs/tags/v1' }],
    ['any ref', { ...BUILD, refs: '*' }],
    ['any branch', { ...BUILD, refs: 'refs/heads/*' }],
  ])('%s is refused, in a file too', async (_what, signer) => {
    await open(home).add('P');
    await expect(open(home).pin('P', signer as unknown as PinnedSigner, PASTED)).rejects.toMatchObject({
      code: 'usage',
    });
    const pins = [{ ...signer, confirmed: PASTED }];
    const json = JSON.stringify({
      format: 'countersign-publishers',
      version: 2,
      publishers: [{ name: 'Q', since: NOW, pins, stems: [] }],
    });
    await expect(open(home).import(json)).rejects.toMatchObject({ code: 'malformed' });
    expect(await open(home).list()).toMatchObject([{ name: 'P', pins: [] }]);
  });

  it('do not keep a file of an earlier version from being opened', async () => {
    const content = [{ name: 'Old', own: true, since: NOW, pins: [{ fingerprint: A, confirmed: PASTED }], stems: [] }];
    writeFileSync(join(home, 'publishers.json'), JSON.stringify({ version: 1, content }));
    expect(await open(home).list()).toEqual(content);
    await open(home).pin('Old', PERSON, PASTED);
    expect(JSON.parse(readFileSync(join(home, 'publishers.json'), 'utf8'))).toMatchObject({ version: 2 });
    expect((await open(home).get('Old'))?.pins).toHaveLength(2);
  });
});

describe('export and import', () => {
  it("marks another's pins as imported, and takes neither stems nor the mark of an own publisher", async () => {
    await open(home).add('Mine', true);
    await open(home).pin('Mine', { fingerprint: A }, PASTED, 'Ada');
    await open(home).learnStem('Mine', 'widget');
    const json = await open(home).export();
    const other = newHome();
    expect(await open(other).import(json)).toEqual([
      {
        name: 'Mine',
        own: false,
        since: NOW,
        pins: [
          {
            fingerprint: A,
            label: 'Ada',
            confirmed: { how: 'import', at: NOW, detail: 'pasted, 2024-05-02T00:00:00Z' },
          },
        ],
        stems: [],
      },
    ]);
  });

  it("gives back everything from the user's own backup", async () => {
    await open(home).add('Mine', true);
    await open(home).pin('Mine', { fingerprint: A }, PASTED, 'Ada');
    await open(home).learnStem('Mine', 'widget');
    const other = newHome();
    await open(other).import(await open(home).export(), { backup: true });
    expect(await open(other).list()).toEqual(await open(home).list());
  });

  it('adds to what is there; known pins keep their confirmation', async () => {
    await open(home).add('P');
    await open(home).pin('P', { fingerprint: A }, { how: 'wkd', at: NOW });
    await open(home).pin('P', { fingerprint: B }, { how: 'wkd', at: NOW });
    const json = await open(home).export();
    const other = newHome();
    await open(other).add('p', true);
    await open(other).pin('p', { fingerprint: A }, PASTED);
    await open(other).import(json);
    const [publisher] = await open(other).list();
    expect(publisher).toMatchObject({ name: 'p', own: true });
    expect(publisher?.pins.map((pin) => [pinId(pin), pin.confirmed.how])).toEqual([
      [A, 'pasted'],
      [B, 'import'],
    ]);
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"format":"countersign-publishers","version":3,"publishers":[]}',
    '{"format":"countersign-publishers","version":1,"publishers":[{"name":"P"}]}',
    `{"format":"countersign-publishers","version":1,"publishers":[{"name":"P","since":"${NOW}","pins":[{"fingerprint":"1234"}]}]}`,
    `{"format":"countersign-publishers","version":1,"publishers":[{"name":"a\\u202eb","since":"${NOW}","pins":[],"stems":[]}]}`,
  ])('refuses %s and changes nothing', async (json) => {
    await expect(open(home).import(json)).rejects.toMatchObject({ code: 'malformed' });
    expect(await open(home).list()).toEqual([]);
  });

  it('property: any JSON is taken whole or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (publishers) => {
        const json = JSON.stringify({ format: 'countersign-publishers', version: 1, publishers });
        await open(home)
          .import(json)
          .catch((error: unknown) => expect(error).toMatchObject({ code: 'malformed' }));
        await open(home).list();
      }),
      { numRuns: 100 },
    );
  });
});

describe('cleanPublisherName', () => {
  it('property: gives a name that compares as itself and cleans to itself, or refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        let clean: string;
        try {
          clean = cleanPublisherName(name);
        } catch (error) {
          expect(error).toMatchObject({ code: 'usage' });
          return;
        }
        expect(cleanPublisherName(clean)).toBe(clean);
        expect(publisherKey(clean)).toBe(publisherKey(name));
        expect(clean).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 2000 },
    );
  });
});
