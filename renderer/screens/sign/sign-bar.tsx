import { useMemo, useState } from 'react';
import { keyName } from '../../parts/key-name.ts';
import { useKnown } from '../../parts/known.ts';
import { formatList } from '../../parts/numbers.ts';
import { useShell } from '../../parts/shell.ts';
import { asksOf, LOGIN } from '../../parts/signers.ts';
import { SignButton, SignShortcut } from '../../parts/sign-button.tsx';
import { Sentence } from '../../parts/visible.tsx';
import { useTemplates, useWords } from '../../words.ts';
import { OverwriteSheet } from './overwrite-sheet.tsx';
import { makesBundles, includedFiles, touches } from './plan-words.ts';
import { useSign } from './sign-slice.ts';
import { useWitnesses } from './use-witnesses.ts';

/** The main button: it says what it does and what it will ask. */
export function SignBar() {
  const t = useWords();
  const template = useTemplates();
  const plan = useSign((sign) => sign.plan);
  const options = useSign((sign) => sign.options);
  const { options: witnesses } = useWitnesses();
  const ticks = useSign((sign) => sign.ticks);
  const already = useSign((sign) => sign.already);
  const { start, change } = useSign.getState();
  const known = useKnown((state) => state.keys);
  const locked = useShell((shell) => shell.status?.store === 'locked');
  const [asking, setAsking] = useState(false);
  const included = useMemo(() => (plan === null ? [] : includedFiles(plan, ticks)), [plan, ticks]);
  const count = useMemo(() => {
    const signed = new Set(already.map(({ relative }) => relative));
    return included.filter((relative) => !signed.has(relative)).length;
  }, [included, already]);
  const keys = [...(known ?? []), LOGIN];
  const chosen = keys.filter((key) => options.keys.includes(key.id));
  const list = options.manifest?.name ?? '';
  const what =
    options.manifest === null ? 'doFiles' : options.signature === 'none' || count === 0 ? 'doList' : 'doBoth';
  const needed = touches(options, keys, count);
  const token = chosen.find((key) => key.cardSerial !== undefined);
  const existing = plan?.outputs.filter((output) => output.exists) ?? [];
  const logs = witnesses.log === true && makesBundles(options.keys);
  const ready = plan !== null && included.length > 0 && plan.outputs.length > 0 && chosen.length > 0;
  const press = () => (existing.length > 0 ? setAsking(true) : void start(false));
  return (
    <div className="deck-do">
      <SignButton isReady={ready} onPress={press}>
        <Sentence
          template={template(needed === 0 ? `sign.${what}` : `sign.${what}Token`, count)}
          params={{
            list,
            who: formatList(chosen.map((key) => (key.type === 'login' ? t('sign.login.who') : keyName(key)))),
            count,
            token: `··${token?.cardSerial?.slice(-4) ?? ''}`,
            touches: t('sign.touches', { count: needed }),
          }}
        />
      </SignButton>
      <div className="deck-asks small soft">
        <p>
          {included.length === 0 && plan !== null
            ? t('sign.nothingTicked')
            : asksOf(chosen, plan?.outputs ?? [], locked, logs)
                .map((ask) => t(`sign.asks.${ask}`, { count: ask === 'replace' ? existing.length : needed }))
                .join(' ')}{' '}
          {ready && <SignShortcut />}
        </p>
        {needed > 1 && options.manifest !== null && options.signature !== 'none' && (
          <button type="button" className="plain-button" onClick={() => change({ signature: 'none' })}>
            {t('sign.listAlone')}
          </button>
        )}
      </div>
      {asking && plan !== null && (
        <OverwriteSheet
          outputs={existing}
          folder={plan.folder}
          onCancel={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void start(true);
          }}
        />
      )}
    </div>
  );
}
