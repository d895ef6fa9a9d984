import type { Signer } from '../../../shared/model/signer.ts';
import { seen } from '../../../shared/seen.ts';
import { FULCIO_FIELDS } from './fulcio-extensions.ts';
import type { Inquiry } from './inquiry.ts';
import { PUBLIC_GOOD } from './judged-by.ts';
import type { LeafCertificate } from './leaf-certificate.ts';

/** Whom a certificate that a known authority issued names. Undefined where it names nobody, or several. */
export function judgeIdentity(leaf: LeafCertificate, instance: string, inquiry: Inquiry): Signer | undefined {
  const { identity, issuer, build } = leaf;
  if (identity === undefined || issuer === undefined) {
    inquiry.notMade('identity', seen('identityNone'), rawIdentity(leaf));
    return undefined;
  }
  inquiry.passed('identity', seen('identityIs', { identity, issuer }), rawIdentity(leaf));
  if (build !== undefined) {
    const { repository, ref, commit, workflow } = build;
    const what =
      ref === undefined || commit === undefined || workflow === undefined
        ? seen('buildFrom', { repository })
        : seen('buildFromRef', { repository, ref, commit, workflow });
    inquiry.passed('build', what, build);
  }
  return {
    identity,
    issuer,
    ...(build === undefined ? {} : { build }),
    ...(instance === PUBLIC_GOOD ? {} : { instance }),
  };
}

/** The name in a certificate that nobody known issued: anybody can write any name into one. */
export function sayUnprovenIdentity(leaf: LeafCertificate, inquiry: Inquiry): void {
  const { identity } = leaf;
  const what = identity === undefined ? seen('identityNone') : seen('identityUnproven', { identity });
  inquiry.notMade('identity', what, rawIdentity(leaf));
}

/** Everything that Fulcio wrote into the certificate. */
function rawIdentity({ identity, extensions }: LeafCertificate): Record<string, string> {
  const said: Record<string, string> = identity === undefined ? {} : { subjectAltName: identity };
  for (const field of FULCIO_FIELDS) {
    const value = extensions[field];
    if (value !== undefined) said[field] = value;
  }
  return said;
}
