import type { ASN1Obj } from '@sigstore/core';

/** Whom an authority may name (RFC 5280, section 4.2.1.10): addresses by their hosts, URIs by theirs. */
export interface NameConstraints {
  permitted: readonly Limit[];
  excluded: readonly Limit[];
}

interface Limit {
  /** The kind of name, as general names are tagged. */
  kind: number;
  text: string;
}

const ADDRESS = 1;
const URI = 6;
/** Names of hosts, directories and networks: no signer here is named by one. */
const OF_NO_SIGNER: readonly number[] = [2, 4, 7];

/** Reads the extension. Throws for what it cannot hold. */
export function nameConstraintsOf(value: ASN1Obj): NameConstraints {
  const parts = value.subs[0]?.subs ?? [];
  const limits = (tag: number): Limit[] =>
    parts
      .filter((part) => part.tag.isContextSpecific(tag))
      .flatMap(({ subs }) => subs)
      .map(({ subs: [base] }) => {
        if (base === undefined || !base.tag.isContextSpecific()) throw new TypeError('a limit without a name');
        return { kind: base.tag.number, text: base.value.toString('latin1').toLowerCase() };
      });
  return { permitted: limits(0), excluded: limits(1) };
}

/**
 * Whether a certificate's name is one that the authority may give. A limit of a kind that cannot be compared forbids every name. What is
 * permitted is read narrowly, what is excluded widely: readers differ about what lies below a host.
 */
export function mayName({ permitted, excluded }: NameConstraints, name: ASN1Obj): boolean {
  const all = [...permitted, ...excluded];
  if (all.some(({ kind }) => kind !== ADDRESS && kind !== URI && !OF_NO_SIGNER.includes(kind))) return false;
  if (!name.tag.isContextSpecific()) return false;
  const kind = name.tag.number;
  const mine = (limits: readonly Limit[]): Limit[] => limits.filter((limit) => limit.kind === kind);
  if (mine(all).length === 0) return true;
  const text = name.value.toString('latin1');
  const host = kind === ADDRESS ? hostOfAddress(text) : kind === URI ? hostOfUri(text) : undefined;
  if (host === undefined) return false;
  if (mine(excluded).some((limit) => isWithin(host, text, limit.text, true))) return false;
  const allowed = mine(permitted);
  return allowed.length === 0 || allowed.some((limit) => isWithin(host, text, limit.text, false));
}

function isWithin(host: string, text: string, limit: string, isWide: boolean): boolean {
  if (limit.includes('@')) return localOf(text) === localOf(limit) && host === hostOfAddress(limit);
  if (limit === '') return true;
  if (limit.startsWith('.')) return host.endsWith(limit) || (isWide && host === limit.slice(1));
  return host === limit || (isWide && host.endsWith(`.${limit}`));
}

function localOf(address: string): string {
  return address.slice(0, address.lastIndexOf('@')).toLowerCase();
}

function hostOfAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  return at < 1 || at === address.length - 1 ? undefined : address.slice(at + 1).toLowerCase();
}

/** A URI without a host, or with a number for one, is none that can be limited. */
function hostOfUri(uri: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?([^:/?#@[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri)?.[1]?.toLowerCase();
  return host === undefined || /^[\d.]+$/.test(host) ? undefined : host;
}
