import { createHash, sign } from 'node:crypto';
import type { GitRepo } from '../core/git/git-repo.ts';
import { newInstance, newKey } from '../core/sigstore/forge.ts';
import { gitsign } from '../core/sigstore/gitsign/forge.ts';
import type { Identity, Lab } from '../lab/lab.ts';

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');

/**
 * Makes a tag of HEAD as gitsign signs one online: its signature carries no proof of when it was made, and where `isLogged`, the log has one
 * over the tag's name. The lab's services are asked as gitsign asks them.
 */
export async function tagByLogin(
  lab: Lab,
  repo: GitRepo,
  {
    name,
    message,
    who,
    isLogged,
  }: { name: string; message: string; who: Identity & { email: string }; isLogged: boolean },
): Promise<void> {
  const key = newKey();
  const pem = await certified(lab, who, key);
  const certificate = Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64');
  const now = Math.floor(Date.now() / 1000);
  const head = `object ${repo.git(['rev-parse', 'HEAD'])}\ntype commit\ntag ${name}\n`;
  const payload = `${head}tagger Ada <${who.email}> ${now} +0000\n\n${message}\n`;
  // The instance is only asked for what is made otherwise here.
  const signature = await gitsign(await newInstance(), Buffer.from(payload), { key, certificate, log: false });
  const tag = repo.write('tag', `${payload}${signature.toString()}`);
  repo.git(['update-ref', `refs/tags/${name}`, tag]);
  if (!isLogged) return;
  await asked(`${lab.urls.rekor1}/api/v1/log/entries`, {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(tag).digest('hex') } },
      signature: {
        content: base64(sign('sha256', Buffer.from(tag), key.privateKey)),
        publicKey: { content: base64(pem) },
      },
    },
  });
}

async function certified(
  lab: Lab,
  who: Identity & { email: string },
  { publicKey, privateKey }: ReturnType<typeof newKey>,
): Promise<string> {
  const answer = await asked(`${lab.urls.fulcio}/api/v2/signingCert`, {
    credentials: { oidcIdentityToken: lab.token(who) },
    publicKeyRequest: {
      publicKey: { algorithm: 'ECDSA', content: publicKey.export({ type: 'spki', format: 'pem' }) },
      proofOfPossession: base64(sign('sha256', Buffer.from(who.email), privateKey)),
    },
  });
  const { signedCertificateEmbeddedSct: found } = answer as {
    signedCertificateEmbeddedSct: { chain: { certificates: [string] } };
  };
  return found.chain.certificates[0];
}

async function asked(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
