import { Switch } from '@mantine/core';
import {
  IconClockPause,
  IconKey,
  IconLoader2,
  IconLock,
  IconLockOpen,
  IconUsb,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react';
import { call } from '../api.ts';
import { attempt, useShell } from '../parts/shell.ts';
import { Name } from '../parts/visible.tsx';
import { useWords } from '../words.ts';
import { showRunning } from './running.ts';

/** The strip at the bottom: offline switch, keychain, tokens, running jobs, lock. */
export function StatusStrip() {
  const t = useWords();
  const status = useShell((shell) => shell.status);
  const settings = useShell((shell) => shell.settings);
  const change = useShell((shell) => shell.change);
  const go = useShell((shell) => shell.go);
  const setStatus = useShell((shell) => shell.setStatus);
  const lock = () => void attempt(async () => setStatus(await call('store.lock')));
  return (
    <footer className="strip" aria-label={t('strip.title')}>
      <Switch
        size="xs"
        label={t('strip.offline')}
        checked={settings?.offline ?? false}
        disabled={settings === null}
        onChange={(event) => void change({ offline: event.currentTarget.checked })}
      />
      {status !== null && (
        <>
          <span className="strip-item">
            {status.offline ? <IconWifiOff size={16} aria-hidden /> : <IconWifi size={16} aria-hidden />}
            {t(status.offline ? 'strip.isOffline' : 'strip.isOnline')}
          </span>
          <span className="strip-item">
            <IconKey size={16} aria-hidden />
            {t(`strip.keychain.${status.keychain}`)}
          </span>
          {status.gnupg.cards.map((serial) => (
            <span key={serial} className="strip-item">
              <IconUsb size={16} aria-hidden />
              {t('strip.token')} <Name value={`··${serial.slice(-4)}`} mono />
            </span>
          ))}
          {status.jobs > 0 && (
            <button type="button" className="plain-button" onClick={() => void showRunning()}>
              <IconLoader2 size={16} aria-hidden />
              {t('strip.jobs', { count: status.jobs })}
            </button>
          )}
          {status.pending > 0 && (
            <button type="button" className="plain-button" onClick={() => go('activity')}>
              <IconClockPause size={16} aria-hidden />
              {t('pending.strip', { count: status.pending })}
            </button>
          )}
          <span className="strip-item strip-push">
            {status.store === 'unlocked' ? <IconLockOpen size={16} aria-hidden /> : <IconLock size={16} aria-hidden />}
            {t(`strip.store.${status.store}`)}
            {status.store === 'unlocked' && (
              <button type="button" className="plain-button" onClick={lock}>
                {t('strip.lockNow')}
              </button>
            )}
          </span>
        </>
      )}
    </footer>
  );
}
