import { ASN1Obj } from '@sigstore/core';
import { utf8 } from './fulcio-extensions.ts';

const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';

/** So many names are kept: those of the authorities that sign everything. */
const MOST_KEPT = 64;
const kept = new Map<string, string>();

/** What a distinguished name calls itself: its common name, else its organization. `content`: the name's DER without tag and length. */
export function nameIn(content: Uint8Array): string {
  const key = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
  const before = kept.get(key);
  if (before !== undefined) return before;
  const name = readName(content);
  if (kept.size < MOST_KEPT) kept.set(key, name);
  return name;
}

function readName(content: Uint8Array): string {
  try {
    const parts = contentParts(Buffer.from(content)).flatMap((relative) => relative.subs);
    const said = (oid: string) => parts.find(({ subs }) => subs[0]?.toOID() === oid)?.subs[1]?.value;
    const name = said(COMMON_NAME) ?? said(ORGANIZATION);
    return (name === undefined ? undefined : utf8(name)?.slice(0, 200)) ?? '?';
  } catch {
    return '?';
  }
}

/** The sets in a name, one after another. */
function contentParts(content: Buffer<ArrayBuffer>): ASN1Obj[] {
  const length = content.length;
  if (length > 0xffff) throw new RangeError('longer than any name');
  const header = [0x30, 0x82, length >> 8, length & 0xff];
  const short = length < 128 ? [0x30, length] : length < 256 ? [0x30, 0x81, length] : header;
  return ASN1Obj.parseBuffer(Buffer.concat([Buffer.from(short), content])).subs;
}
