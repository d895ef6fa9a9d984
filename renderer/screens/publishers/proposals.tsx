import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CallOutput } from '../../../shared/ipc/contract.ts';
import { CompareForm } from '../../parts/compare-form.tsx';
import { Fingerprint, Name } from '../../parts/visible.tsx';
import { useWords } from '../../words.ts';
import { usePublishers } from './publishers-slice.ts';

/** Keys that GnuPG trusts, offered and never taken over unasked. */
export function Proposals() {
  const t = useWords();
  const proposals = usePublishers((state) => state.proposals);
  if (proposals.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="proposals-title">
      <h2 id="proposals-title">{t('publishers.proposals')}</h2>
      <p className="small soft">{t('publishers.proposalsText')}</p>
      <ul className="list-card">
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
    <li className="proposal stack tight">
      <Name value={proposal.userId} />
      <p className="small soft">
        <Fingerprint value={proposal.fingerprint} />
      </p>
      <div className="row">
        <Button variant="default" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('publishers.proposalExpect')}
        </Button>
      </div>
      {open && <CompareForm fingerprint={proposal.fingerprint} />}
    </li>
  );
}
