import { AppError } from '../../../shared/error.ts';
import type { KeySummary } from '../../../shared/model/key.ts';
import type { LeftOut } from '../../core/keys/key-service.ts';
import type { AppContext } from '../context.ts';
import { saveAs } from '../save.ts';
import { words } from '../words.ts';
import type { Handlers } from './gate.ts';
import { find } from './key-handlers.ts';

/** Keys, revocation certificates and backups written where the user says. */
export function keyFileHandlers(
  context: AppContext,
): Pick<Handlers, 'keys.export' | 'keys.exportRevocation' | 'keys.backup'> {
  const { keys } = context.services;
  return {
    'keys.export': async ({ key: id, secret, format, passphrase }) => {
      const key = await find(context, id);
      if (secret && (passphrase === undefined || passphrase === ''))
        throw new AppError('passphrase-needed', 'a secret key is only written under a passphrase');
      const ending = endingOf(key.type, secret, format);
      return saveAs(context, {
        title: words().shell.saveKey,
        name: `${secret ? 'SECRET-' : ''}${key.fingerprint.slice(-16)}.${ending}`,
        filters: [{ name: NAMES[key.type], extensions: [ending] }],
        secret,
        bytes: () => (secret ? keys.exportSecret(id, format, passphrase ?? '') : keys.exportPublic(id, format)),
      });
    },
    'keys.exportRevocation': async ({ key: id }) => {
      const key = await find(context, id);
      return saveAs(context, {
        title: words().shell.saveRevocation,
        name: `${key.fingerprint.slice(-16)}-revocation.asc`,
        filters: [{ name: 'OpenPGP', extensions: ['asc'] }],
        secret: true,
        bytes: () => keys.revocationCertificate(id),
      });
    },
    'keys.backup': async ({ passphrase }) => {
      const day = context.services.clock().toISOString().slice(0, 10);
      const left: LeftOut[] = [];
      const saved = await saveAs(context, {
        title: words().shell.saveBackup,
        name: `countersign-backup-${day}.gpg`,
        filters: [{ name: 'OpenPGP', extensions: ['gpg'] }],
        secret: true,
        bytes: () => keys.backup(passphrase, (one) => left.push(one)),
      });
      if (saved === null) return null;
      context.emit('keys.changed', null);
      return { ...saved, left };
    },
  };
}

const NAMES: Readonly<Record<KeySummary['type'], string>> = {
  openpgp: 'OpenPGP',
  cosign: 'Sigstore',
  ssh: 'SSH',
  login: 'Sigstore',
};

/** As the programs that read these files name them. */
function endingOf(type: KeySummary['type'], secret: boolean, format: 'armored' | 'binary'): string {
  if (type !== 'openpgp') return secret ? 'key' : 'pub';
  return format === 'armored' ? 'asc' : 'gpg';
}
