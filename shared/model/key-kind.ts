import * as z from 'zod';

/** Says of a fingerprint of 64 digits that it is an SSH key's, which people know as `SHA256:` and base64; of all others nothing. */
export const KeyKind = z.literal('ssh');
export type KeyKind = z.infer<typeof KeyKind>;
