import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useState } from 'react';
import { useKnown } from '../../parts/known.ts';
import { Sheet } from '../../parts/sheet.tsx';
import { Name, Sentence } from '../../parts/visible.tsx';
import { nameOf } from '../../../shared/visible-text.ts';
import { useTemplates, useWords } from '../../words.ts';
import { baseName, includedFiles, touches } from './plan-words.ts';
import { useSign } from './sign-slice.ts';

/** The main button: it says what it does and what it will ask. */
export function SignBar() {
  const t = useWords();
  const template = useTemplates();
  const plan = useSign((sign) => sign.plan);
  const options = useSign((sign) => sign.options);
  const ticks = useSign((sign) => sign.ticks);
  const start = useSign((sign) => sign.start);
  const keys = useKnown((known) => known.keys) ?? [];
  const [asking, setAsking] = useState(false);
  const count = plan === null ? 0 : includedFiles(plan, ticks).length;
  const chosen = keys.filter((key) => options.keys.includes(key.id));
  const who = chosen.map((key) => nameOf(key.userIds[0] ?? key.fingerprint)).join(', ');
  const list = options.manifest?.name ?? '';
  const words =
    options.manifest === null
      ? template('sign.doFiles', count)
      : options.signature === 'none'
        ? template('sign.doList')
        : template('sign.doBoth', count);
  const needed = touches(options, keys, count);
  const token = chosen.find((key) => key.secret === 'token');
  const existing = plan?.outputs.filter((output) => output.exists) ?? [];
  return (
    <div className="action-bar">
      <Button
        size="md"
        leftSection={<IconSignature size={20} aria-hidden />}
        disabled={plan === null || count === 0 || options.keys.length === 0}
        onClick={() => (existing.length > 0 ? setAsking(true) : void start(false))}
      >
        <span>
          <Sentence template={words} params={{ list, who, count }} />
          {token?.cardSerial !== undefined && ` (${t('strip.token')} ··${token.cardSerial.slice(-4)})`}
        </span>
      </Button>
      <p className="small soft">{needed > 0 ? t('sign.touches', { count: needed }) : t('sign.nothingOverwritten')}</p>
      {asking && (
        <Sheet title={t('sign.overwriteTitle', { count: existing.length })} onCancel={() => setAsking(false)}>
          <p>{t('sign.overwriteText')}</p>
          <ul className="pre small">
            {existing.slice(0, 100).map((output) => (
              <li key={output.path}>
                <Name value={baseName(output.path)} mono />
              </li>
            ))}
          </ul>
          <div className="row end">
            <Button variant="default" autoFocus onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button
              onClick={() => {
                setAsking(false);
                void start(true);
              }}
            >
              {t('sign.overwrite')}
            </Button>
          </div>
        </Sheet>
      )}
    </div>
  );
}
