import { describe, expect, it } from 'vitest';
import { stepsHere, wordsHere } from '../../electron/cli/advice.ts';
import { ERROR_CODES } from '../../shared/error.ts';
import { errorWords } from '../../shared/messages.ts';
import type { CheckResult } from '../../shared/model/result.ts';

/** What a signature or a check with Sigstore can end with, beside what any file can. */
const OF_SIGSTORE = ERROR_CODES.filter((code) =>
  /^(service-|login-|token-|certificate-|instance-|root-|never-public|already-logged|not-yet-logged|changed-since-signed|clock-|offline|key-not-found|no-signing-key)/.test(
    code,
  ),
);

describe('what to do now, on the command line', () => {
  it.each(OF_SIGSTORE)('%s: names nothing that only the window has', (code) => {
    const { title, advice } = wordsHere(code);
    expect(title).toBe(errorWords(code).title);
    expect(advice).toMatch(/^\S.*\.$/);
    expect(advice).not.toMatch(/!|under Keys|strip below|in the settings|Activity/);
  });

  it('an unknown instance leads to the calls that list and add one', () => {
    const { advice } = wordsHere('instance-unknown');
    expect(advice).toContain('countersign instance list');
    expect(advice).toContain('countersign instance add NAME --trusted-root FILE --signing-config FILE');
    const found = { case: 'unknown-instance', nextStep: 'Add this instance' } as unknown as CheckResult;
    expect(stepsHere(found).nextStep).toMatch(/countersign instance list\b.*countersign instance add /);
  });

  it('what the window says stays where it fits here too', () => {
    expect(wordsHere('disk-full')).toEqual(errorWords('disk-full'));
    expect(wordsHere('nonsense')).toEqual(errorWords('internal'));
    const verified = { case: 'verified', nextStep: 'Open folder' } as unknown as CheckResult;
    expect(stepsHere(verified)).toBe(verified);
  });
});
