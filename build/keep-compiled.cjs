// Keeps what is compiled of the parts that checking loads (`.cjs`). Node's own cache keeps a file as it is before it runs, with next to
// none of its functions, which every call compiles anew: a third of its time. What is kept here is taken when a call has run.
'use strict';
const { hash } = require('node:crypto');
const fs = require('node:fs');
const module_ = require('node:module');
const { basename, dirname, join } = require('node:path');
const vm = require('node:vm');

const DAY_MS = 86_400_000;
/** What nothing has used for so long is of another version. */
const UNUSED_MS = 30 * DAY_MS;
const DIGEST_BYTES = 32;

/** Has every `.cjs` file that is required from now on compiled from what `cache` keeps, and what is compiled of it kept there. */
module.exports = (cache) => {
  // Older versions of Node: neither is there before 21.7.
  if (hash === undefined || vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER === undefined) return;
  const folder = join(cache, `${process.version}-${process.arch}`);
  const toKeep = new Map();
  require.extensions['.cjs'] = (module, filename) => {
    const source = fs.readFileSync(filename, 'utf8');
    const kept = join(folder, `${basename(filename)}-${hash('sha256', source).slice(0, 32)}`);
    const { data: cachedData, isOld } = read(kept);
    const script = new vm.Script(module_.wrap(source), {
      filename,
      columnOffset: -module_.wrapper[0].length,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    // Calls differ in what they run: what they have compiled adds up from day to day.
    if (cachedData === undefined || script.cachedDataRejected || isOld) toKeep.set(kept, script);
    const own = (id) => module.require(id);
    script.runInThisContext().call(module.exports, module.exports, own, module, filename, dirname(filename));
  };
  process.on('exit', () => {
    if (toKeep.size === 0) return;
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      for (const [path, script] of toKeep) write(path, script.createCachedData());
      removeUnused(folder);
    } catch {
      // A cache that cannot be written makes the next call no slower than this one.
    }
  });
};

/** V8 compares neither the bytes of the source nor its own with what was kept: the name has the source's digest, the file that of the rest. */
function read(path) {
  try {
    const fd = fs.openSync(path, 'r');
    try {
      const isOld = Date.now() - fs.fstatSync(fd).mtimeMs > DAY_MS;
      const bytes = fs.readFileSync(fd);
      const data = bytes.subarray(DIGEST_BYTES);
      const isWhole = hash('sha256', data, 'buffer').equals(bytes.subarray(0, DIGEST_BYTES));
      return isWhole ? { data, isOld } : {};
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    return {};
  }
}

function write(path, data) {
  const temporary = `${path}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, Buffer.concat([hash('sha256', data, 'buffer'), data]), { mode: 0o600 });
  fs.renameSync(temporary, path);
}

function removeUnused(folder) {
  for (const name of fs.readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - fs.statSync(path).mtimeMs > UNUSED_MS) fs.rmSync(path);
  }
}
