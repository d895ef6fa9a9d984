import checkADownload from '../../../docs/en/check-a-download.md';
import compareAFingerprint from '../../../docs/en/compare-a-fingerprint.md';
import findASignature from '../../../docs/en/find-a-signature.md';
import gitPolicy from '../../../docs/en/git-policy.md';
import keyboardAndGestures from '../../../docs/en/keyboard-and-gestures.md';
import moveToAnotherMachine from '../../../docs/en/move-to-another-machine.md';
import overview from '../../../docs/en/overview.md';
import repositories from '../../../docs/en/repositories.md';
import signARelease from '../../../docs/en/sign-a-release.md';
import sigstore from '../../../docs/en/sigstore.md';
import verdicts from '../../../docs/en/verdicts.md';
import whatGenuineDoesNotMean from '../../../docs/en/what-genuine-does-not-mean.md';
import whatIsStored from '../../../docs/en/what-is-stored.md';
import type { HelpPages } from './page.ts';

/** The topics in English. */
export const EN_PAGES: HelpPages = {
  overview,
  'check-a-download': checkADownload,
  'find-a-signature': findASignature,
  'compare-a-fingerprint': compareAFingerprint,
  verdicts,
  'what-genuine-does-not-mean': whatGenuineDoesNotMean,
  repositories,
  'git-policy': gitPolicy,
  'sign-a-release': signARelease,
  sigstore,
  'what-is-stored': whatIsStored,
  'move-to-another-machine': moveToAnotherMachine,
  'keyboard-and-gestures': keyboardAndGestures,
};
