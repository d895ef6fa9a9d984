/** What git asks of a program in place of ssh-keygen. */
export type SshCall =
  | { kind: 'ssh-sign'; key: string; file: string }
  | {
      kind: 'ssh-check';
      verb: 'find-principals' | 'verify' | 'check-novalidate';
      signature: string;
      allowed?: string;
      principal?: string;
      at?: Date;
      /** A list of revoked keys. */
      revoked?: string;
    };

const VALUES = {
  '-n': 'namespace',
  '-f': 'file',
  '-s': 'signature',
  '-I': 'principal',
  '-r': 'revoked',
  '-O': 'option',
} as const;

type Given = Partial<Record<(typeof VALUES)[keyof typeof VALUES], string>>;

/**
 * Takes a call apart as git makes it: `-Y sign -n git -f KEY [-U] FILE`, `-Y find-principals -f LIST -s FILE -Overify-time=T`,
 * `-Y verify -n git -f LIST -I WHO -s FILE …`, `-Y check-novalidate -n git -s FILE …`. Undefined for every other.
 */
export function readSshCall([first, verb, ...rest]: readonly string[]): SshCall | undefined {
  if (first !== '-Y') return undefined;
  const given: Given = {};
  let file: string | undefined;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    const flag = Object.entries(VALUES).find(([name]) => word.startsWith(name));
    if (flag !== undefined) {
      const [name, field] = flag;
      if (given[field] !== undefined) return undefined;
      given[field] = word === name ? rest[++at] : word.slice(name.length);
    } else if (word !== '-U' || verb !== 'sign') {
      if (verb !== 'sign' || at !== rest.length - 1) return undefined;
      file = word;
    }
  }
  if (given.namespace !== (verb === 'find-principals' ? undefined : 'git')) return undefined;
  if (verb === 'sign') {
    if (file === undefined || given.file === undefined) return undefined;
    return { kind: 'ssh-sign', key: given.file, file };
  }
  return checkCall(verb, given);
}

function checkCall(verb: string | undefined, given: Given): SshCall | undefined {
  const { signature, file: allowed, principal, revoked, option } = given;
  const at = option === undefined ? undefined : verifyTime(option);
  if (signature === undefined || (option !== undefined && at === undefined)) return undefined;
  const common = { kind: 'ssh-check' as const, signature, ...(at === undefined ? {} : { at }) };
  switch (verb) {
    case 'check-novalidate':
      return { ...common, verb };
    case 'find-principals':
      return allowed === undefined ? undefined : { ...common, verb, allowed };
    case 'verify':
      if (allowed === undefined || principal === undefined) return undefined;
      return { ...common, verb, allowed, principal, ...(revoked === undefined ? {} : { revoked }) };
    default:
      return undefined;
  }
}

/** `verify-time=20261122103000`, by this machine's clock. */
function verifyTime(option: string): Date | undefined {
  const [, ...parts] = /^verify-time=(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(option) ?? [];
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts.map(Number);
  const at = new Date(year, month - 1, day, hour, minute, second);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
