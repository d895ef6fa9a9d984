import { Button, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { CompareForm } from '../../parts/compare-form.tsx';
import { ErrorWords } from '../../parts/error-words.tsx';
import { useKnown } from '../../parts/known.ts';
import { formatDay } from '../../parts/numbers.ts';
import { Fingerprint, Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { PublisherDetails } from './publisher-details.tsx';
import { usePublishers } from './publishers-slice.ts';

/** Whose releases the user checks, and which signers are expected of each. */
export function PublishersScreen() {
  const t = useWords();
  const publishers = useKnown((known) => known.publishers);
  const selected = usePublishers((state) => state.selected);
  const problem = usePublishers((state) => state.problem);
  const { load, select } = usePublishers.getState();
  useEffect(() => void load(), [load]);
  const open = publishers?.find((publisher) => publisher.name === selected);
  return (
    <div className="column broad">
      <header className="stack tight">
        <h1>{t('screens.publishers')}</h1>
        <p className="soft">{t('publishers.text')}</p>
      </header>
      <AddForm />
      {problem !== null && <ErrorWords error={problem} />}
      <div className="beside" data-open={open !== undefined || undefined}>
        <div className="stack wide">
          {publishers !== null && publishers.length === 0 && <p className="soft">{t('publishers.none')}</p>}
          {publishers !== null && publishers.length > 0 && (
            <ul className="list-card">
              {publishers.map((publisher) => (
                <li key={publisher.name}>
                  <button
                    type="button"
                    className="list-item"
                    aria-current={publisher.name === selected ? 'true' : undefined}
                    onClick={() => select(publisher.name)}
                  >
                    <span className="row apart">
                      <b>
                        <Name value={publisher.name} />
                      </b>
                      {publisher.own && <span className="tag">{t('publishers.own')}</span>}
                    </span>
                    <span className="row small soft">
                      <span>{t('publishers.pins', { count: publisher.pins.length })}</span>
                      <span>{t('publishers.since', { date: formatDay(publisher.since) })}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Proposals />
        </div>
        {open !== undefined && <PublisherDetails key={open.name} publisher={open} />}
      </div>
    </div>
  );
}

function AddForm() {
  const t = useWords();
  const add = usePublishers((state) => state.add);
  const [name, setName] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        void add(name.trim()).then((added) => {
          if (added) setName('');
        });
      }}
    >
      <TextInput
        className="name-field"
        aria-label={t('publishers.name')}
        placeholder={t('publishers.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {t('publishers.add')}
      </Button>
    </form>
  );
}

function Proposals() {
  const t = useWords();
  const proposals = usePublishers((state) => state.proposals);
  if (proposals.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="proposals-title">
      <h2 id="proposals-title">{t('publishers.proposals')}</h2>
      <p className="small soft">{t('publishers.proposalsText')}</p>
      <ul className="stack">
        {proposals.map((proposal) => (
          <Proposal key={proposal.fingerprint} proposal={proposal} />
        ))}
      </ul>
    </section>
  );
}

/** One key that GnuPG trusts. That trust is no comparison: expecting it here still compares it with the project's page. */
function Proposal({ proposal }: { proposal: CallOutput<'publishers.proposals'>[number] }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li className="stack tight">
      <Name value={proposal.userId} />
      <p className="small soft">
        <Fingerprint value={proposal.fingerprint} /> <Name value={proposal.trust} />
      </p>
      <div className="row">
        <Button variant="default" size="xs" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('publishers.proposalExpect')}
        </Button>
      </div>
      {open && <CompareForm fingerprint={proposal.fingerprint} />}
    </li>
  );
}
