import { Button } from '@mantine/core';
import type { Publication } from '../../shared/model/publication.ts';
import { Sheet } from '../parts/sheet.tsx';
import { useWords } from '../words.ts';
import { PublicationFacts } from './publication-facts.tsx';

/** Shows who logged in before anything is sent, where what becomes public was agreed to before. */
export function WhoSheet(props: { publication: Publication; onAnswer: (answer: string | null) => void }) {
  const t = useWords();
  const { publication, onAnswer } = props;
  return (
    <Sheet title={t('publish.whoTitle')} onCancel={() => onAnswer(null)} isCalm>
      <p>{t('publish.agreedBefore')}</p>
      <PublicationFacts publication={publication} onAnother={() => onAnswer('another')} />
      <div className="row end">
        <Button variant="default" onClick={() => onAnswer(null)}>
          {t('common.cancel')}
        </Button>
        <Button onClick={() => onAnswer('agree')}>{t('publish.doKnown')}</Button>
      </div>
    </Sheet>
  );
}
