import { AUDIT } from '../../shared/catalogue/en/audit.ts';
import { CARD } from '../../shared/catalogue/en/card.ts';
import { EVIDENCE } from '../../shared/catalogue/en/evidence.ts';
import { GIT_SENTENCES } from '../../shared/catalogue/en/git.ts';
import { VERDICT_SENTENCES } from '../../shared/catalogue/en/verdict.ts';
import type { AuditLanguage } from '../core/audit/git/audit-parts.ts';

/** Reports of the command line are in English, as all that it says. */
export const REPORT_LANGUAGE: AuditLanguage = {
  words: {
    audit: AUDIT,
    verdictWord: CARD.verdictWord,
    verdict: VERDICT_SENTENCES,
    git: GIT_SENTENCES,
    evidence: EVIDENCE,
  },
  lang: 'en',
  dir: 'ltr',
};
