import * as z from 'zod';
import { ERROR_CODES } from '../error.ts';
import { ActivityEntry } from '../model/activity.ts';
import { AuditFound, AuditWhat, PolicyFacts, ReportFormat } from '../model/audit.ts';
import { FileHandle } from '../model/file-handle.ts';
import { GitSetupPlan, GitSetupState } from '../model/git-setup.ts';
import { GitReceipt } from '../model/git-receipt.ts';
import { GitUndone } from '../model/git-undone.ts';
import {
  CommitsDraft,
  CommitsPreparation,
  CommitsWish,
  GitSignerChoice,
  TagDraft,
  TagPreparation,
  TagWish,
  UncommittedFiles,
} from '../model/git-sign.ts';
import { IdentityAnswer, Told } from '../model/identity-answer.ts';
import { InstanceSummary } from '../model/instance.ts';
import { Progress, Prompt } from '../model/job.ts';
import { CosignAlgorithm, KeyAlgorithm, KeySummary, RevocationReason, SshAlgorithm, Validity } from '../model/key.ts';
import { LoginProvider } from '../model/login.ts';
import { PinnedSigner, Publisher } from '../model/publisher.ts';
import { Consent } from '../model/publication.ts';
import { Remembered } from '../model/remembered.ts';
import { GitRow, GitState, ObjectList, RepositoryFacts } from '../model/repository.ts';
import { CheckResult } from '../model/result.ts';
import { Settings } from '../model/settings.ts';
import { Signer } from '../model/signer.ts';
import { AlreadySigned, Receipt, SignOptions, SignPlan } from '../model/sign.ts';
import { AppInfo, AppStatus } from '../model/status.ts';
import { Stored } from '../model/stored.ts';
import { WaitingLog } from '../model/waiting-log.ts';
import { COMMANDS, SOMETIMES } from '../shortcuts.ts';
import type { CallName, EventName } from './names.ts';

export type { CallName, EventName };

const Id = z.string().min(1).max(200);
const Ids = z.array(Id).max(100_000);
const Secret = z.string().max(4096);
const Text = z.string().max(2_000_000);
const Nothing = z.null();

/** The name of the file that a save dialog wrote, or null where the user closed it. */
const Saved = z.object({ path: z.string() }).nullable();
/** A key's fingerprint or a file's name, with a code of `error.ts` and technical text. */
const LeftOut = z.object({ name: z.string(), code: z.enum(ERROR_CODES), why: z.string() });

/** The key that git is to sign with, what it signs unasked, and whose pins make a signature good where git asks (absent: nobody's). */
const GitWish = z.object({
  key: Id,
  commits: z.boolean(),
  tags: z.boolean(),
  publisher: z.string().min(1).max(200).optional(),
});
/** A repository that was set up by itself; null: all of this machine. */
const SetupFolder = z.string().max(8192).nullable();
/** The commands that the user was shown. */
const Shown = z.array(z.string()).max(100);

/** One call: what goes in and what comes out. */
const call = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/**
 * Every call from the window to the privileged side, which checks input and output. Secrets travel inward only.
 */
export const CALLS = {
  'app.info': call(Nothing, AppInfo),
  'app.status': call(Nothing, AppStatus),
  /** Opens a web page of the project or of a key server in the browser; other addresses are refused. */
  'app.openLink': call(z.object({ url: z.url().max(2000) }), Nothing),
  'app.copy': call(z.object({ text: Text }), Nothing),
  /** Shows a file or folder in the system's file manager. Only paths that this window was told of are accepted. */
  'app.reveal': call(z.object({ path: z.string().max(8192) }), Nothing),

  /** Which of the menu's commands that make sense only sometimes do so now. */
  'menu.offer': call(z.object({ commands: z.array(z.enum(SOMETIMES)) }), Nothing),

  'settings.get': call(Nothing, Settings),
  'settings.set': call(Settings, Settings),

  /** What lies in the home folder; its path may be shown in the file manager from then on. */
  'stored.list': call(Nothing, Stored),
  /** Deletes keys, publishers, activity and settings for good. `typed` must be the word that the window asks for, in its language. */
  'stored.forget': call(z.object({ typed: z.string().max(100) }), z.object({ left: z.array(LeftOut) })),
  /** Loads the page again, which then knows nothing of before. */
  'app.startAfresh': call(Nothing, Nothing),

  'files.pick': call(z.object({ kind: z.enum(['files', 'folder']) }), z.array(FileHandle)),

  /**
   * `texts`: what was pasted (armored signatures or keys); `digests`: `sha256:HEX`. Later drops name the open check in `join`: the new
   * one takes its place with all that it was given, and ends it where it still runs.
   */
  'verify.start': call(
    z.object({
      files: Ids,
      digests: z.array(z.string().max(200)).max(100),
      texts: z.array(Text).max(10),
      publisher: z.string().max(200).optional(),
      join: Id.optional(),
      /** A remembered result whose files are looked at again, instead of `files`. */
      again: Id.optional(),
    }),
    z.object({ job: Id }),
  ),
  /** Copies a result as a record of a check, in plain text. */
  'verify.copy': call(z.object({ result: Id }), Nothing),
  /** Saves a result as a record of a check: JSON, plain text or HTML. */
  'verify.save': call(z.object({ result: Id, format: z.enum(['json', 'text', 'html']) }), Saved),

  /**
   * Lists the tags and commits of the repository that a granted folder is, or stands in, and checks them: its rows and states come as
   * events of the job.
   */
  'repositories.open': call(z.object({ folder: Id }), z.object({ job: Id })),
  /** These rows of a list are looked at now: they are checked first. */
  'repositories.want': call(
    z.object({ job: Id, list: ObjectList, indexes: z.array(z.number().int().nonnegative()).max(500) }),
    Nothing,
  ),
  /** Checks one row anew, with all that was seen; this is what Activity remembers. */
  'repositories.check': call(
    z.object({ job: Id, list: ObjectList, index: z.number().int().nonnegative() }),
    CheckResult,
  ),
  /** Checks one row anew and looks its signature up in the log, over the network; the result comes as one of the job. */
  'repositories.askLog': call(
    z.object({ job: Id, list: ObjectList, index: z.number().int().nonnegative() }),
    z.object({ job: Id }),
  ),
  /** Remembers whose a repository is; null: nobody's that is known here. */
  'repositories.setPublisher': call(z.object({ job: Id, publisher: z.string().max(200).nullable() }), Nothing),

  /** How git is set up for signing on this machine. Changes nothing. */
  'gitSetup.look': call(Nothing, GitSetupState),
  /** What setting git up would do. Changes nothing. */
  'gitSetup.plan': call(GitWish, GitSetupPlan),
  /** Sets git up by these commands, and by no others. */
  'gitSetup.apply': call(GitWish.extend({ commands: Shown }), GitSetupState),
  /** What undoing a setup would do. Changes nothing. */
  'gitSetup.planUndo': call(z.object({ folder: SetupFolder }), GitSetupPlan),
  'gitSetup.undo': call(z.object({ folder: SetupFolder, commands: Shown }), GitSetupState),
  /** What a tag in an open repository would be. Changes nothing. */
  'repositories.prepareTag': call(z.object({ job: Id, draft: TagDraft }), TagPreparation),
  /** Compares the files with what is checked out, so only on a click. */
  'repositories.uncommitted': call(z.object({ job: Id }), UncommittedFiles),
  'repositories.signTag': call(z.object({ job: Id, tag: TagWish, signer: GitSignerChoice }), z.object({ job: Id })),
  /** What signing commits of an open repository anew would change. Changes nothing. */
  'repositories.prepareCommits': call(z.object({ job: Id, draft: CommitsDraft }), CommitsPreparation),
  'repositories.signCommits': call(
    z.object({ job: Id, commits: CommitsWish, signer: GitSignerChoice }),
    z.object({ job: Id }),
  ),
  /**
   * Brings back what the commits that the run `run` signed took the place of, if nothing moved since. Does nothing where remote-tracking
   * branches have some of these commits, and names them, unless that is wished even so.
   */
  'repositories.undoCommits': call(
    z.object({ run: Id, evenPublished: z.boolean() }),
    z.union([z.object({ undone: GitUndone }), z.object({ published: z.array(z.string()) })]),
  ),
  /** The whole names of the branches of a repository that is open. */
  'audit.branches': call(z.object({ repository: Id }), z.array(z.string()).max(100_000)),
  /** Reads a policy file. Throws `malformed`, with the place and what to write instead. */
  'audit.policy': call(z.object({ policy: Id }), PolicyFacts),
  /** Verifies what is asked for, by a policy file or only whom the user expects; `audit.found` tells what came of it once the job is done. */
  'audit.start': call(z.object({ repository: Id, what: AuditWhat, policy: Id.nullable() }), z.object({ job: Id })),
  'audit.found': call(z.object({ job: Id }), AuditFound),
  /** Saves an audit as a report, in a job of its own; PDF is its page, printed. Null where the user closed the dialog. */
  'audit.save': call(z.object({ job: Id, format: ReportFormat }), z.object({ job: Id, path: z.string() }).nullable()),
  /** Saves a policy that lets everybody sign whose good signature the audit saw. */
  'audit.savePolicy': call(z.object({ job: Id }), Saved),

  /** `include`: relative names ticked by the user; all that are not left out where absent. `already`: what a stopped run signed. */
  'sign.plan': call(
    z.object({
      files: Ids,
      options: SignOptions,
      include: z.array(z.string()).max(100_000).optional(),
      already: z.array(AlreadySigned).max(100_000).optional(),
    }),
    SignPlan,
  ),
  'sign.start': call(
    z.object({
      files: Ids,
      options: SignOptions,
      include: z.array(z.string()).max(100_000).optional(),
      already: z.array(AlreadySigned).max(100_000).optional(),
      overwrite: z.boolean(),
      /** How to log in, where a login signs: with which account, and by a code in place of this machine's browser. */
      login: z.object({ provider: LoginProvider.optional(), device: z.boolean() }).optional(),
    }),
    z.object({ job: Id }),
  ),

  'job.cancel': call(z.object({ job: Id }), Nothing),
  'prompt.answer': call(z.object({ id: Id, value: Secret.nullable() }), Nothing),
  /** Opens the page of a login that is waited for in the browser once more. */
  'prompt.openAgain': call(z.object({ id: Id }), Nothing),

  'keys.list': call(Nothing, z.array(KeySummary)),
  'keys.generate': call(
    z.object({
      name: z.string().min(1).max(200),
      email: z.string().max(254),
      algorithm: KeyAlgorithm,
      validity: Validity,
      /** Where given, the user's own publisher gets this key as a signer it expects. */
      publisher: z.string().max(200).optional(),
    }),
    KeySummary,
  ),
  /** Makes a key as cosign makes them. `name` may be empty; it is remembered here only. `publisher` as above. */
  'keys.generateCosign': call(
    z.object({ name: z.string().max(200), algorithm: CosignAlgorithm, publisher: z.string().max(200).optional() }),
    KeySummary,
  ),
  /** Makes a key as ssh-keygen makes them. `name` is its comment, and may be empty. `publisher` as above. */
  'keys.generateSsh': call(
    z.object({ name: z.string().max(200), algorithm: SshAlgorithm, publisher: z.string().max(200).optional() }),
    KeySummary,
  ),
  /**
   * `unprotected`: the file that the secret key came from has no passphrase. A key of cosign's kind without a name is called as its file
   * is, or, in pasted text, `name`.
   */
  'keys.import': call(
    z.object({
      files: Ids,
      text: Text.optional(),
      name: z.string().max(200).optional(),
      passphrase: Secret.optional(),
    }),
    z.array(KeySummary.extend({ unprotected: z.boolean().optional() })),
  ),
  /** Calls a key of cosign's kind something else, wherever it is named; an empty name takes its name away. */
  'keys.rename': call(z.object({ key: Id, name: z.string().max(200) }), KeySummary),
  /** A key of cosign's kind has one format, whatever is asked for. */
  'keys.export': call(
    z.object({ key: Id, secret: z.boolean(), format: z.enum(['armored', 'binary']), passphrase: Secret.optional() }),
    Saved,
  ),
  'keys.exportRevocation': call(z.object({ key: Id }), Saved),
  /** The public key and its fingerprint as text for a project's page. */
  'keys.publishText': call(z.object({ key: Id }), z.object({ text: z.string() })),
  /** Copies the public key as text, as hosts of repositories take it. */
  'keys.copyPublic': call(z.object({ key: Id }), Nothing),
  /** `notExtended`: fingerprints of subkeys that end before the key does now. */
  'keys.extend': call(
    z.object({ key: Id, validity: Validity }),
    KeySummary.extend({ notExtended: z.array(z.string()).optional() }),
  ),
  'keys.addUserId': call(
    z.object({ key: Id, name: z.string().min(1).max(200), email: z.string().max(254) }),
    KeySummary,
  ),
  'keys.addSubkey': call(z.object({ key: Id, validity: Validity }), KeySummary),
  'keys.revoke': call(z.object({ key: Id, reason: RevocationReason, note: z.string().max(500) }), KeySummary),
  /** `name` must be the key's first user ID (or the last eight digits of its fingerprint where it has none), typed by the user. */
  'keys.delete': call(z.object({ key: Id, name: z.string().max(500) }), Nothing),
  /** `left`: what could not be read and is not in the backup. */
  'keys.backup': call(
    z.object({ passphrase: Secret.min(1) }),
    z.object({ path: z.string(), left: z.array(LeftOut).optional() }).nullable(),
  ),
  /** `left`: what was not restored. `setAside`: damaged files, under the names that they were moved to. */
  'keys.restore': call(
    z.object({ file: Id, passphrase: Secret }),
    z.object({
      keys: z.number(),
      publishers: z.number(),
      left: z.array(LeftOut).optional(),
      setAside: z.array(z.string()).optional(),
    }),
  ),
  /** Asks the network, so only on a click. What is found is not kept until `keys.accept`. */
  'keys.lookup': call(
    z.object({ query: z.string().min(3).max(254), from: z.enum(['wkd', 'keyserver']) }),
    z.object({ found: z.array(KeySummary), lookup: Id }),
  ),
  'keys.accept': call(z.object({ lookup: Id }), z.array(KeySummary)),
  /** Looks up expiry and revocation of a certificate already known. */
  'keys.refresh': call(
    z.object({ key: Id, from: z.enum(['wkd', 'keyserver']) }),
    z.object({ key: KeySummary, changed: z.boolean() }),
  ),

  'store.unlock': call(z.object({ passphrase: Secret.optional() }), AppStatus),
  'store.lock': call(Nothing, AppStatus),
  /** Sets the passphrase of a store where no keychain answers. */
  'store.create': call(z.object({ passphrase: Secret.min(8) }), AppStatus),

  'publishers.list': call(Nothing, z.array(Publisher)),
  'publishers.add': call(z.object({ name: z.string().min(1).max(200) }), Publisher),
  'publishers.remove': call(z.object({ name: z.string() }), Nothing),
  /** Pins a signer; `pasted` is what the user copied from the project's page and must be the whole fingerprint of `key`. */
  'publishers.pin': call(
    z.object({ publisher: z.string(), fingerprint: z.string().max(200), pasted: z.string().max(4000) }),
    Publisher,
  ),
  /** Compares an identity with what the project's page says of it (without `signer`: takes what is told), and expects it where it is the same. */
  'publishers.expect': call(
    z.object({ publisher: z.string().max(200), signer: Signer.optional(), told: Told }),
    z.object({ answer: IdentityAnswer }),
  ),
  /** Expects a key that the app keeps for the user's own publisher, which is made where it is not there yet: the user has its secret part. */
  'publishers.expectOwn': call(
    z.object({ publisher: z.string().min(1).max(200), fingerprint: z.string().max(200) }),
    Publisher,
  ),
  'publishers.unpin': call(z.object({ publisher: z.string(), signer: PinnedSigner }), Publisher),
  /** Keys whose owner trust in GnuPG says that the user trusts them: proposals, never taken over unasked. */
  'publishers.proposals': call(
    Nothing,
    z.array(z.object({ fingerprint: z.string(), userId: z.string(), trust: z.string() })),
  ),

  /** The Sigstore instances, and how old their roots are. */
  'instances.list': call(Nothing, z.array(InstanceSummary)),
  /** Adds an instance from its two files, from a repository (which is asked at once), or with no source one that came with the app. */
  'instances.add': call(
    z.object({
      name: z.string().min(1).max(64),
      source: z
        .discriminatedUnion('kind', [
          z.object({ kind: z.literal('files'), trustedRoot: Id, signingConfig: Id }),
          z.object({ kind: z.literal('tuf'), repository: z.url().max(2000), root: Id }),
        ])
        .nullable(),
    }),
    InstanceSummary,
  ),
  'instances.remove': call(z.object({ name: z.string().max(64) }), Nothing),
  /** Asks the instance's repository for a newer root, so only on a click. */
  'instances.refresh': call(z.object({ name: z.string().max(64) }), z.array(InstanceSummary)),

  /** What was agreed to, what must never be public, and who logged in last. */
  'consents.list': call(Nothing, Remembered),
  'consents.withdraw': call(
    Consent.pick({ who: true, instance: true }).extend({ path: z.string().max(8192) }),
    Nothing,
  ),
  /** `folder`: one that the user picked. */
  'neverPublic.add': call(z.object({ folder: Id }), Nothing),
  'neverPublic.remove': call(z.object({ path: z.string().max(8192) }), Nothing),
  /** Forgets every login here; at the provider, nothing changes. */
  'logins.forget': call(Nothing, Nothing),

  /** What is signed and not yet logged. */
  'pending.list': call(Nothing, z.array(WaitingLog)),
  /** Tells logs of these, and writes the bundles of those that they took; the job fails with what kept the first of the others. */
  'pending.log': call(z.object({ ids: z.array(Id).max(10_000) }), z.object({ job: Id })),
  'pending.forget': call(z.object({ ids: z.array(Id).max(10_000) }), Nothing),

  'activity.list': call(
    z.object({ before: z.string().optional(), limit: z.number().int().min(1).max(500) }),
    z.array(ActivityEntry),
  ),
  'activity.clear': call(Nothing, Nothing),
} as const satisfies Record<CallName, { input: z.ZodType; output: z.ZodType }>;

export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>;

/** Every event from the privileged side to the window, checked before it leaves. */
export const EVENTS = {
  'job.progress': z.object({ job: Id, progress: Progress }),
  /** Results in groups, as they come. */
  'job.results': z.object({ job: Id, results: z.array(CheckResult) }),
  'job.done': z.object({
    job: Id,
    kind: z.enum(['verify', 'sign', 'log', 'repository', 'audit', 'report']),
    outcome: z.enum(['done', 'cancelled', 'failed']),
    receipt: Receipt.optional(),
    gitReceipt: GitReceipt.optional(),
    error: z.object({ code: z.string(), detail: z.string() }).optional(),
  }),
  /** The job's results stand, but the activity log could not be written; comes before `job.done`. */
  'job.notRemembered': z.object({ job: Id, error: z.object({ code: z.string(), detail: z.string() }) }),
  /** A repository is open; its rows and states come after this. */
  'repository.opened': z.object({ job: Id, facts: RepositoryFacts }),
  /** The next rows of a list, in its order. */
  'repository.rows': z.object({ job: Id, list: ObjectList, rows: z.array(GitRow) }),
  'repository.states': z.object({ job: Id, list: ObjectList, states: z.array(GitState) }),
  /** Somebody clicked the system's word that this job is over: its screen is wanted. */
  'job.show': z.object({ job: Id }),
  'prompt.asked': Prompt,
  'prompt.withdrawn': z.object({ id: Id }),
  'status.changed': AppStatus,
  'settings.changed': Settings,
  'keys.changed': z.null(),
  /** Files that a second start, the system or the menu handed over. */
  'files.opened': z.object({ files: z.array(FileHandle), intent: z.enum(['verify', 'sign']) }),
  'menu.command': z.object({
    command: z.enum(COMMANDS),
  }),
} as const satisfies Record<EventName, z.ZodType>;

export type EventData<N extends EventName> = z.output<(typeof EVENTS)[N]>;

/** What a call gives back over the wire: the value, or an error from the closed list. */
export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: z.string(), detail: z.string() }),
]);
export type Reply = z.infer<typeof Reply>;

/** What the preload asks on its own channel. */
export const GrantInput = z.array(z.string().min(1).max(8192)).max(100_000);
export const GrantOutput = z.array(FileHandle);
