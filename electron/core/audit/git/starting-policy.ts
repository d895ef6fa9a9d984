import type { GitPolicyFile } from '../../../../shared/model/git-policy.ts';
import type { Signer } from '../../../../shared/model/signer.ts';
import { sshFingerprint } from '../../../../shared/ssh-fingerprint.ts';
import type { AuditSigner, GitAudit } from './audit.ts';

type PolicySigners = GitPolicyFile['signers'];

/** A policy that lets everybody sign whose good signature an audit saw, to be cut down by whoever knows them. */
export function startingPolicy({ signers, kinds }: GitAudit): string {
  const named: PolicySigners = {};
  for (const one of signers) {
    const kind = one.isMissing ? undefined : kindOf(one);
    if (kind !== undefined) named[freeName(nameOf(one.signer), named)] = kind;
  }
  const what = (['tags', 'commits', 'merges'] as const).filter((each) => kinds[OBJECTS[each]] !== undefined);
  const policy: GitPolicyFile = {
    format: 'countersign-git-policy',
    version: 1,
    note: 'Made of whoever signed here. Take out who should not, and say which refs each may sign.',
    signers: named,
    rules: [{ what: what.length === 0 ? ['tags', 'commits', 'merges'] : what, signers: Object.keys(named) }],
    unsigned: 'deny',
    unlisted: 'deny',
    uncovered: 'deny',
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

const OBJECTS = { tags: 'tag', commits: 'commit', merges: 'merge' } as const;

function kindOf({ signer, format }: AuditSigner): PolicySigners[string] | undefined {
  const { fingerprint, identity, issuer, build, instance } = signer;
  // What a build was started by is nobody's to guess: its rule is written by hand.
  if (build !== undefined) return undefined;
  if (identity !== undefined && issuer !== undefined)
    return { identity, issuer, ...(instance === undefined ? {} : { instance }) };
  if (fingerprint === undefined) return undefined;
  if (format === 'ssh') return { ssh: sshFingerprint(fingerprint) };
  return format === 'openpgp' ? { openpgp: fingerprint } : undefined;
}

/** A name for people, of the letters that a policy takes for one. */
function nameOf({ userId, principal, identity, fingerprint = '' }: Signer): string {
  const said = (userId ?? principal ?? identity ?? '').replace(/\s*<[^<>]*>\s*$/, '');
  const plain = said
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9 ._@+-]/g, '')
    .replace(/^[^A-Za-z0-9]+/, '');
  return plain.slice(0, 60).trim() || `key ${fingerprint.slice(-8)}`;
}

function freeName(name: string, taken: PolicySigners): string {
  if (!Object.hasOwn(taken, name)) return name;
  for (let number = 2; ; number++) if (!Object.hasOwn(taken, `${name} ${number}`)) return `${name} ${number}`;
}
