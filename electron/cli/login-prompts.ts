import type { Prompt } from '../../shared/model/job.ts';
import type { Publication } from '../../shared/model/publication.ts';
import { issuerName } from '../../shared/signer-name.ts';
import { groupsOfFour } from '../../shared/visible-text.ts';
import { askLine } from './ask-line.ts';
import { note } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Tells where to log in, and stands until somebody has. */
export function standForLogin(
  { address = '', code, again }: Omit<Prompt, 'id'>,
  withdrawn?: AbortSignal,
  tell = note,
): Promise<null> {
  if (again === true) tell('The ten minutes of the last login are over: log in once more, and signing goes on.');
  if (code === undefined) tell(`Log in in the browser. Where none opens, go to:\n${address}`);
  else tell(`Log in on any device: open ${address} and type in the code ${code}`);
  // Who wants to stop presses Ctrl-C, which ends the run.
  return new Promise((resolve) => {
    if (withdrawn === undefined || withdrawn.aborted) resolve(null);
    withdrawn?.addEventListener('abort', () => resolve(null), { once: true });
  });
}

/** Says who logged in where nothing else is asked: the user agreed before. */
export function sayWho({ publication }: Omit<Prompt, 'id'>, tell = note): Promise<string> {
  if (publication !== undefined && 'identity' in publication.who) {
    tell(`Signing as ${publication.who.identity}, logged in with ${issuerName(publication.who.issuer)}.`);
    for (const line of otherwise(publication)) tell(line);
  }
  return Promise.resolve('agree');
}

/** Shows what becomes public for ever, and asks. Throws `UsageError` where there is no terminal to ask on. */
export async function askToPublish(publication: Publication): Promise<string | null> {
  for (const line of publicationLines(publication)) note(line);
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError('this would become public for ever, and there is no terminal to ask on', 'add --yes to agree');
  const places = publication.places.map(({ path }) => path).join(', ');
  const byLogin = 'identity' in publication.who;
  const answers = `y: yes, a: yes, and do not ask again for this signer in ${places}`;
  return publishAnswer(
    await askLine(`Publish? (${answers}${byLogin ? ', o: use another account' : ''}, n: no) `),
    byLogin,
  );
}

/** What a typed answer to that means; null: no. */
export function publishAnswer(answer: string, byLogin: boolean): string | null {
  const known: Readonly<Record<string, string>> = {
    y: 'agree',
    yes: 'agree',
    a: 'remember',
    ...(byLogin && { o: 'another' }),
  };
  return Object.hasOwn(known, answer) ? (known[answer] ?? null) : null;
}

/** Whom the certificate may name instead, where only the instance knows. */
function otherwise({ others = [], instance }: Publication): string[] {
  return others.map(
    ({ identity, issuer }) => `or ${identity} (issuer ${issuer}): ${instance} decides whom the certificate names`,
  );
}

/** What becomes public, as lines. */
export function publicationLines(publication: Publication): string[] {
  const { who, instance, isPublic, logs, certificate, file, files, entry } = publication;
  const more = files > 1 ? ` and ${files - 1} more, each with its own digest` : '';
  const name =
    'identity' in who
      ? `${who.identity}, logged in with ${issuerName(who.issuer)}`
      : `key ${groupsOfFour(who.fingerprint)}`;
  const where = [
    ...logs.map((host) => `the log of ${host}`),
    ...(certificate ? [`${isPublic ? 'a public' : 'its'} log of certificates`] : []),
  ];
  return [
    isPublic
      ? 'This becomes public for ever:'
      : `This stays for ever in the logs of ${instance}, for all who may read them:`,
    `  who    ${name}`,
    ...('identity' in who ? [`         (issuer ${who.issuer})`] : []),
    ...otherwise(publication).map((line) => `         ${line}`),
    `  what   ${file.name}, ${file.algorithm}:${file.digest}${more}`,
    `  where  ${where.join('; ')}`,
    ...(entry === ''
      ? []
      : [
          '  the entry, with … for what is made only after you agree:',
          ...entry.split('\n').map((line) => `    ${line}`),
        ]),
    'For a private release, use a private instance (--instance NAME), or a key without a log (--key KEY --tlog-upload=false).',
  ];
}
