import * as z from 'zod';
import { Publication } from './publication.ts';

/** How far a job has come. `bytesTotal` is 0 while it is unknown; the rate is in bytes per second. */
export const Progress = z.object({
  stage: z.enum(['listing', 'hashing', 'signing', 'verifying', 'writing', 'network']),
  item: z.string().optional(),
  itemsDone: z.number().int(),
  itemsTotal: z.number().int(),
  bytesDone: z.number(),
  bytesTotal: z.number(),
  bytesPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** What the user is asked in the middle of a job. Answers travel inward only. */
export const Prompt = z.object({
  id: z.string(),
  job: z.string().optional(),
  kind: z.enum(['pin', 'passphrase', 'touch', 'store-passphrase', 'new-passphrase', 'login', 'who', 'publish']),
  /** The key the prompt is about, as the lists name it. */
  key: z.string().optional(),
  cardSerial: z.string().optional(),
  triesLeft: z.number().int().optional(),
  files: z.array(z.string()),
  /** Which of the files that a run signs one by one this is; absent for a single file, and for the list of them all. */
  place: z.object({ number: z.number().int().positive(), count: z.number().int().positive() }).optional(),
  /** `login`: where to log in, as the browser was told; with `code`, what to type in there, on any machine. */
  address: z.string().optional(),
  code: z.string().optional(),
  /** `login`: no browser could be opened with the address. */
  notOpened: z.boolean().optional(),
  /** `login`: how else one can log in; the answer with this name goes on that way. */
  otherWay: z.enum(['browser', 'device']).optional(),
  /** `login`: when nobody waits for it any more. RFC 3339. */
  until: z.string().optional(),
  /** `login`: the certificate of the run lapsed, and it goes on after another login. */
  again: z.boolean().optional(),
  /**
   * `publish`: what becomes public for ever. Answers: `agree`, `remember`, `another` (account). `who`: who logged in, where nothing of
   * it is asked: it was agreed to before, or stays within a private instance. Answers: `agree`, `another`.
   */
  publication: Publication.optional(),
  /** Why it is asked again; its words are those of the error. */
  problem: z.enum(['card-pin-wrong', 'wrong-passphrase']).optional(),
});
export type Prompt = z.infer<typeof Prompt>;
