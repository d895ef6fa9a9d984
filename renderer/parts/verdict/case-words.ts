import { GIT_NOTES, GIT_SENTENCES } from '../../../shared/catalogue/en/git.ts';
import type { CaseWords } from '../../../shared/catalogue/en/verdict.ts';
import type { CheckResult } from '../../../shared/model/result.ts';
import type { Note } from '../../../shared/model/verdict.ts';
import type { TemplateKey } from '../../words.ts';

/** Where the words of a result's card stand: of a tag or a commit its own ones, where those for files do not fit. */
export function caseWords({ case: said, git }: Pick<CheckResult, 'case' | 'git'>, part: keyof CaseWords): TemplateKey {
  const own: Partial<Record<string, object>> = GIT_SENTENCES;
  return git !== undefined && part in (own[said] ?? {}) ? `git:${said}.${part}` : `verdict:${said}.${part}`;
}

/** Where the words of a remark stand. */
export function noteWords({ git }: Pick<CheckResult, 'git'>, note: Note): TemplateKey {
  return git !== undefined && note in GIT_NOTES ? `gitNote:${note}` : `note:${note}`;
}
