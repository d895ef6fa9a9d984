import { basename } from 'node:path';
import type { Receipt, SignedFile } from '../../../shared/model/sign.ts';
import { sshFingerprint } from '../../../shared/ssh-fingerprint.ts';
import { groupsOfFour, visibleText } from '../../../shared/visible-text.ts';
import type { SignRequest } from '../services.ts';
import { PUBLIC_GOOD } from '../sigstore/judged-by.ts';
import { manifestForm } from './plan.ts';

/** Who signed, and the algorithm of each signer's key by its fingerprint: what the commands are made of. */
interface By {
  signers: Receipt['signers'];
  algorithms: ReadonlyMap<string, string>;
}

/** What to tell the people who download: the commands that check the release, and whose key or login it is. Plain text, to be pasted. */
export function instructionsFor(
  files: readonly SignedFile[],
  signers: Receipt['signers'],
  request: SignRequest,
  algorithms: By['algorithms'] = new Map(),
): string {
  const by = { signers, algorithms };
  const manifest = files.find((file) => file.outputs.some((output) => output.format === 'manifest'));
  const signed = files.find((file) => file !== manifest);
  const lines = ['How to check this download', ''];
  if (manifest !== undefined) lines.push(...manifestCommands(manifest, by, request));
  if (signed !== undefined) lines.push(...signatureCommands(signed, by, request.options.signature === 'cleartext'));
  const keyed = keyedSigners(files, signers, 'sigstore');
  const ofSsh = keyedSigners(files, signers, 'ssh');
  if (lines.some((line) => line.includes(TRUSTED_ROOT)))
    lines.push('', `${TRUSTED_ROOT} is the trusted root of our own Sigstore, from the people who run it.`);
  if (lines.some((line) => line.includes(PUBLIC_KEY)))
    lines.push('', `${PUBLIC_KEY} is our public Sigstore key, from our own page.`);
  lines.push('', 'Or drop the files into Countersign.', ...keyLines(signers, keyed, ofSsh), ...loginLines(signers));
  return `${lines.join('\n')}\n`;
}

/** What the public key is called in the commands: as cosign calls the one that it makes. */
const PUBLIC_KEY = 'cosign.pub';

/** What an instance of one's own is told by: cosign knows public-good alone. */
const TRUSTED_ROOT = 'trusted_root.json';

/** Fingerprints of the keys that made signatures of a format. */
function keyedSigners(
  files: readonly SignedFile[],
  signers: Receipt['signers'],
  wanted: 'sigstore' | 'ssh',
): Set<string> {
  const outputs = files.flatMap((file) => file.outputs).filter(({ format }) => format === wanted);
  const made = new Set(outputs.map(({ signer }) => signer));
  return new Set(signers.flatMap(({ fingerprint }) => (made.has(fingerprint) ? (fingerprint ?? []) : [])));
}

function keyLines(signers: Receipt['signers'], keyed: ReadonlySet<string>, ofSsh: ReadonlySet<string>): string[] {
  const keys = signers.flatMap(({ fingerprint, userId }) =>
    fingerprint === undefined ? [] : [{ fingerprint, userId }],
  );
  if (keys.length === 0) return [];
  const lines = keys.map(({ fingerprint, userId }) => {
    // What a Sigstore or SSH key is called is its owner's own note.
    if (ofSsh.has(fingerprint)) return `  ${sshFingerprint(fingerprint)}  (SSH key)`;
    const name = userId === undefined || keyed.has(fingerprint) ? '' : `  ${visibleText(userId)}`;
    return `  ${groupsOfFour(fingerprint)}${name}${keyed.has(fingerprint) ? '  (Sigstore key, SHA-256)' : ''}`;
  });
  return ['', keys.length === 1 ? 'Signed with this key:' : 'Signed with these keys:', ...lines];
}

function loginLines(signers: Receipt['signers']): string[] {
  const logins = signers.filter(({ identity }) => identity !== undefined);
  if (logins.length === 0) return [];
  return [
    '',
    'Signed by who logged in as:',
    ...logins.map(({ identity = '', issuer = '' }) => `  ${visibleText(identity)}  (issuer ${visibleText(issuer)})`),
  ];
}

function manifestCommands(manifest: SignedFile, by: By, request: SignRequest): string[] {
  const check = `${request.options.manifest?.algorithm ?? 'sha256'}sum --check --ignore-missing`;
  const signature = signatureName(manifest);
  const bundled = [...sshCommands(manifest), ...bundleCommands(manifest, by)];
  const plain = `  ${check} ${quote(manifest.artifact.name)}`;
  // The plain list beside a cleartext signature is covered by nothing: what gpg found good is what must be compared.
  if (signature !== undefined && manifestForm(request) === 'cleartext')
    return [`  gpg --decrypt ${signature} | ${check}`, ...bundled, ...(bundled.length > 0 ? [plain] : [])];
  return [...signatureCommands(manifest, by, false), plain];
}

function signatureCommands(file: SignedFile, by: By, isCleartext: boolean): string[] {
  const signature = signatureName(file);
  const gpg = isCleartext ? `  gpg --verify ${signature}` : `  gpg --verify ${signature} ${quote(file.artifact.name)}`;
  return [...(signature === undefined ? [] : [gpg]), ...sshCommands(file), ...bundleCommands(file, by)];
}

/** What it prints names the key, which stands below: a list of allowed signers would have to be made first. */
function sshCommands({ artifact, outputs }: SignedFile): string[] {
  const made = outputs.find(({ format }) => format === 'ssh');
  if (made === undefined) return [];
  return [`  ssh-keygen -Y check-novalidate -n file -s ${quote(basename(made.path))} < ${quote(artifact.name)}`];
}

/** What cosign has to be told of these keys: it takes SHA-256 for granted with every one. */
const DIGEST_FLAGS: Readonly<Record<string, string>> = {
  'ECDSA P-384': ' --signature-digest-algorithm sha384',
  'ECDSA P-521': ' --signature-digest-algorithm sha512',
};

function bundleCommands({ artifact, outputs }: SignedFile, { signers, algorithms }: By): string[] {
  const bundle = outputs.find(({ format, logged }) => format === 'sigstore' && logged !== undefined);
  if (bundle === undefined) return [];
  const algorithm = algorithms.get(bundle.signer ?? '') ?? '';
  // For a log it signs by the digest (Ed25519ph), but with a key it verifies the pure form only.
  if (algorithm === 'Ed25519' && bundle.logged === true) return [];
  const digest = Object.hasOwn(DIGEST_FLAGS, algorithm) ? DIGEST_FLAGS[algorithm] : '';
  // Without this, cosign refuses a bundle that is in no log.
  const unlogged = bundle.logged === true ? '' : ' --insecure-ignore-tlog';
  const login = signers.find(({ identity }) => identity !== undefined && identity === bundle.signer);
  const signedBy =
    login?.identity === undefined
      ? `--key ${PUBLIC_KEY}`
      : `--certificate-identity ${quote(login.identity)} --certificate-oidc-issuer ${quote(login.issuer ?? '')}`;
  const isOwn = login?.instance !== undefined && login.instance !== PUBLIC_GOOD;
  const root = isOwn ? ` --trusted-root ${TRUSTED_ROOT}` : '';
  const name = quote(basename(bundle.path));
  return [`  cosign verify-blob ${signedBy}${root}${unlogged}${digest} --bundle ${name} ${quote(artifact.name)}`];
}

function signatureName(file: SignedFile): string | undefined {
  const signature = file.outputs.find((output) => output.format === 'openpgp');
  return signature === undefined ? undefined : quote(basename(signature.path));
}

/** A file name as a POSIX shell reads it back, and no program takes for an option. */
function quote(name: string): string {
  const plain = name.startsWith('-') ? `./${name}` : name;
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", `'\\''`)}'`;
}
