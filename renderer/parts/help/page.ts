/** The topics of the help; each is a file of this name in docs, once in every language. */
export const TOPICS = [
  'overview',
  'check-a-download',
  'find-a-signature',
  'compare-a-fingerprint',
  'verdicts',
  'what-genuine-does-not-mean',
  'repositories',
  'git-policy',
  'sign-a-release',
  'sigstore',
  'what-is-stored',
  'move-to-another-machine',
  'keyboard-and-gestures',
] as const;
export type Topic = (typeof TOPICS)[number];

/** A piece of a line. Words are plain strings. */
export type Inline =
  | string
  | { is: 'strong' | 'em' | 'code'; text: Inline[] }
  /** A link to a topic, to a heading of it, or, without a topic, to a heading of the same page. */
  | { is: 'topic'; topic?: Topic; anchor?: string; text: Inline[] }
  | { is: 'address'; url: string; text: Inline[] };

/** A piece of a page. */
export type Block =
  | { is: 'heading'; level: 2 | 3; anchor: string; text: Inline[] }
  | { is: 'text'; text: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'list'; ordered: boolean; items: Block[][] };

/** One topic as data: what the build makes of its markdown. Pictures are left out. */
export interface HelpPage {
  title: string;
  blocks: Block[];
}

/** All topics in one language. */
export type HelpPages = Readonly<Record<Topic, HelpPage>>;
