import { base64 } from './json-fields.ts';
import { MalformedError } from './malformed.ts';

/** One armored block. */
export interface PemBlock {
  /** What stands behind BEGIN: `CERTIFICATE`, `PUBLIC KEY`, ... */
  label: string;
  der: Buffer;
}

/** The most blocks that are read of one file. */
const MAX_BLOCKS = 64;
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** The blocks of a PEM text, in their order. Throws `MalformedError` where one is damaged. */
export function pemBlocks(text: string): PemBlock[] {
  const begun = text.split('-----BEGIN ').length - 1;
  if (begun > MAX_BLOCKS) throw new MalformedError(`more than ${MAX_BLOCKS} PEM blocks`);
  const blocks = [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => ({
    label,
    der: base64(body.replace(/\s+/g, ''), 'a PEM block'),
  }));
  if (blocks.length !== begun) throw new MalformedError('a damaged PEM block');
  return blocks;
}

/** PEM text as it stands, or as cosign writes it into files and JSON: in base64 once more. Undefined where it is neither. */
export function unwrapPem(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('-----BEGIN ')) return trimmed;
  try {
    const inner = base64(trimmed.replace(/\s+/g, ''), 'a PEM file').toString('latin1').trim();
    return inner.startsWith('-----BEGIN ') ? inner : undefined;
  } catch {
    return undefined;
  }
}
