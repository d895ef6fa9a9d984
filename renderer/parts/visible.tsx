import { Tooltip } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { NamedDigest } from '../../shared/digest-name.ts';
import type { Says } from '../../shared/model/check.ts';
import { mapPlaces } from '../../shared/places.ts';
import { isDateParam } from '../../shared/sentence.ts';
import { formatDay, formatNumber } from './numbers.ts';
import { countOf, type Said, sayDigest } from './say.ts';
import { useTemplates } from '../words.ts';
import { sshFingerprint } from '../../shared/ssh-fingerprint.ts';
import { groupsOfFour, shortened, visiblePieces, visibleText } from '../../shared/visible-text.ts';

/** A name that somebody else chose: control characters as escapes, isolated from the text around it. */
export function Name({ value, mono = false }: { value: string; mono?: boolean }) {
  return (
    <bdi className={mono ? 'name mono' : 'name'}>
      {visiblePieces(value).map((piece, index) =>
        piece.escape ? (
          <span key={index} className="escape">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  );
}

/** A file's name on one line: where there is no room its middle gives way, and the whole is its title. */
export function ShortName({ value }: { value: string }) {
  const characters = Array.from(value);
  return (
    <bdi className="short-name" title={visibleText(value)}>
      <span>
        <Name value={characters.slice(0, -12).join('')} mono />
      </span>
      <Name value={characters.slice(-12).join('')} mono />
    </bdi>
  );
}

/** A digest without its middle, which its title has; nobody is read sixty-four digits. */
export function ShortDigest({ digest }: { digest: NamedDigest }) {
  // To be drawn again in another language.
  useTemplates();
  const { method, hex } = digest;
  return (
    <span>
      <span aria-hidden translate="no" title={`${method} ${hex}`}>
        {method}{' '}
        <span className="whole-word">
          <Name value={shortened(hex, 8)} mono />
        </span>
      </span>
      <span className="hidden-visually">{sayDigest(digest)}</span>
    </span>
  );
}

/** A catalogue sentence whose `{{values}}` are shown as names; dates and numbers in the reader's own form. */
export function Sentence({ template, params }: { template: string; params: Said }) {
  const shown = mapPlaces(template, (name): ReactNode => {
    const value = params[name];
    if (value === undefined) return null;
    if (typeof value === 'object') return 'hex' in value ? <ShortDigest digest={value} /> : <SeenSays says={value} />;
    if (typeof value === 'number') return formatNumber(value);
    if (isDateParam(name)) return formatDay(value);
    // The end of a key is one word, sign and all.
    if (value.startsWith('…'))
      return (
        <span className="whole-word">
          <Name value={value} />
        </span>
      );
    return <Name value={value} />;
  });
  return shown.map((piece, index) => <Fragment key={index}>{piece}</Fragment>);
}

/** A sentence of evidence; a cause inside it is one itself. */
export function SeenSays({ says: { key, params } }: { says: Says }) {
  const template = useTemplates();
  return <Sentence template={template(`evidence:${key}`, countOf(params))} params={params} />;
}

/**
 * A fingerprint in groups of four; it breaks between its halves, a long one between its quarters, so that no group stands alone. An SSH
 * key's as ssh-keygen writes it.
 */
export function Fingerprint({ value, kind }: { value: string; kind?: string | undefined }) {
  if (kind === 'ssh') return <Name value={sshFingerprint(value)} mono />;
  const groups = groupsOfFour(value).split(' ');
  const each = groups.length > 10 ? 4 : Math.ceil(groups.length / 2);
  return (
    <span className="mono">
      {groups.map((_, at) =>
        at % each === 0 ? (
          <span key={at}>
            {at > 0 && ' '}
            <span className="half">{groups.slice(at, at + each).join(' ')}</span>
          </span>
        ) : null,
      )}
    </span>
  );
}

/** A word of the trade with its one-line explanation on hover and focus. */
export function Term({ children, meaning }: { children: ReactNode; meaning: string }) {
  return (
    <Tooltip label={meaning}>
      <span className="term" tabIndex={0}>
        {children}
      </span>
    </Tooltip>
  );
}
