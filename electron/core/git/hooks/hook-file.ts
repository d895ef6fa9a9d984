import { shellQuoted } from '../sign/shell-word.ts';
import type { PushHook } from './pushed-refs.ts';

/** What a hook that is written out calls. All paths are absolute: git starts it from other folders. */
export interface HookCall {
  hook: PushHook;
  /** The command line's own file, and the Node that runs it. */
  program: { script: string; node: string };
  home: string;
  policy: string;
  keys: readonly string[];
  trustedRoot?: string;
  instance?: string;
}

/** The file that git runs: one call of the command line, whose exit status is the hook's. On Windows, git brings the shell that reads it. */
export function hookText({ hook, program, home, policy, keys, trustedRoot, instance }: HookCall): string {
  const { script, node } = program;
  const more = [
    ...keys.map((key) => ['--key', key] as const),
    ...(trustedRoot === undefined ? [] : [['--trusted-root', trustedRoot] as const]),
    ...(instance === undefined ? [] : [['--instance', instance] as const]),
  ].map(([flag, value]) => ` \\\n  ${flag}=${shellQuoted(value)}`);
  return `#!/bin/sh
# ${WHEN[hook]} Written by countersign commits verify --write-hook.
# It refuses what the policy does not allow, and what cannot be checked.
node=${shellQuoted(node)}
[ -x "$node" ] || node=node
exec "$node" ${shellQuoted(script)} commits verify --hook ${hook} --offline --repo="\${GIT_DIR:-.}" \\
  --home=${shellQuoted(home)} \\
  --policy=${shellQuoted(policy)}${more.join('')} -- "$@"
`;
}

const WHEN: Readonly<Record<PushHook, string>> = {
  'pre-push': 'Git starts this before it pushes anything.',
  'pre-receive': 'Git starts this before it takes what somebody pushed.',
};
