import { createPublicKey, verify } from 'node:crypto';
import { fulcioHandler as mockFulcioHandler } from '@sigstore/mock';
import type { Authority, Principal } from './authority.ts';
import { alone, bytesOfPem, parseDer, pemOf, viewed } from './der.ts';
import type { Forgeries } from './faults.ts';
import { json, refuse, type Handler } from './serve.ts';
import { checkToken, type Claims, type TokenKey } from './tokens.ts';

const GITHUB = 'https://github.com';

/** What a certificate authority's wire needs. */
export interface FulcioOptions {
  authority: Authority;
  tokenKey: TokenKey;
  issuer: () => string;
  /** How long its certificates live now. */
  validSeconds: () => number;
}

interface SigningCertificateRequest {
  credentials?: { oidcIdentityToken?: string };
  publicKeyRequest?: { publicKey?: { content?: string }; proofOfPossession?: string };
  certificateSigningRequest?: string;
}

/** Fulcio's own wire: the token and the proof of possession are checked as the real one does, then the mock's handler answers. */
export function fulcioHandler(options: FulcioOptions): Handler {
  return async ({ method, path, body, headers }, forge) => {
    if (method === 'GET' && path === '/api/v2/trustBundle')
      return json(200, { chains: [{ certificates: [pemOf('CERTIFICATE', options.authority.root)] }] });
    if (method !== 'POST' || path !== '/api/v2/signingCert') return refuse(404, 'no such path');
    const request = JSON.parse(body.toString()) as SigningCertificateRequest;
    const csr = pemOfCsr(request);
    const token =
      request.credentials?.oidcIdentityToken ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    let principal: Principal;
    let proven: string;
    try {
      const claims = checkToken(token, options.tokenKey, 'sigstore');
      if (claims.iss !== options.issuer()) throw new Error('the token is of another issuer');
      principal = principalOf(claims);
      proven = claims.email ?? claims.sub;
    } catch (error) {
      // gRPC's "invalid argument", as the real one; the reason is for whoever reads a failed test.
      return json(400, {
        code: 3,
        message: 'There was an error processing the identity token',
        details: [String(error)],
      });
    }
    if (!possesses(request, proven)) return refuse(400, 'The signature supplied in the request could not be verified');
    const mock = mockFulcioHandler({
      rootCertificate: alone(options.authority.root),
      issueCertificate: async ({ publicKey, extensions = [] }) =>
        alone(
          await options.authority.issue({
            publicKey: viewed(publicKey),
            principal,
            extensions,
            validSeconds: options.validSeconds(),
            forge: forge as Forgeries['fulcio'] | null,
          }),
        ),
    });
    const { statusCode, response } = await mock.fn(
      JSON.stringify({
        ...request,
        ...(csr !== null && { certificateSigningRequest: csr }),
        credentials: { oidcIdentityToken: token },
      }),
    );
    // The mock's answers are texts; the real service says 200 where the mock says 201.
    if (typeof response !== 'string') throw new TypeError('the mock answers with bytes');
    if (statusCode !== 201) return refuse(statusCode, response);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: response };
  };
}

/** Whom a token names: a workflow by its file, a person by a verified address, all else by its subject. */
export function principalOf(claims: Claims): Principal {
  const issuer = claims.federated_claims?.connector_id ?? claims.iss;
  const workflow = claims['job_workflow_ref'];
  if (typeof workflow === 'string') return { name: `${GITHUB}/${workflow}`, kind: 'uri', issuer };
  if (claims.email !== undefined) {
    if (claims.email_verified !== true) throw new Error('the address is not verified');
    return { name: claims.email, kind: 'email', issuer };
  }
  return { name: claims.sub, kind: 'uri', issuer };
}

/** Whether who asks has the private key: a signature over the token's name or subject, or a signed request. */
function possesses(request: SigningCertificateRequest, proven: string): boolean {
  const { publicKeyRequest } = request;
  if (publicKeyRequest !== undefined) {
    const key = createPublicKey(publicKeyRequest.publicKey?.content ?? '');
    const proof = Buffer.from(publicKeyRequest.proofOfPossession ?? '', 'base64');
    return verify('sha256', Buffer.from(proven), key, proof);
  }
  const csr = pemOfCsr(request);
  return csr !== null && signedByItself(csr);
}

/** The request for a certificate (PKCS #10), which travels as the base64 of a PEM. */
function pemOfCsr({ certificateSigningRequest }: SigningCertificateRequest): string | null {
  return certificateSigningRequest === undefined ? null : Buffer.from(certificateSigningRequest, 'base64').toString();
}

/** Whether a PKCS #10 request is signed with the key in it. */
function signedByItself(pem: string): boolean {
  const [body, , signature] = parseDer(bytesOfPem(pem)).subs;
  const key = createPublicKey({ key: body!.subs[2]!.toDER(), format: 'der', type: 'spki' });
  return verify('sha256', body!.toDER(), key, signature!.value.subarray(1));
}
