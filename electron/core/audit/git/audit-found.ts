import type { AuditedSigner, AuditFault, AuditFound } from '../../../../shared/model/audit.ts';
import type { Signer } from '../../../../shared/model/signer.ts';
import { signerName } from '../../../../shared/signer-name.ts';
import { writtenFingerprint } from '../../../../shared/ssh-fingerprint.ts';
import { groupsOfFour } from '../../../../shared/visible-text.ts';
import type { AuditRow } from './audit-rows.ts';
import { isTold, type AuditSigner, type GitAudit } from './audit.ts';

/** So many of each are shown in the window. */
const MOST = 500;
/** So much of what anybody wrote fits a line. */
const MOST_SHOWN = 300;

/** What the window shows of an audit. */
export function auditFound({ subject, rows, failures, failing, signers, remarks, ...counts }: GitAudit): AuditFound {
  const { kinds, verdicts, forms, words, reasons } = counts;
  const { policy, checkedAt } = subject;
  return {
    checkedAt,
    ...(policy === undefined ? {} : { policy: { ...policy, start: [...(policy.start ?? [])] } }),
    total: rows.length,
    ...{ kinds, verdicts, forms, words, reasons },
    faults: failures.slice(0, MOST).map(faultOf),
    more: Math.max(0, failing - MOST),
    signers: signers.slice(0, MOST).map((signer) => signerOf(signer, subject.asOf ?? checkedAt)),
    remarks: remarks.map(({ says, detail }) => ({ detail, ...(says === undefined ? {} : { says }) })),
  };
}

function faultOf(row: AuditRow): AuditFault {
  const { object, type, artifact, about, verdict, case: said, params, says, policy, signatures } = row;
  const [signature] = signatures;
  const { by, at } = about ?? {};
  return {
    id: object,
    type,
    subject: (type === 'tag' ? artifact.name : (about?.subject ?? '')).slice(0, MOST_SHOWN),
    ...(by === undefined ? {} : { by: by.slice(0, MOST_SHOWN) }),
    ...(at === undefined ? {} : { at }),
    ...{ verdict, case: said, params },
    ...(says === undefined ? {} : { says }),
    ...(isTold(policy) ? { word: policy.word, reason: policy.reason } : {}),
    ...(policy?.ref === undefined || type === 'tag' ? {} : { ref: policy.ref }),
    ...(signature?.signer === undefined
      ? {}
      : {
          signer: {
            ...namedBy(signature.format, signature.signer),
            isGood: signature.result === 'good',
            ...(signature.signedAt === undefined ? {} : { signedAt: signature.signedAt }),
          },
        }),
  };
}

function signerOf(one: AuditSigner, now: string): AuditedSigner {
  const { listed, signer, isMissing, objects, from, until, keyExpiresAt, format } = one;
  return {
    ...namedBy(format, signer),
    ...{ listed, isMissing, objects },
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(keyExpiresAt === undefined ? {} : { keyExpiresAt }),
    isPast: keyExpiresAt !== undefined && keyExpiresAt <= now,
    isEndless: keyExpiresAt === undefined && !isMissing && signer.identity === undefined,
  };
}

function namedBy(format: string, signer: Signer): { name?: string; key?: string } {
  const { userId, principal, identity, fingerprint, keyId } = signer;
  const name = userId ?? principal ?? (identity === undefined ? undefined : signerName(signer));
  const key =
    fingerprint !== undefined
      ? writtenFingerprint(format, fingerprint)
      : keyId === undefined || identity !== undefined
        ? undefined
        : groupsOfFour(keyId);
  return {
    ...(name === undefined ? {} : { name: name.slice(0, MOST_SHOWN) }),
    ...(key === undefined ? {} : { key }),
  };
}
