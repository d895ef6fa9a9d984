import { AUDIT } from '../../../shared/catalogue/en/audit.ts';
import { shortened } from '../../../shared/visible-text.ts';
import { OF_SIGNATURE } from '../../core/audit/git/audit-parts.ts';
import { readPushedRefs, type PushHook } from '../../core/git/hooks/pushed-refs.ts';
import type { PolicyReason } from '../../core/git/policy/policy.ts';
import type { PushedCheck } from '../../core/verify/git-push.ts';
import { note } from '../output.ts';
import { openSession } from '../session.ts';
import { readStandardInput } from '../standard-input.ts';
import { hookRequest, type HookCall } from './hook-call.ts';

/**
 * `countersign commits verify --policy FILE --hook pre-push|pre-receive`, as git calls it: reads what is pushed from standard input. Gives 0
 * where all of it may pass; whatever else it ends with, git refuses the push.
 */
export async function askedByHook(name: string, call: HookCall, hashWorker: URL): Promise<number> {
  try {
    return await judge(name, call, hashWorker);
  } catch (error) {
    note('countersign: This push is refused, for it could not be checked.');
    throw error;
  }
}

/** So many are told; whoever pushes wants to know what to mend, and nobody reads thousands. */
const MOST_TOLD = 20;

async function judge(name: string, call: HookCall, hashWorker: URL): Promise<number> {
  const { hook, request, policy } = await hookRequest('--hook', name, call);
  const refs = readPushedRefs(hook, await readStandardInput(MOST_INPUT, 'what git says to the hook'));
  // Git tells the hook the name of the remote, and its address.
  const [remote] = call.words;
  const services = await openSession(call.common, hashWorker);
  let [refused, warned] = [0, 0];
  try {
    const asked = { ...request, hook, refs, policy, ...(remote === undefined ? {} : { remote }) };
    for await (const one of services.git.push(asked, {})) {
      if (!one.passes) {
        if (++refused > MOST_TOLD) break;
        tell(one, 'refused');
      } else if (one.policy.word === 'warned' && ++warned <= MOST_TOLD && !call.common.quiet) tell(one, 'warning');
    }
  } finally {
    await services.close();
  }
  if (warned > MOST_TOLD && !call.common.quiet) note(`countersign: ${warned - MOST_TOLD} more with a warning`);
  if (refused === 0) return 0;
  const more = refused > MOST_TOLD ? `more than ${MOST_TOLD}` : String(refused);
  note(
    `countersign: This push is refused: the policy does not let ${more} of its tags and commits pass. ${AFTER[hook]}`,
  );
  return 1;
}

const AFTER: Readonly<Record<PushHook, string>> = {
  'pre-push': 'Nothing was pushed.',
  'pre-receive': 'Nothing was taken.',
};

const MOST_INPUT = 64 * 1024 * 1024;

/** Which ref, which tag or commit, why, and what to do. */
function tell({ ref, object, policy: { reason, word }, check }: PushedCheck, how: string): void {
  const { about, type, nextStep, summary } = check ?? {};
  const subject = shortened(about?.subject ?? '', 30);
  const by = about?.by === undefined ? '' : `by ${about.by}`;
  const what = [ref, `${type ?? 'object'} ${object.slice(0, 12)}`, subject, by].filter((text) => text !== '');
  note(`countersign: ${how}: ${what.join(', ')}`);
  const isOwn = word === 'allowed' || OF_SIGNATURE.has(reason);
  if (word !== 'allowed') note(`  ${AUDIT.reason[reason]}`);
  if (isOwn && summary !== undefined) note(`  ${summary}`);
  const next = STEPS[type ?? 'commit'][reason] ?? nextStep;
  if (next !== undefined) note(`  Next: ${next}`);
}

const OTHER_SIGNER = 'Have somebody sign it whom the policy names, or ask whoever keeps the policy to name its signer.';
const ANEW = 'Sign it anew, or ask whoever keeps the policy.';
const OF_ALL: Partial<Record<PolicyReason, string>> = {
  'signer-unlisted': OTHER_SIGNER,
  'out-of-time': ANEW,
  'no-date': ANEW,
  'not-checkable': 'If its key is what is missing, import it where this is checked: countersign keys import FILE.',
  uncovered: 'Ask whoever keeps the policy for a rule that speaks of it.',
};

/** What whoever pushes can do. Where nothing stands here, the signature's own next step is the one. */
const STEPS: Readonly<Record<'tag' | 'commit', Partial<Record<PolicyReason, string>>>> = {
  commit: {
    ...OF_ALL,
    unsigned:
      'Sign it and push again: git commit --amend -S for the last one, git rebase --force-rebase -S BASE for several.',
  },
  tag: {
    ...OF_ALL,
    unsigned: 'Sign it and push again: countersign tag sign --force NAME, or git tag -s -f NAME.',
    renamed: 'Push it under its own name.',
  },
};
