import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommit, readTag } from '../../../electron/core/git/read-object.ts';
import type { GitCommit, GitTag } from '../../../electron/core/git/signed-object.ts';
import { decodeText, identOf, madeBy, subjectOf } from '../../../electron/core/git/text.ts';
import { haveVectors, vectorsPath } from '../../vectors.ts';
import { asGitSees, makeRepo, type GitRepo } from './git-repo.ts';

const TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const TREE_256 = '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321';
const ONE = '1'.repeat(40);
const WHO = 'Ada Lovelace <ada@example.org> 1790000000 +0200';
const PGP = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n=aaaa\n-----END PGP SIGNATURE-----\n';
const SSH = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n';
const CMS = '-----BEGIN SIGNED MESSAGE-----\nMIIB\n-----END SIGNED MESSAGE-----\n';

const asHeader = (name: string, signature: string) => `${name} ${signature.trimEnd().replace(/\n/g, '\n ')}\n`;
const head = (extra = '') => `tree ${TREE}\nparent ${ONE}\nauthor ${WHO}\ncommitter ${WHO}\n${extra}`;
const tagHead = (extra = '') => `object ${ONE}\ntype commit\ntag v1\ntagger ${WHO}\n${extra}`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');

function commit(text: string, format: 'sha1' | 'sha256' = 'sha1'): GitCommit {
  const read = readCommit(latin1(text), format);
  if (read.kind === 'malformed') throw new Error(read.reason);
  return read.object;
}

function tag(text: string, format: 'sha1' | 'sha256' = 'sha1'): GitTag {
  const read = readTag(latin1(text), format);
  if (read.kind === 'malformed') throw new Error(read.reason);
  return read.object;
}

describe('a commit', () => {
  it('is signed by a header, which covers all but itself', () => {
    const { signature, faults, tree, parents, message } = commit(`${head(asHeader('gpgsig', PGP))}\nSubject\n\nText\n`);
    expect(signature?.form).toBe('openpgp');
    expect(signature?.bytes.toString()).toBe(PGP);
    expect(signature?.payload.toString()).toBe(`${head()}\nSubject\n\nText\n`);
    expect([faults, tree, parents, message.toString()]).toEqual([[], TREE, [ONE], 'Subject\n\nText\n']);
  });

  it('has the form that its signature begins with', () => {
    expect(commit(`${head(asHeader('gpgsig', SSH))}\n`).signature?.form).toBe('ssh');
    expect(commit(`${head(asHeader('gpgsig', CMS))}\n`).signature?.form).toBe('x509');
    expect(commit(`${head(asHeader('gpgsig', 'odd'))}\n`).signature?.form).toBeUndefined();
    expect(commit(`${head()}\n${PGP}`).signature).toBeUndefined();
  });

  it('keeps everything else in what is signed: merged tags, encodings, headers that nobody knows', () => {
    const merged = asHeader('mergetag', `${tagHead()}\nv1\n${PGP}`);
    const others = `encoding ISO-8859-1\nHG:extra branch:x\n${merged}`;
    const { signature, faults } = commit(`${head(others + asHeader('gpgsig', PGP))}\nGr\xfc\xdfe\n`);
    expect(signature?.payload.toString('latin1')).toBe(`${head(others)}\nGr\xfc\xdfe\n`);
    expect(faults).toEqual([]);
  });

  it('of the other object format is signed by the header of that format', () => {
    const both = asHeader('gpgsig', PGP) + asHeader('gpgsig-sha256', SSH);
    expect(commit(`${head(both)}\nx\n`)).toMatchObject({ hasOtherSignature: true, signature: { form: 'openpgp' } });
    const long = head(both).replace(TREE, TREE_256).replace(ONE, '1'.repeat(64));
    const in256 = commit(`${long}\nx\n`, 'sha256');
    expect(in256).toMatchObject({ hasOtherSignature: true, signature: { form: 'ssh' }, faults: [] });
    expect(in256.signature?.payload.toString()).not.toContain('gpgsig');
    expect(commit(`${head(asHeader('gpgsig-sha256', SSH))}\nx\n`).signature).toBeUndefined();
    expect(readCommit(latin1(`${long}\nx\n`), 'sha1').kind).toBe('malformed');
  });

  it.each([
    ['two signatures', `${head(asHeader('gpgsig', PGP) + asHeader('gpgsig', SSH))}\nx\n`],
    ['two signatures apart', `${head(`${asHeader('gpgsig', PGP)}x y\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['a NUL in the message', `${head(asHeader('gpgsig', PGP))}\nx\n\0evil\n`],
    ['a NUL in a header', `${head(`x \0y\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['a second author', `${head(`author ${WHO}\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['a second tree', `${head(`tree ${TREE}\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['a parent behind its author', `${head(`parent ${ONE}\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['no committer', `tree ${TREE}\nauthor ${WHO}\n${asHeader('gpgsig', PGP)}\nx\n`],
    ['a header that looks like a signature', `${head(`gpgsigs hidden\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['an empty line with CR', `${head(`${asHeader('gpgsig', PGP)}\r\n`)}\nx\n`],
  ])('with %s can be read in two ways', (_, text) => {
    expect(commit(text).faults).not.toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no tree', `parent ${ONE}\n\nx\n`],
    ['a short tree', `tree ${TREE.slice(1)}\n\nx\n`],
    ['a tree in capitals', `tree ${TREE.toUpperCase()}\n\nx\n`],
    ['line ends with CR', head().replaceAll('\n', '\r\n')],
    ['a byte order mark', `\xef\xbb\xbf${head()}\nx\n`],
    ['a continued tree', `tree ${TREE}\n more\n${head()}\nx\n`],
  ])('with %s is none', (_, text) => {
    expect(readCommit(latin1(text), 'sha1').kind).toBe('malformed');
  });
});

describe('a tag', () => {
  it('is signed at its end, which covers all before', () => {
    const { signature, name, target, faults, message } = tag(`${tagHead()}\nVersion 1\n${PGP}`);
    expect(signature?.bytes.toString()).toBe(PGP);
    expect(signature?.payload.toString()).toBe(`${tagHead()}\nVersion 1\n`);
    expect([name, target, faults]).toEqual(['v1', { id: ONE, type: 'commit' }, []]);
    expect(message.toString()).toBe('Version 1\n');
  });

  it('may have no tagger, as the oldest have, and no message', () => {
    expect(tag(`object ${ONE}\ntype commit\ntag v0.99\n\n${PGP}`)).toMatchObject({ name: 'v0.99', faults: [] });
    expect(tag(tagHead()).message).toHaveLength(0);
    expect(tag(`${tagHead()}\ntext -----BEGIN PGP SIGNATURE-----\n > ${PGP}`).signature).toBeUndefined();
  });

  it('leaves the headers of other signatures out of what is signed', () => {
    const { signature, hasOtherSignature, faults } = tag(`${tagHead(asHeader('gpgsig-sha256', SSH))}\nx\n${PGP}`);
    expect(signature?.payload.toString()).toBe(`${tagHead()}\nx\n`);
    expect([hasOtherSignature, faults]).toEqual([true, []]);
  });

  it.each([
    ['two signatures', `${tagHead()}\nx\n${PGP}${PGP}`],
    ['two signatures of two kinds', `${tagHead()}\nx\n${SSH}${PGP}`],
    ['a NUL', `${tagHead()}\nx\0\n${PGP}`],
    ['a second name', `${tagHead('tag v2\n')}\nx\n${PGP}`],
    ['a second object', `${tagHead(`object ${ONE}\n`)}\nx\n${PGP}`],
    ['a signature among its headers', tagHead(PGP)],
    ['a header of a signature that holds none', `${tagHead('gpgsig\n')}\nx\n${PGP}`],
    ['headers of two signatures', `${tagHead(asHeader('gpgsig', SSH) + asHeader('gpgsig-sha256', SSH))}\nx\n${PGP}`],
  ])('with %s can be read in two ways', (_, text) => {
    expect(tag(text).faults).not.toEqual([]);
  });

  it.each([
    ['another order', `type commit\nobject ${ONE}\ntag v1\n\nx\n`],
    ['no name', `object ${ONE}\ntype commit\ntag \n\nx\n`],
    ['a name over two lines', `object ${ONE}\ntype commit\ntag v1\n x\n\nx\n`],
    ['a name of the other format', `object ${'1'.repeat(64)}\ntype commit\ntag v1\n\nx\n`],
  ])('with %s is none', (_, text) => {
    expect(readTag(latin1(text), 'sha1').kind).toBe('malformed');
  });

  it('whose name is no text is not taken for another', () => {
    const name = (bytes: string) => tag(`object ${ONE}\ntype commit\ntag ${bytes}\n\nx\n`).name;
    expect(name('v\xc3\xa9')).toBe('v\u00e9');
    expect(name('v\xe9')).toBe('v\\xe9');
  });
});

describe('for showing', () => {
  it('people and dates are read from it', () => {
    const read = commit(`${head()}\nA subject\nof two lines\n\nText\n`);
    expect(madeBy(read)).toEqual({
      name: 'Ada Lovelace',
      email: 'ada@example.org',
      at: new Date(1.79e12),
      zone: '+0200',
    });
    expect(identOf(read, 'author')?.email).toBe('ada@example.org');
    expect(identOf(read, 'tagger')).toBeUndefined();
    expect(subjectOf(decodeText(read.message, read))).toBe('A subject of two lines');
    const odd = tag(`object ${ONE}\ntype commit\ntag v1\ntagger nobody\n\nx\n`);
    expect(madeBy(odd)).toEqual({ name: 'nobody', email: '' });
    expect(
      madeBy(tag(`object ${ONE}\ntype commit\ntag v1\ntagger A <a@b> 999999999999 +0000\n\nx\n`))?.at,
    ).toBeInstanceOf(Date);
    expect(madeBy(tag(`object ${ONE}\ntype commit\ntag v1\ntagger A <x> <a@b> 5 +0000\n\nx\n`))?.email).not.toBe('x');
  });

  it('text is read by its encoding, and where that is wrong, somehow', () => {
    const german = (encoding: string, text: string) => {
      const read = commit(`${head(encoding === '' ? '' : `encoding ${encoding}\n`)}\n${text}`);
      return decodeText(read.message, read);
    };
    expect(german('ISO-8859-1', 'Gr\xfc\xdfe')).toBe('Grüße');
    expect(german('', 'Gr\xc3\xbc\xc3\x9fe')).toBe('Grüße');
    expect(german('', 'Gr\xfc\xdfe')).toBe('Grüße');
    expect(german('x-nothing', 'Gr\xc3\xbc\xc3\x9fe')).toBe('Grüße');
  });
});

describe('any bytes', () => {
  const line = fc.oneof(
    fc.constantFrom(
      `tree ${TREE}`,
      `parent ${ONE}`,
      `author ${WHO}`,
      `committer ${WHO}`,
      `object ${ONE}`,
      'type commit',
      'tag v1',
    ),
    fc.constantFrom(
      `tagger ${WHO}`,
      'gpgsig x',
      ' continued',
      '',
      '\r',
      'mergetag y',
      '\0',
      ...PGP.split('\n'),
      ...SSH.split('\n'),
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  );
  const object = fc.array(line, { maxLength: 24 }).map((lines) => latin1(lines.join('\n')));

  it('with more headers than anybody writes are none, and cost nothing; thousands of parents are read', () => {
    const start = `tree ${ONE}\n`;
    const parents = `parent ${ONE}\n`.repeat(5000);
    const read = readCommit(latin1(`${start}${parents}author ${WHO}\ncommitter ${WHO}\n\nText\n`), 'sha1');
    expect(read.kind === 'object' && [read.object.parents.length, read.object.faults]).toEqual([5000, []]);
    for (const line of ['x\n', ' \n', 'gpgsig x\n']) {
      const started = performance.now();
      const bytes = Buffer.concat([latin1(start), Buffer.alloc(16 << 20, line)]);
      expect(readCommit(bytes, 'sha1')).toMatchObject({
        kind: 'malformed',
        reason: expect.stringContaining('headers') as unknown,
      });
      expect(performance.now() - started).toBeLessThan(2000);
    }
    const tag = Buffer.concat([latin1(`object ${ONE}\ntype commit\ntag v1\n`), Buffer.alloc(1 << 20, 'x\n')]);
    expect(readTag(tag, 'sha1').kind).toBe('malformed');
  });

  it('never throw, and what is signed and the signature are all that there is', () => {
    fc.assert(
      fc.property(fc.oneof(object, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const asTag = readTag(bytes, 'sha1');
        if (asTag.kind === 'object' && asTag.object.signature !== undefined && !asTag.object.hasOtherSignature) {
          const { payload, bytes: signature } = asTag.object.signature;
          expect(Buffer.concat([payload, signature]).equals(Buffer.from(bytes))).toBe(true);
        }
        const asCommit = readCommit(bytes, 'sha1');
        if (asCommit.kind === 'object') {
          const { signature } = asCommit.object;
          expect(signature?.payload.includes('\ngpgsig') ?? false).toBe(
            signature?.payload.includes('\n\ngpgsig') ?? false,
          );
          decodeText(asCommit.object.message, asCommit.object);
          madeBy(asCommit.object);
        }
        readCommit(bytes, 'sha256');
      }),
      { numRuns: 300 },
    );
  });
});

describe('as git itself reads it', () => {
  let repo: GitRepo;
  let repo256: GitRepo;
  beforeAll(() => {
    repo = makeRepo();
    repo256 = makeRepo({ format: 'sha256' });
  });
  afterAll(() => {
    repo.remove();
    repo256.remove();
  });

  const both = asHeader('gpgsig', PGP) + asHeader('gpgsig-sha256', PGP);
  it.each([
    ['plain', `${head(asHeader('gpgsig', PGP))}\nx\n`],
    ['without a message', head(asHeader('gpgsig', PGP))],
    [
      'with thousands of parents',
      head(asHeader('gpgsig', PGP)).replace('author', `${`parent ${ONE}\n`.repeat(3000)}author`),
    ],
    ['without a last line end', `${head(asHeader('gpgsig', PGP))}\nx`],
    ['with a merged tag', `${head(asHeader('mergetag', `${tagHead()}\nv1\n${PGP}`) + asHeader('gpgsig', PGP))}\nx\n`],
    ['with an encoding', `${head(`encoding ISO-8859-1\n${asHeader('gpgsig', PGP)}`)}\nGr\xfc\xdfe\n`],
    ['of both formats', `${head(both)}\nx\n`],
    ['by X.509', `${head(asHeader('gpgsig', CMS))}\nx\n`],
    ['with two signatures', `${head(asHeader('gpgsig', PGP) + asHeader('gpgsig', PGP))}\nx\n`],
    ['with two signatures apart', `${head(`${asHeader('gpgsig', PGP)}x y\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['with a header that looks like one', `${head(`gpgsigs hidden\n more\n${asHeader('gpgsig', PGP)}`)}\nx\n`],
    ['with a NUL', `${head(asHeader('gpgsig', PGP))}\nx\0y\n`],
    ['with CR in the signature', `${head(asHeader('gpgsig', PGP.replaceAll('\n', '\r\n')))}\nx\n`],
    ['with a header in its message', `${head(asHeader('gpgsig', PGP))}\n${asHeader('gpgsig', PGP)}\n`],
  ])('a commit %s', (_, text) => {
    const id = repo.write('commit', latin1(text));
    const read = commit(text);
    expect(read.id).toBe(id);
    expect(asGitSees(repo, 'commit', id)).toEqual({
      payload: read.signature?.payload,
      signature: read.signature?.bytes,
    });
  });

  it.each([
    ['plain', `${tagHead()}\nx\n${PGP}`],
    ['without a message', `${tagHead()}\n${PGP}`],
    ['by X.509', `${tagHead()}\nx\n${CMS}`],
    ['with another in its headers', `${tagHead(asHeader('gpgsig-sha256', PGP))}\nx\n${PGP}`],
    ['with two signatures', `${tagHead()}\nx\n${PGP}${CMS}`],
    ['with text behind it', `${tagHead()}\nx\n${PGP}more\n`],
    ['with a NUL', `${tagHead()}\nx\0y\n${PGP}`],
    ['whose signature has CR', `${tagHead()}\nx\n${PGP.replaceAll('\n', '\r\n')}`],
  ])('a tag %s', (_, text) => {
    const id = repo.write('tag', latin1(text));
    const read = tag(text);
    expect(read.id).toBe(id);
    expect(asGitSees(repo, 'tag', id)).toEqual({ payload: read.signature?.payload, signature: read.signature?.bytes });
  });

  it('in the other object format', () => {
    const long = (text: string) => text.replaceAll(TREE, TREE_256).replaceAll(ONE, '1'.repeat(64));
    for (const extra of [asHeader('gpgsig-sha256', PGP), both]) {
      const text = long(`${head(extra)}\nx\n`);
      const id = repo256.write('commit', latin1(text));
      const read = commit(text, 'sha256');
      expect(read.id).toBe(id);
      expect(asGitSees(repo256, 'commit', id)).toEqual({
        payload: read.signature?.payload,
        signature: read.signature?.bytes,
      });
    }
    const text = long(`${tagHead(asHeader('gpgsig', PGP))}\nx\n${PGP}`);
    const id = repo256.write('tag', latin1(text));
    expect(tag(text, 'sha256').id).toBe(id);
    expect(asGitSees(repo256, 'tag', id)?.payload).toEqual(tag(text, 'sha256').signature?.payload);
  });
});

describe.skipIf(!haveVectors('git'))('real tags and commits', () => {
  it('have the names that git gave them, and are signed', () => {
    const folder = vectorsPath('git');
    const names = readdirSync(folder).filter((name) => /\.(tag|commit)$/.test(name));
    expect(names).toHaveLength(130);
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      const [id, type] = name.split('.');
      const read = type === 'tag' ? readTag(bytes, 'sha1') : readCommit(bytes, 'sha1');
      expect(read).toMatchObject({ kind: 'object', object: { id, faults: [] } });
      if (read.kind === 'object') expect(read.object.signature?.form).toBeDefined();
    }
  });
});
