import { AppError } from '../../../../shared/error.ts';
import { nameOf } from '../name-bytes.ts';

/** The hooks by which git asks whether a push may go on: where it starts, and where it arrives. */
export const PUSH_HOOKS = ['pre-push', 'pre-receive'] as const;
export type PushHook = (typeof PUSH_HOOKS)[number];

/** A ref that a push makes, moves, or (without `to`) deletes, by its name where the push arrives. */
export interface PushedRef {
  ref: string;
  /** What it names there until then, as far as git was told. */
  from?: string;
  to?: string;
}

const LF = 0x0a;
const ID = '(?:[0-9a-f]{40}|[0-9a-f]{64})';
/** Names of objects are of one length, and a ref's name holds no space; what is pushed is written as the user wrote it. */
const LINES: Readonly<Record<PushHook, RegExp>> = {
  'pre-push': new RegExp(`^.* (?<to>${ID}) (?<ref>[^ ]+) (?<from>${ID})$`, 's'),
  'pre-receive': new RegExp(`^(?<from>${ID}) (?<to>${ID}) (?<ref>[^ ]+)$`),
};

/** Reads what git says to a hook (githooks(5)). Throws `usage` for what it does not say: then nothing of the push may pass. */
export function readPushedRefs(hook: PushHook, bytes: Buffer): PushedRef[] {
  if (bytes.length > 0 && bytes.at(-1) !== LF) throw new AppError('usage', 'what git said to the hook is cut off');
  const refs: PushedRef[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(LF, at);
    refs.push(refOf(hook, bytes.subarray(at, end)));
    at = end + 1;
  }
  // A push names something; another hook that read its lines away leaves nothing.
  if (refs.length === 0 && hook === 'pre-receive')
    throw new AppError('usage', 'git said nothing to the hook: its standard input is empty');
  return refs;
}

function refOf(hook: PushHook, line: Buffer): PushedRef {
  const { from, to, ref } = LINES[hook].exec(line.toString('latin1'))?.groups ?? {};
  const isUsable = ref?.startsWith('refs/') === true && from?.length === to?.length;
  if (!isUsable || from === undefined || to === undefined)
    throw new AppError('usage', `no line of ${hook}: ${nameOf(line).slice(0, 200)}`);
  return {
    ref: nameOf(Buffer.from(ref, 'latin1')),
    ...(isNothing(from) ? {} : { from }),
    ...(isNothing(to) ? {} : { to }),
  };
}

/** Where there is no object, git names one of zeros alone. */
const isNothing = (id: string): boolean => /^0+$/.test(id);
