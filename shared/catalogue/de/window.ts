import { ACTIVITY } from './activity.ts';
import { AUDITING } from './auditing.ts';
import { CARD } from './card.ts';
import { CONSENTS } from './consents.ts';
import { FRAME } from './frame.ts';
import { GIT_SETUP } from './git-setup.ts';
import { COMMIT_SIGN } from './commit-sign.ts';
import { GIT_SIGN } from './git-sign.ts';
import { HELP } from './help.ts';
import { INSTANCES } from './instances.ts';
import { KEYS } from './keys.ts';
import { LOGIN } from './login.ts';
import { PENDING } from './pending.ts';
import { PUBLISHERS } from './publishers.ts';
import { REPOSITORIES } from './repositories.ts';
import { SETTINGS } from './settings.ts';
import { SIGN } from './sign.ts';
import { SIGNER } from './signer.ts';
import { VERIFY } from './verify.ts';

/** Every visible word of the window that is not a verdict, a note, an error or evidence. Namespace `window`. */
export const WINDOW = {
  ...FRAME,
  ...HELP,
  ...VERIFY,
  ...CARD,
  ...SIGN,
  ...SIGNER,
  ...KEYS,
  ...PUBLISHERS,
  ...REPOSITORIES,
  ...GIT_SIGN,
  ...COMMIT_SIGN,
  ...AUDITING,
  ...ACTIVITY,
  ...SETTINGS,
  ...GIT_SETUP,
  ...INSTANCES,
  ...LOGIN,
  ...CONSENTS,
  ...PENDING,
};
