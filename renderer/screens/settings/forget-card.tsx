import { Button, TextInput } from '@mantine/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { call } from '../../api.ts';
import { attempt, useShell } from '../../parts/shell.ts';
import { useWords } from '../../words.ts';
import { useSettingsForm } from './settings-slice.ts';
import { NameList } from './stored-card.tsx';

type Left = CallOutput<'stored.forget'>['left'];

/** Forgetting everything: says exactly what goes, offers a backup first, and wants a typed word. */
export function ForgetCard() {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [left, setLeft] = useState<Left | null>(null);
  const start = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    // After the button is there again.
    requestAnimationFrame(() => start.current?.focus());
  };
  return (
    <section className="card stack" aria-labelledby="forget-title">
      <h2 id="forget-title">{t('settings.forget.title')}</h2>
      {left !== null ? (
        <Forgotten left={left} />
      ) : open ? (
        <ForgetForm onClose={close} onDone={setLeft} />
      ) : (
        <>
          <p className="soft">{t('settings.forget.text')}</p>
          <div className="row">
            <StartButton button={start} onClick={() => setOpen(true)} />
          </div>
        </>
      )}
    </section>
  );
}

function StartButton({ button, onClick }: { button: RefObject<HTMLButtonElement | null>; onClick: () => void }) {
  const t = useWords();
  return (
    <Button ref={button} variant="default" onClick={onClick}>
      {t('settings.forget.start')}
    </Button>
  );
}

function ForgetForm({ onClose, onDone }: { onClose: () => void; onDone: (left: Left) => void }) {
  const t = useWords();
  const go = useShell((shell) => shell.go);
  const byKeychain = useSettingsForm((form) => form.stored?.protection === 'keychain');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const word = t('settings.forget.word');
  const same = typed.trim().toLowerCase() === word.toLowerCase();
  const forget = async () => {
    setBusy(true);
    await attempt(async () => onDone((await call('stored.forget', { typed })).left));
    setBusy(false);
  };
  const keychain = byKeychain ? (['keychain'] as const) : [];
  const lines = ['keys', ...keychain, 'publishers', 'activity', 'settings', 'instances'] as const;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (same && !busy) void forget();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div>
        <p>{t('settings.forget.sure')}</p>
        <ul className="bullets">
          {lines.map((line) => (
            <li key={line}>{t(`settings.forget.${line}`)}</li>
          ))}
        </ul>
      </div>
      <p className="small soft">{t('settings.forget.stays')}</p>
      <TextInput
        autoFocus
        autoComplete="off"
        label={t('settings.forget.type', { word })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="row">
        <Button onClick={() => go('keys')}>{t('settings.forget.backup')}</Button>
        <Button type="submit" variant="default" disabled={!same || busy}>
          {t('settings.forget.yes')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common.no')}
        </Button>
      </div>
    </form>
  );
}

function Forgotten({ left }: { left: Left }) {
  const t = useWords();
  const stored = useSettingsForm((form) => form.stored);
  const others = stored?.others ?? [];
  const load = useSettingsForm((form) => form.loadStored);
  useEffect(() => void load(), [load]);
  return (
    <div className="stack" role="status">
      <p>
        <b>{t('settings.forget.done')}</b>
      </p>
      {left.length > 0 && (
        <div>
          <p>{t('settings.forget.left')}</p>
          <NameList names={left.map(({ name }) => name)} />
        </div>
      )}
      {others.length > 0 && (
        <div>
          <p>{t('settings.forget.others')}</p>
          <NameList names={others} />
        </div>
      )}
      <div className="row">
        <Button autoFocus onClick={() => void attempt(() => call('app.startAfresh'))}>
          {t('settings.forget.afresh')}
        </Button>
      </div>
    </div>
  );
}
