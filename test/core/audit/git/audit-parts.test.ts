import { describe, expect, it } from 'vitest';
import { AUDIT } from '../../../../shared/catalogue/en/audit.ts';
import { auditOf, type AuditSubject } from '../../../../electron/core/audit/git/audit.ts';
import { renderAudit } from '../../../../electron/core/audit/git/render-audit.ts';
import { REPORT_LANGUAGE } from '../../../../electron/cli/report-words.ts';
import type { GitCheck } from '../../../../electron/core/verify/git-checking.ts';

const SUBJECT: AuditSubject = {
  repository: '/tmp/lantern',
  what: { range: 'v1.0..v2.0' },
  ends: ['b'.repeat(40), `^${'a'.repeat(40)}`],
  policy: { path: '/tmp/policy.json', sha256: 'c'.repeat(64), start: ['d'.repeat(40)] },
  program: 'Countersign 9.9.9',
  checkedAt: '2026-11-22T09:00:00.000Z',
};
const ADA = { fingerprint: 'A'.repeat(40), userId: 'Ada <ada@example.org>' };

let made = 0;
function row(over: Partial<GitCheck>): GitCheck {
  const object = String(made++).padStart(40, '0');
  const base = {
    id: object,
    object,
    type: 'commit',
    form: 'openpgp',
    letter: 'G',
    good: [],
    verdict: 'verified',
    case: 'verified-for-call',
    params: { name: object.slice(0, 12), signer: 'Ada' },
    artifact: { name: object.slice(0, 12), digests: {} },
    notes: [],
    evidence: [],
    signatures: [],
    summary: '',
    about: { subject: 'a change', by: 'Ada', at: '2026-01-02T00:00:00Z', parents: 1 },
  };
  return { ...base, ...over } as unknown as GitCheck;
}
const signed = (result: 'good' | 'bad'): Pick<GitCheck, 'signatures'> =>
  ({
    signatures: [{ format: 'openpgp', result, signer: ADA, signedAt: '2026-01-02T00:00:00Z', notes: [] }],
  }) as unknown as Pick<GitCheck, 'signatures'>;
const denied = (reason: NonNullable<GitCheck['policy']>['reason']): Pick<GitCheck, 'policy'> => ({
  policy: { word: 'denied', reason },
});
const html = (rows: GitCheck[], subject = SUBJECT) => renderAudit(auditOf(subject, rows), 'html', REPORT_LANGUAGE);
const inOrder = (page: string, ...texts: string[]) =>
  expect(texts.map((text) => page.indexOf(text))).toEqual(
    [...texts.map((text) => page.indexOf(text))].sort((a, b) => a - b),
  );

describe('a report', () => {
  it('says what was judged, by what, with what, and what the policy leaves out', () => {
    const page = html([row({})]);
    for (const told of [
      '/tmp/lantern',
      'v1.0..v2.0',
      'b'.repeat(40),
      'a'.repeat(40),
      'c'.repeat(64),
      'd'.repeat(40),
      'Countersign 9.9.9',
    ])
      expect(page).toContain(told);
    expect(page).toContain(AUDIT.checked.start);
    expect(page).not.toContain(`^${'a'.repeat(40)}`);
  });

  it('names the worst first, and the whole object', () => {
    const rows = [
      row({ form: 'none', verdict: 'incomplete', case: 'object-unsigned', ...denied('unsigned') }),
      row({ verdict: 'invalid', case: 'tampered', ...denied('signature-bad'), ...signed('bad') }),
    ];
    const page = html(rows);
    inOrder(page, rows[1]?.object ?? '', rows[0]?.object ?? '');
    expect(page).toContain('Do not trust');
    expect(page).not.toContain('Do not open');
  });

  it('never says that somebody signed whose signature is bad', () => {
    const page = html([row({ verdict: 'invalid', case: 'tampered', ...denied('signature-bad'), ...signed('bad') })]);
    expect(page).toContain('The signature names Ada &lt;ada@example.org&gt;');
    expect(page).not.toContain('Signed by');
    expect(html([row({ ...denied('signer-unlisted'), ...signed('good') })])).toContain(
      'Signed by Ada &lt;ada@example.org&gt;',
    );
  });

  it('shows nothing that the policy denies in the colour of a verdict', () => {
    const page = html([row({ ...denied('signer-unlisted'), ...signed('good') })]);
    expect(page).toContain('<b class="mark denied">Not allowed</b>');
    expect(page).not.toMatch(/<b class="mark (verified|untrusted)/);
  });

  it('counts why things are not allowed', () => {
    const rows = [row(denied('unsigned')), row(denied('unsigned')), row(denied('signer-unlisted')), row({})];
    expect(auditOf(SUBJECT, rows).reasons).toEqual({ unsigned: 2, 'signer-unlisted': 1 });
    const json = JSON.parse(renderAudit(auditOf(SUBJECT, rows), 'json', REPORT_LANGUAGE)) as { totals: object };
    expect(json.totals).toMatchObject({ reasons: { unsigned: 2, 'signer-unlisted': 1 } });
  });

  it('cuts what strangers wrote at length, and runs and fetches nothing', () => {
    const page = html([row({ about: { subject: `<script src="//x">${'y'.repeat(500)}` }, ...denied('unsigned') })]);
    expect(page).toContain('…');
    expect(page).not.toContain('y'.repeat(200));
    expect(page).not.toMatch(/<script|<img|<link|https?:|url\(/);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
  });

  it('repeats the head of its table of signers, and says of a key that it has ended', () => {
    const [ended] = row(signed('good')).signatures;
    const page = html([
      row({ signatures: [{ ...ended, keyExpiresAt: '2026-03-01T00:00:00Z' }] as GitCheck['signatures'] }),
    ]);
    expect(page).toContain('<thead>');
    expect(page).toContain('March 1, 2026 (expired)');
    const markdown = renderAudit(auditOf(SUBJECT, [row(signed('good'))]), 'md', REPORT_LANGUAGE);
    expect(markdown).toContain('- `Ada <ada@example.org>`\n  - Key: `AAAA AAAA');
  });

  it('names the first of very many signers, and says how many more there are', () => {
    const rows = Array.from({ length: 501 }, (_, n) => {
      const signer = { fingerprint: String(n).padStart(40, '0') };
      const signatures = [{ format: 'openpgp', result: 'good', signer, notes: [] }];
      return row({ signatures: signatures as unknown as GitCheck['signatures'] });
    });
    const audit = auditOf(SUBJECT, rows);
    for (const format of ['html', 'md'] as const) {
      const text = renderAudit(audit, format, REPORT_LANGUAGE);
      expect(text).toContain('1 more is in this report as CSV or JSON.');
      expect([text.includes('0000 0499'), text.includes('0000 0500')]).toEqual([true, false]);
      expect(renderAudit(auditOf(SUBJECT, rows.slice(1)), format, REPORT_LANGUAGE)).not.toContain('more is in');
    }
    expect(renderAudit(audit, 'json', REPORT_LANGUAGE)).toContain('0'.repeat(37) + '500');
  });
});
