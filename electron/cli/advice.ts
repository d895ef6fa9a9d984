import type { ErrorCode } from '../../shared/error.ts';
import { errorWords } from '../../shared/messages.ts';
import type { CheckResult } from '../../shared/model/result.ts';

/** What to do now, where the window's words name what a command line does not have. */
const HERE: Partial<Record<ErrorCode, string>> = {
  offline: 'Leave --offline out; or somebody chose to work offline in the app, and can turn that off there.',
  'no-signing-key': 'Make a key: countersign keys generate; or import one: countersign keys import FILE.',
  'key-not-found': 'See which keys are here: countersign keys list; or import it: countersign keys import FILE.',
  'service-absent':
    'Name another instance (--instance NAME; countersign instance list shows them), or do without what is missing: --key KEY in place of a login, --tlog-upload=false, --timestamp=false.',
  'not-yet-logged':
    'The log does not answer. The signature is kept, so it can be logged later without another login: run the same call again, or log it in the app.',
  'login-timed-out':
    'We stopped listening for the browser. Start again when you are ready; --device logs in on another device.',
  'token-unusable':
    'It is damaged, over, or meant for something else. Get a new one for --identity-token or SIGSTORE_ID_TOKEN, or leave it out and log in with the browser.',
  'never-public':
    'It was marked as never public, so nothing was sent; --yes does not change that. Sign with --key KEY --tlog-upload=false, use a private instance (--instance NAME), or take the mark away in the app’s settings.',
  'git-helper-unusable':
    'For a key that is kept here, and for a login, git starts a small program by way of a file in the home folder (git/countersign-git), and Node runs it. It did not answer: see that Node 18 or newer is where it was, that programs may be started from that folder, and on Windows that git is Git for Windows, whose shell reads that file. Nothing in git’s settings was changed. A key of GnuPG or of the SSH agent needs none of this: --key KEY.',
  'tag-exists': 'It was left as it is. Choose another name, or add --force to replace it.',
  'already-published':
    'Others may have them. Nothing was changed. To give them up for new ones, which must then be pushed by force, add --force.',
  'no-tagger':
    'Every tag names who made it: git config --global user.name NAME; git config --global user.email ADDRESS.',
  'instance-unknown':
    'See which there are: countersign instance list; or add it: countersign instance add NAME --trusted-root FILE --signing-config FILE.',
  'instance-exists':
    'It was left as it is. Choose another name, or remove the old one first: countersign instance remove NAME.',
  'instance-damaged':
    'Remove it (countersign instance remove NAME) and add it again (countersign instance add NAME …); public-good is made again by countersign instance refresh public-good.',
};

/** What happened and what to do now, in the words of the command line. */
export function wordsHere(code: string): { title: string; advice: string } {
  const { title, advice } = errorWords(code);
  return { title, advice: (HERE as Readonly<Record<string, string | undefined>>)[code] ?? advice };
}

/** The next steps that a card’s button takes by itself, and a command line by another call. */
const STEPS: Partial<Record<CheckResult['case'], string>> = {
  'unknown-instance':
    'See which Sigstore instances are known: countersign instance list. Add this one with the files of whoever runs it, who then decides what counts as signed with it: countersign instance add NAME --trusted-root FILE --signing-config FILE. Or look for another signature of the same file.',
  'unusable-input': 'Name another file in its place, and check again.',
  'object-log-not-asked':
    'Look it up in the log, over the network: add --ask-log. Or ask for a signature that carries its proof: newer versions of gitsign put it there (gitsign.rekorMode offline).',
  'public-key-missing':
    'Name the public key with --key FILE: it stands on the project’s own page, often as cosign.pub. A key that lies beside the download proves nothing by itself.',
};

/** A result with the next step that can be gone here. */
export function stepsHere<R extends Pick<CheckResult, 'case' | 'nextStep'>>(result: R): R {
  const nextStep = STEPS[result.case];
  return nextStep === undefined ? result : { ...result, nextStep };
}
