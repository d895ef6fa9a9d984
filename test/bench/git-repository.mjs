// Repositories with as many commits as anybody has, made in seconds: one pack, written here and indexed by git.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';

/** git's own name of the tree without files, and its object. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const COMMIT = 1;
const TREE = 2;
const TAG = 4;

/** The environment of git here: nobody's settings. */
export const gitEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/**
 * Makes a repository of `count` commits in a row at `path`; `signed(n)` gives the signer of the commit `n`, or nothing.
 * The first is made at `from` (seconds), each a minute after the one before. `tags`: so many annotated tags without signatures.
 */
export function makeRepository(path, { count, signed, from, tags = 0 }) {
  mkdirSync(path, { recursive: true });
  execFileSync('git', ['init', '-q', '-b', 'main', path], { env: gitEnv });
  const pack = join(path, 'bench.pack');
  const { head, refs } = write(pack, { count, signed, from, tags });
  const indexed = openSync(pack, 'r');
  execFileSync('git', ['-C', path, 'index-pack', '--stdin'], { env: gitEnv, stdio: [indexed, 'ignore', 'inherit'] });
  closeSync(indexed);
  writeFileSync(join(path, '.git/refs/heads/main'), `${head}\n`);
  const packed = refs.sort().map(([name, id]) => `${id} ${name}\n`);
  writeFileSync(join(path, '.git/packed-refs'), `# pack-refs with: sorted \n${packed.join('')}`);
  return head;
}

function write(pack, { count, signed, from, tags }) {
  const file = openSync(pack, 'w');
  const sum = createHash('sha1');
  let pieces = [];
  const flush = () => {
    const bytes = Buffer.concat(pieces);
    sum.update(bytes);
    writeSync(file, bytes);
    pieces = [];
  };
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  header.writeUInt32BE(count + 1 + tags, 8);
  pieces.push(header, entry(TREE, Buffer.alloc(0)));
  const put = (type, word, bytes) => {
    pieces.push(entry(type, bytes));
    if (pieces.length > 1000) flush();
    return createHash('sha1').update(`${word} ${bytes.length}\0`).update(bytes).digest('hex');
  };
  let head;
  const refs = [];
  for (let n = 0; n < count; n++) {
    const at = from + n * 60;
    head = put(COMMIT, 'commit', commit(n, head, at, signed(n)));
    if (tags > 0 && n % (count / tags) === 0)
      refs.push([`refs/tags/v1.${n}`, put(TAG, 'tag', tag(`v1.${n}`, head, at))]);
  }
  flush();
  writeSync(file, sum.digest());
  closeSync(file);
  return { head, refs };
}

const tag = (name, target, at) =>
  Buffer.from(
    `object ${target}\ntype commit\ntag ${name}\ntagger Developer <dev@example.org> ${at} +0200\n\nRelease ${name}\n`,
  );

function commit(n, parent, at, signer) {
  const who = `Developer ${n % 40} <dev${n % 40}@example.org> ${at} +0200`;
  const head = `tree ${EMPTY_TREE}\n${parent === undefined ? '' : `parent ${parent}\n`}author ${who}\ncommitter ${who}\n`;
  const message = `\nChange number ${n} of the many that there are\n\nA paragraph that says why this was done, as long as such texts are.\nIt has a second line.\n`;
  if (signer === undefined) return Buffer.from(head + message);
  const signature = signer
    .sign(Buffer.from(head + message), at)
    .trimEnd()
    .replaceAll('\n', '\n ');
  return Buffer.from(`${head}gpgsig ${signature}\n${message}`);
}

/** An object as packs hold it (gitformat-pack(5)). */
function entry(type, bytes) {
  const size = [(type << 4) | (bytes.length & 0x0f)];
  for (let rest = bytes.length >> 4; rest > 0; rest >>= 7) {
    size[size.length - 1] |= 0x80;
    size.push(rest & 0x7f);
  }
  return Buffer.concat([Buffer.from(size), deflateSync(bytes, { level: 1 })]);
}
