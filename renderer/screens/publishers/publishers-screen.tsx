import { Button, TextInput } from '@mantine/core';
import { IconBuildings } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Publisher } from '../../../shared/model/publisher.ts';
import { Empty } from '../../parts/empty.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useKnown } from '../../parts/known.ts';
import { formatDay } from '../../parts/numbers.ts';
import { Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { Proposals } from './proposals.tsx';
import { PublisherDetails } from './publisher-details.tsx';
import { usePublishers } from './publishers-slice.ts';
import { HelpButton } from '../../parts/help/help-button.tsx';

/** Whose releases the user checks, and which signers are expected of each. */
export function PublishersScreen() {
  const t = useWords();
  const publishers = useKnown((known) => known.publishers);
  const selected = usePublishers((state) => state.selected);
  const problem = usePublishers((state) => state.problem);
  const { load } = usePublishers.getState();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => void load(), [load]);
  const open = publishers?.find((publisher) => publisher.name === selected);
  const isOpen = open !== undefined;
  useEffect(() => {
    // What had the focus went with the details.
    if (!isOpen && document.activeElement === document.body) heading.current?.focus();
  }, [isOpen]);
  return (
    <div className="column broad">
      <header className="stack tight">
        <h1 ref={heading} tabIndex={-1}>
          {t('screens.publishers')}
        </h1>
        <p className="soft">
          {t('publishers.text')}{' '}
          <HelpButton topic="compare-a-fingerprint" anchor="publisher" name={t('help.names.publisher')} />
        </p>
      </header>
      {problem !== null && <ErrorWords error={problem} />}
      <div className="beside" data-open={isOpen || undefined}>
        <div className="stack wide">
          {publishers?.length === 0 && <Nobody />}
          {publishers !== null && publishers.length > 0 && (
            <ul className="list-card">
              {publishers.map((publisher) => (
                <PublisherItem key={publisher.name} publisher={publisher} current={publisher.name === selected} />
              ))}
            </ul>
          )}
          <AddForm />
          <Proposals />
        </div>
        {isOpen && <PublisherDetails key={open.name} publisher={open} />}
      </div>
    </div>
  );
}

function PublisherItem({ publisher, current }: { publisher: Publisher; current: boolean }) {
  const t = useWords();
  const { select } = usePublishers.getState();
  return (
    <li>
      <button
        type="button"
        className="list-item"
        aria-current={current ? 'true' : undefined}
        onClick={() => select(publisher.name)}
      >
        <span className="row apart">
          <b>
            <Name value={publisher.name} />
          </b>
          {publisher.own && <span className="tag">{t('publishers.own')}</span>}
        </span>
        <span className="row dotted small soft">
          <span>{t('publishers.pins', { count: publisher.pins.length })}</span>
          <span>{t('publishers.since', { date: formatDay(publisher.since) })}</span>
        </span>
      </button>
    </li>
  );
}

/** Nobody is known yet: the three ways in which a publisher comes to be. */
function Nobody() {
  const t = useWords();
  return (
    <Empty icon={IconBuildings} title={t('publishers.none')} text={t('publishers.noneText')} level={2}>
      <ul className="three-ways small">
        {(['check', 'add', 'own'] as const).map((way) => (
          <li key={way}>
            <b>{t(`publishers.ways.${way}.title`)}</b>
            <span className="soft">{t(`publishers.ways.${way}.text`)}</span>
          </li>
        ))}
      </ul>
    </Empty>
  );
}

function AddForm() {
  const t = useWords();
  const add = usePublishers((state) => state.add);
  const [name, setName] = useState('');
  return (
    <form
      className="add-publisher"
      onSubmit={(event) => {
        event.preventDefault();
        void add(name.trim()).then((added) => {
          if (added) setName('');
        });
      }}
    >
      <TextInput
        className="name-field"
        label={t('publishers.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''}>
        {t('publishers.add')}
      </Button>
    </form>
  );
}
