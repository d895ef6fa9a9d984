import { useTemplates, useWords } from '../../words.ts';
import { Fingerprint, Name } from '../../parts/visible.tsx';
import type { LeftOut } from './keys-slice.ts';

/** What a backup, a restore or an extension left out, and which damaged files were moved aside. */
export function LeftOutList({ leftOut: { left = [], setAside = [], notExtended = [] } }: { leftOut: LeftOut }) {
  const t = useWords();
  const template = useTemplates();
  return (
    <>
      {left.length > 0 && (
        <section className="notice stack tight">
          <p>{t('keys.leftOut')}</p>
          <ul>
            {left.map(({ name, code }) => (
              <li key={name}>
                <Name value={name} mono /> {template(`error:${code}.title`)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {setAside.length > 0 && (
        <section className="notice stack tight">
          <p>{t('keys.setAside')}</p>
          {setAside.map((path) => (
            <Name key={path} value={path} mono />
          ))}
        </section>
      )}
      {notExtended.length > 0 && (
        <section className="notice stack tight">
          <p>{t('keys.notExtended')}</p>
          {notExtended.map((fingerprint) => (
            <Fingerprint key={fingerprint} value={fingerprint} />
          ))}
        </section>
      )}
    </>
  );
}
