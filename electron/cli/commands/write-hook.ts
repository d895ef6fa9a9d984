import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hookText } from '../../core/git/hooks/hook-file.ts';
import { PUSH_HOOKS } from '../../core/git/hooks/pushed-refs.ts';
import { writeFileAtomic } from '../../core/util/atomic-file.ts';
import { exists } from '../../core/util/exists.ts';
import { homePath } from '../../core/util/home.ts';
import { note } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { hookRequest, type HookCall } from './hook-call.ts';

/** `countersign commits verify --policy FILE --write-hook FILE`: writes the hook that FILE's name says. */
export async function writeHook(file: string, call: HookCall, hashWorker: URL): Promise<number> {
  const name = PUSH_HOOKS.find((hook) => hook === basename(file));
  if (name === undefined)
    throw new UsageError(
      `\`${file}\` is no hook that can hold a push to a policy`,
      `write --write-hook ${PUSH_HOOKS.map((hook) => `.git/hooks/${hook}`).join('|')}`,
    );
  const [odd] = call.words;
  if (odd !== undefined) throw new UsageError(`a hook judges what is pushed, not \`${odd}\``, 'leave it out');
  const { hook, request, path } = await hookRequest('--write-hook', name, call);
  const { keys = [], trustedRoot, instance } = request;
  if (!call.flags.force && (await exists(file)))
    throw new UsageError(`${file} is there already`, '--force overwrites it');
  const text = hookText({
    hook,
    // The build puts it beside the other.
    program: { script: fileURLToPath(new URL('./countersign.js', hashWorker)), node: process.execPath },
    home: homePath({ flag: call.common.home }),
    policy: path,
    keys: keys.map((key) => resolve(key)),
    ...(trustedRoot === undefined ? {} : { trustedRoot: resolve(trustedRoot) }),
    ...(instance === undefined ? {} : { instance }),
  });
  await writeFileAtomic(file, Buffer.from(text, 'utf8'), { overwrite: call.flags.force, mode: 0o755 });
  if (!call.common.quiet) note(`wrote ${file}`);
  return 0;
}
