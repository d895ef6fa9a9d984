import { join } from 'node:path';
import { app, powerMonitor, type BrowserWindow } from 'electron';
import { EVENTS } from '../../shared/ipc/contract.ts';
import { channelOf } from '../../shared/ipc/names.ts';
import type { Command } from '../../shared/shortcuts.ts';
import { JobQueue, type JobEnd } from '../core/jobs/job-queue.ts';
import type { AskStorePassphrase } from '../core/keys/secret-store-open.ts';
import { openServices } from '../core/open-services.ts';
import type { Services } from '../core/services.ts';
import { ensureHome } from '../core/util/home.ts';
import { showAbout } from './about.ts';
import { readAppInfo } from './app-info.ts';
import { applySettings } from './apply-settings.ts';
import { jobOfCaller } from './as-job.ts';
import { askToStop } from './ask-to-stop.ts';
import { BoundedMap } from './bounded-map.ts';
import { CloseQuestion } from './close-question.ts';
import type { AppContext, Emit } from './context.ts';
import { endedWords, type Tally } from './ended-words.ts';
import { FileHandles } from './files.ts';
import { gitHelper } from './git-helper.ts';
import type { HandOver } from './hand-over.ts';
import { report } from './ipc/gate.ts';
import { makeHandlers } from './ipc/handlers.ts';
import { registerCalls } from './ipc/register.ts';
import { setMenu } from './menu.ts';
import { Network } from './network.ts';
import { Prompts } from './prompts.ts';
import { StatusWatch } from './status-watch.ts';
import { ToldPaths } from './told-paths.ts';
import { openLoginPage } from './open-external.ts';
import { paperOf } from './window.ts';
import type { WindowMaker } from './window-maker.ts';
import { notify, showBar, WorkSigns } from './work-signs.ts';
import { onSpeak, pageLanguage, words } from './words.ts';

/** While the window has the focus, so often is looked whether a token came or the keychain was locked; in milliseconds. */
const LOOK_EVERY = 15_000;
/** A page that dies again within this time is not opened again; in milliseconds. */
const DIED_TWICE = 10_000;

/** The running app: one window, the services behind it, and what ties them together. */
export class Shell {
  readonly #context: AppContext;
  readonly #windows: WindowMaker;
  #window: BrowserWindow | undefined;
  #loaded: Promise<void> = Promise.resolve();
  readonly #closing = new CloseQuestion({
    busy: () => this.#context.jobs.count > 0,
    ask: () => askToStop(this.#window),
    close: (quit) => (quit ? app.quit() : this.#window?.close()),
  });

  /** Opens the services, and shows the window that waits for them. Throws `AppError` where the home folder cannot be used. */
  static async start(home: string, windows: WindowMaker): Promise<Shell> {
    // The services may ask the window, which needs the services first.
    const late: { shell?: Shell } = {};
    await ensureHome(home, new Date());
    const services = await openServices({
      home,
      clock: () => new Date(),
      hashWorker: join(app.getAppPath(), 'out', 'main', 'hash-worker.cjs'),
      instances: { background: true },
      ...gitHelper(),
      login: {
        openBrowser: openLoginPage,
        page: () => {
          const { lang, dir } = pageLanguage();
          return Promise.resolve({ language: lang, direction: dir, ...words().shell.loginPage });
        },
      },
      askStorePassphrase: async (question) => (await late.shell?.askStorePassphrase(question)) ?? undefined,
    });
    const shell = new Shell(services, windows);
    late.shell = shell;
    await applySettings(services, shell.#context.network, await services.settings.get());
    shell.open();
    windows.serve();
    return shell;
  }

  private constructor(services: Services, windows: WindowMaker) {
    this.#windows = windows;
    const emit: Emit = (event, data) => {
      const contents = this.#window?.webContents;
      if (contents === undefined || contents.isCrashed()) return;
      // What leaves is held to the contract, as answers are.
      contents.send(channelOf(event), JSON.stringify(EVENTS[event].parse(data)));
    };
    const jobs = new JobQueue({
      started: (job) => signs.started(job),
      progress: (job, progress) => {
        signs.progress(job, progress);
        emit('job.progress', { job, progress });
      },
      done: (end) => {
        prompts.withdrawJob(end.job);
        signs.ended(end);
        emit('job.done', end);
      },
      count: () => status.poke(),
    });
    const signs = new WorkSigns({
      now: () => performance.now(),
      focused: () => this.#window?.isFocused() === true,
      show: (bar) => showBar(this.#window, bar),
      tell: (job, end, tally) => void this.#tell(job, end, tally).catch(report),
    });
    const prompts = new Prompts({
      asked: (prompt) => emit('prompt.asked', prompt),
      withdrawn: (id) => emit('prompt.withdrawn', { id }),
    });
    const status = new StatusWatch(
      () => services.status(),
      () => jobs.count,
      (now) => emit('status.changed', now),
    );
    this.#context = {
      services,
      info: readAppInfo(services.home),
      window: () => this.#window,
      emit,
      files: new FileHandles(),
      told: new ToldPaths(),
      prompts,
      jobs,
      signs,
      network: new Network((offline) => services.setOffline(offline)),
      status,
      checks: new BoundedMap(100),
      results: new BoundedMap(20_000),
      repositories: new BoundedMap(4),
      audits: new BoundedMap(2),
      signedCommits: new BoundedMap(20),
      lookups: new BoundedMap(20),
    };
    this.#prepare();
  }

  /** Opens the window where it is closed, else brings it to the front. */
  open(): void {
    if (this.#window !== undefined) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.focus();
      return;
    }
    const window = this.#windows.open();
    // The theme of the settings may be another than the system's.
    window.setBackgroundColor(paperOf());
    this.#window = window;
    this.#loaded = new Promise((resolve) => window.webContents.once('did-finish-load', () => resolve()));
    window.on('closed', () => {
      this.#window = undefined;
      this.#abandon();
    });
    // A reload too begins a page that knows of no job and no question.
    window.webContents.on('did-navigate', () => this.#abandon());
    window.webContents.on('render-process-gone', () => this.#abandon());
    window.on('focus', () => {
      this.#context.signs.looked();
      this.#context.status.poke();
    });
    this.#closing.opened();
    window.on('close', (event) => {
      if (!this.#closing.mayClose()) event.preventDefault();
    });
    this.#reviveOnce(window);
  }

  /** Gives files that the system or a second start named to the window. */
  async handOver({ files, intent }: HandOver): Promise<void> {
    this.open();
    if (files.length === 0) return;
    const handles = await this.#context.files.grant(files);
    await this.#loaded;
    if (handles.length > 0) this.#context.emit('files.opened', { files: handles, intent });
  }

  /** Asks in the window for the passphrase of the store; null where the user closed the question or cancelled the job that needs it. */
  async askStorePassphrase(question: Parameters<AskStorePassphrase>[0]): Promise<string | null> {
    // A locked keychain wants to be unlocked, not to be passed by for good: the window says so instead.
    if (question.kind === 'new' && question.keychain === 'locked') return null;
    const caller = jobOfCaller();
    const prompt = {
      kind: question.kind === 'new' ? ('new-passphrase' as const) : ('store-passphrase' as const),
      files: [],
      ...(caller !== undefined && { job: caller.job }),
      ...(question.kind === 'unlock' && question.problem !== undefined && { problem: question.problem }),
    };
    return this.#context.prompts.ask(prompt, caller?.signal);
  }

  /** The whole app is about to end; a question on the way may still keep it. */
  quitting(): void {
    this.#closing.quitting();
  }

  /** Stops jobs, forgets secrets and closes the services. */
  async close(): Promise<void> {
    this.#context.prompts.withdrawAll();
    await this.#context.jobs.close();
    await this.#context.services.close();
  }

  #prepare(): void {
    const { services, prompts, status, info, emit } = this.#context;
    registerCalls(this.#context, makeHandlers(this.#context));
    const actions = {
      command: (command: Command) => {
        this.open();
        emit('menu.command', { command });
      },
      about: () => void showAbout(this.#window, info),
      development: !app.isPackaged,
    };
    setMenu(actions);
    onSpeak(() => setMenu(actions));
    services.store.onLock(() => {
      prompts.withdrawAll();
      status.poke();
    });
    powerMonitor.on('lock-screen', () => services.store.lock());
    powerMonitor.on('suspend', () => services.store.lock());
    setInterval(() => {
      if (this.#window?.isFocused() === true && this.#context.jobs.count === 0) status.poke();
    }, LOOK_EVERY).unref();
  }

  /** Says by the system that a job is over, unless the user wants none of that; a click brings what came of it. */
  async #tell(job: string, end: JobEnd, tally: Tally): Promise<void> {
    if (!(await this.#context.services.settings.get()).notifications) return;
    const said = endedWords(end, tally, words().shell, pageLanguage().lang);
    if (said === undefined) return;
    notify(said, () => {
      this.open();
      this.#context.emit('job.show', { job });
    });
  }

  /** Ends what only the page that is gone knew of: nobody could answer its questions or cancel its jobs any more. */
  #abandon(): void {
    this.#context.prompts.withdrawAll();
    // Cancels every job; later ones may still be started.
    this.#context.jobs.close().catch(report);
  }

  /** A page that died is loaded again, unless it dies at once again. */
  #reviveOnce(window: BrowserWindow): void {
    let last = Number.NEGATIVE_INFINITY;
    window.webContents.on('render-process-gone', () => {
      if (performance.now() - last < DIED_TWICE) return;
      last = performance.now();
      window.webContents.reload();
    });
  }
}
