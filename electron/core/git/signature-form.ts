import type { SignatureForm } from './signed-object.ts';

/** The lines that begin a signature, as git looks for them: a line has to begin so, whatever follows. */
const BEGINNINGS: readonly (readonly [Buffer, SignatureForm])[] = [
  [Buffer.from('-----BEGIN PGP SIGNATURE-----'), 'openpgp'],
  [Buffer.from('-----BEGIN PGP MESSAGE-----'), 'openpgp'],
  [Buffer.from('-----BEGIN SIGNED MESSAGE-----'), 'x509'],
  [Buffer.from('-----BEGIN SSH SIGNATURE-----'), 'ssh'],
];
const ANY = Buffer.from('-----BEGIN ');
const LF = 0x0a;

/** The kind of the signature that begins at `at`. */
export function signatureFormAt(bytes: Buffer, at: number): SignatureForm | undefined {
  return BEGINNINGS.find(
    ([line]) => at + line.length <= bytes.length && bytes.compare(line, 0, line.length, at, at + line.length) === 0,
  )?.[1];
}

/** Where in `bytes` the lines are that begin a signature. */
export function signatureStarts(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(ANY); at !== -1; at = bytes.indexOf(ANY, at + 1)) {
    if ((at === 0 || bytes[at - 1] === LF) && signatureFormAt(bytes, at) !== undefined) starts.push(at);
  }
  return starts;
}
