import { technical } from '../../../shared/seen.ts';
import { nameCertified, nameSigned } from '../util/release-names.ts';
import type { Item, ItemContent } from './item.ts';

/**
 * Puts detached Sigstore signatures and their certificates together: the one that the user named as such, the one of the same name
 * (`app.sig` and `app.pem`), or the only one that was given. Certificates that belong to no signature are files like any other.
 */
export async function joinCertificates(items: readonly Item[]): Promise<Item[]> {
  const certificates = items.filter(({ content }) => content.kind === 'x509');
  if (certificates.length === 0) return [...items];
  const detached = items.filter(isDetached);
  const owners = new Map(detached.flatMap((item) => pairOf(item, certificateFor(item, certificates, detached))));
  const used = new Set(owners.values());
  const joined: Item[] = [];
  for (const item of items) {
    const certificate = owners.get(item);
    if (certificate !== undefined) joined.push({ ...item, content: await withCertificate(item.content, certificate) });
    else if (item.content.kind !== 'x509' || used.has(item)) joined.push(item);
    // One that was named for nothing but a signature is no result of its own.
    else joined.push(item.origin === 'signer-certificate' ? item : { ...item, content: { kind: 'artifact' } });
  }
  return joined;
}

function certificateFor(item: Item, certificates: readonly Item[], detached: readonly Item[]): Item | undefined {
  const named = certificates.find(({ origin }) => origin === 'signer-certificate');
  if (named !== undefined) return named;
  const names = [item.name, nameSigned(item.name)];
  const alike = certificates.find(
    (one) => one.folder === item.folder && names.includes(nameCertified(one.name) ?? one.name),
  );
  if (alike !== undefined) return alike;
  const given = certificates.filter(isGiven);
  return given.length === 1 && detached.filter(isGiven).length === 1 && isGiven(item) ? given[0] : undefined;
}

async function withCertificate(content: ItemContent, certificate: Item): Promise<ItemContent> {
  if (content.kind !== 'sigstore' || content.detached === undefined || certificate.content.kind !== 'x509')
    return content;
  const { readDetached } = await import('../sigstore/read.ts');
  const found = readDetached(content.detached, certificate.content.bytes);
  if (found === null) return content;
  return found.kind === 'content'
    ? { ...content, contents: [found.content] }
    : { kind: 'no-signature', fault: 'damaged', why: technical(`${certificate.name}: ${found.reason}`) };
}

function isDetached({ content }: Item): boolean {
  return content.kind === 'sigstore' && content.detached !== undefined;
}

function isGiven({ origin }: Item): boolean {
  return origin === 'named' || origin === 'signature' || origin === 'pasted';
}

function pairOf(item: Item, certificate: Item | undefined): [Item, Item][] {
  return certificate === undefined ? [] : [[item, certificate]];
}
