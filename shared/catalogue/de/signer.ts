import type * as en from '../en/signer.ts';
import type { Words } from '../words.ts';

/** Who signed with Sigstore, and whom a pin means, in words. */
export const SIGNER: Words<typeof en.SIGNER> = {
  signer: {
    tag: 'Gebaut von {{builder}} aus {{repository}}, Tag {{ref}}',
    branch: 'Gebaut von {{builder}} aus {{repository}}, Branch {{ref}}',
    pull: 'Gebaut von {{builder}} aus {{repository}}, für eine Änderung, die jeder vorschlagen kann ({{ref}})',
    ref: 'Gebaut von {{builder}} aus {{repository}}, {{ref}}',
    build: 'Gebaut von {{builder}} aus {{repository}}',
    login: '{{identity}}, angemeldet bei {{issuer}}',
    vouched: '{{identity}}; dafür steht {{issuer}} ein',
    instance: 'Dafür steht das Sigstore {{instance}} ein, nicht das öffentliche.',
    anyTag: 'Was {{builder}} aus {{repository}} mit {{workflow}} baut, für jedes Tag',
    oneBranch: 'Was {{builder}} aus {{repository}} mit {{workflow}} baut, für den Branch {{ref}}',
    pattern: 'Alle, auf die {{identity}} passt und für die {{issuer}} einsteht',
  },
};
