import checkADownload from '../../../docs/de/check-a-download.md';
import compareAFingerprint from '../../../docs/de/compare-a-fingerprint.md';
import findASignature from '../../../docs/de/find-a-signature.md';
import gitPolicy from '../../../docs/de/git-policy.md';
import keyboardAndGestures from '../../../docs/de/keyboard-and-gestures.md';
import moveToAnotherMachine from '../../../docs/de/move-to-another-machine.md';
import overview from '../../../docs/de/overview.md';
import repositories from '../../../docs/de/repositories.md';
import signARelease from '../../../docs/de/sign-a-release.md';
import sigstore from '../../../docs/de/sigstore.md';
import verdicts from '../../../docs/de/verdicts.md';
import whatGenuineDoesNotMean from '../../../docs/de/what-genuine-does-not-mean.md';
import whatIsStored from '../../../docs/de/what-is-stored.md';
import type { HelpPages } from './page.ts';

/** The topics in German. */
export const DE_PAGES: HelpPages = {
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
