import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconList, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../words.ts';
import { attempt } from '../shell.ts';
import { type HelpPlace, useHelp } from './help-store.ts';
import type { HelpPage, Topic } from './page.ts';
import { headingId, PageView } from './page-view.tsx';
import { helpPage } from './pages.ts';

/** The help, beside the content: the focus goes to what was asked for, Escape closes, and the focus goes back. */
export function HelpPanel({ shown }: { shown: HelpPlace }) {
  const t = useWords();
  const { close, back, open } = useHelp.getState();
  const goneThrough = useHelp((help) => help.before.length > 0);
  const page = usePage(shown);
  // As in style/help.css: where there is no room for both, the help is the content.
  const alone = useMediaQuery('(max-width: 960px)', false, { getInitialValueInEffect: false });
  const text = useRef<HTMLDivElement>(null);
  useEffect(() => () => giveFocusBack(), []);
  useEffect(() => {
    if (page === null) return;
    const wanted = shown.anchor === undefined ? null : document.getElementById(headingId(shown.anchor));
    const heading = wanted ?? document.getElementById(headingId(''));
    heading?.focus({ preventScroll: true });
    if (wanted === null) text.current?.scrollTo(0, 0);
    else wanted.scrollIntoView({ block: 'start' });
  }, [page, shown]);
  return (
    <div
      className="help"
      role={alone ? 'main' : 'complementary'}
      aria-label={t('help.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Escape also stops what runs, where nothing else wants it.
        event.preventDefault();
        close();
      }}
    >
      <div className="help-head">
        {goneThrough && (
          <button type="button" className="plain-button small" onClick={back}>
            <IconArrowLeft size={16} aria-hidden />
            {t('help.back')}
          </button>
        )}
        {shown.topic !== 'overview' && (
          <button type="button" className="plain-button small" onClick={() => open('overview')}>
            <IconList size={16} aria-hidden />
            {t('help.all')}
          </button>
        )}
        <button type="button" className="plain-button small help-close" onClick={close}>
          <IconX size={16} aria-hidden />
          {t('help.close')}
        </button>
      </div>
      <div ref={text} className="help-text" tabIndex={0}>
        {page !== null && <PageView page={page} top={alone ? 1 : 2} />}
      </div>
    </div>
  );
}

/** The page of the topic that is shown; null until it is there. */
function usePage({ topic }: HelpPlace): HelpPage | null {
  const { language } = useTranslation().i18n;
  const [loaded, setLoaded] = useState<{ topic: Topic; page: HelpPage } | null>(null);
  useEffect(() => {
    let wanted = true;
    void attempt(async () => {
      const page = await helpPage(topic, language);
      if (wanted) setLoaded({ topic, page });
    });
    return () => {
      wanted = false;
    };
  }, [topic, language]);
  return loaded?.topic === topic ? loaded.page : null;
}

/** The opener may be gone with its screen: then the content has the focus. */
function giveFocusBack(): void {
  const { opener } = useHelp.getState();
  const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : null;
  (back ?? document.querySelector<HTMLElement>('.main'))?.focus();
}
