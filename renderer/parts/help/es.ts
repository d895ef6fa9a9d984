import checkADownload from '../../../docs/es/check-a-download.md';
import compareAFingerprint from '../../../docs/es/compare-a-fingerprint.md';
import findASignature from '../../../docs/es/find-a-signature.md';
import gitPolicy from '../../../docs/es/git-policy.md';
import keyboardAndGestures from '../../../docs/es/keyboard-and-gestures.md';
import moveToAnotherMachine from '../../../docs/es/move-to-another-machine.md';
import overview from '../../../docs/es/overview.md';
import repositories from '../../../docs/es/repositories.md';
import signARelease from '../../../docs/es/sign-a-release.md';
import sigstore from '../../../docs/es/sigstore.md';
import verdicts from '../../../docs/es/verdicts.md';
import whatGenuineDoesNotMean from '../../../docs/es/what-genuine-does-not-mean.md';
import whatIsStored from '../../../docs/es/what-is-stored.md';
import type { HelpPages } from './page.ts';

/** The topics in Spanish. */
export const ES_PAGES: HelpPages = {
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
