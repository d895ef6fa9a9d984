import type { Forgeries } from './faults.ts';
import type { Answer, LabRequest } from './serve.ts';
import { claimsOf, newTokenKey, signToken, type TokenKey } from './tokens.ts';

type Forgery = Forgeries['oidc'];

/** The answer of the token endpoint with a lie in its ID token; null where it holds none. */
export function forgeTokens(request: LabRequest, answer: Answer, forge: Forgery, key: TokenKey): Answer | null {
  if (forge === 'state' || forge === 'no-state') return null;
  if (!request.path.startsWith('/token') || answer.status !== 200) return null;
  const given = JSON.parse(String(answer.body)) as { id_token?: string };
  if (given.id_token === undefined) return null;
  const body = JSON.stringify({ ...given, id_token: forgeToken(given.id_token, forge, key) });
  return { ...answer, headers: { ...answer.headers, 'content-length': Buffer.byteLength(body) }, body };
}

/** A token that lies in one way, signed by the issuer itself unless the key is the lie. */
export function forgeToken(token: string, forge: Forgery, key: TokenKey): string {
  const claims = claimsOf(token);
  const now = Math.floor(Date.now() / 1000);
  switch (forge) {
    case 'key':
      return signToken(claims, newTokenKey(key.id));
    case 'nonce':
      return signToken({ ...claims, nonce: 'another-nonce' }, key);
    case 'audience':
      return signToken({ ...claims, aud: 'somebody-else' }, key);
    case 'issuer':
      return signToken({ ...claims, iss: 'https://accounts.example.net' }, key);
    case 'lapsed':
      return signToken({ ...claims, iat: now - 7200, exp: now - 3600 }, key);
    case 'state':
    case 'no-state':
      return token;
  }
}

/** The redirect back to the client with another state or none; null where the answer is none. */
export function forgeRedirect(answer: Answer, forge: Forgery, issuer: string): Answer | null {
  const location = answer.headers?.['location'];
  if ((forge !== 'state' && forge !== 'no-state') || typeof location !== 'string') return null;
  const target = new URL(location, issuer);
  if (target.origin === new URL(issuer).origin || !target.searchParams.has('state')) return null;
  if (forge === 'state') target.searchParams.set('state', 'another-state');
  else target.searchParams.delete('state');
  return { ...answer, headers: { ...answer.headers, location: target.href } };
}
