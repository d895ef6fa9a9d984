import { Button } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMANDS, keyCaps, keysOn, SHORTCUTS, type Shortcut } from '../../shared/shortcuts.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useShell } from '../parts/shell.ts';
import { useFrame } from './frame-slice.ts';

/** Every key combination, out of the table that the menu is made of. */
export function ShortcutsSheet() {
  const { t } = useTranslation('window');
  const shown = useFrame((frame) => frame.shortcuts);
  const hide = () => useFrame.getState().showShortcuts(false);
  if (!shown) return null;
  return (
    <Sheet title={t('shortcuts.title')} onCancel={hide}>
      <div className="shortcut-groups">
        {(['work', 'screens', 'window'] as const).map((group) => (
          <section key={group} className="stack tight" aria-labelledby={`shortcuts-${group}`}>
            <h3 id={`shortcuts-${group}`}>{t(`shortcuts.${group}`)}</h3>
            <dl className="shortcuts">
              {SHORTCUTS[group].map((shortcut) => (
                <ShortcutRow key={shortcut.does} shortcut={shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="row end">
        <Button variant="default" autoFocus onClick={hide}>
          {t('common.close')}
        </Button>
      </div>
    </Sheet>
  );
}

function ShortcutRow({ shortcut }: { shortcut: Shortcut }) {
  const { t } = useTranslation(['window', 'shell']);
  const mac = useShell((shell) => shell.info?.platform === 'darwin');
  const { does } = shortcut;
  const isCommand = (name: string): name is (typeof COMMANDS)[number] | 'paste' =>
    name === 'paste' || (COMMANDS as readonly string[]).includes(name);
  return (
    <div>
      <dt>{isCommand(does) ? t(`commands.${does}`) : t(`shell:roles.${does}`)}</dt>
      <dd>
        {keysOn(shortcut, mac).map((keys, at) => (
          <Fragment key={keys}>
            {at > 0 && <span className="small soft">{t('shortcuts.or')}</span>}
            <span className="key-caps">
              {keyCaps(keys, mac).map((cap) => (
                <KeyCap key={cap} cap={cap} />
              ))}
            </span>
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

/** A key that has a name is called as on the reader's keyboard; a letter, a sign or `F1` is the same on every one. */
function KeyCap({ cap }: { cap: string }) {
  const { t } = useTranslation('window');
  if (cap === 'Ctrl' || cap === 'Shift' || cap === 'Esc') return <kbd>{t(`shortcuts.keyNames.${cap}`)}</kbd>;
  return <kbd translate="no">{cap}</kbd>;
}
