/** The Electron that is set up here: program, folder, and whether it is the stand-in; undefined where none is. */
export function installedElectron(): { path: string; folder: string; standIn: boolean } | undefined;
/** The path of the Electron program. Throws where none is set up: `npm start` and `npm test` do that. */
export function electronPath(): string;
/** Environment variables that lead other tools (Playwright, the `electron` package) to the same Electron. */
export function electronEnvironment(): Record<string, string>;
/** Switches that this machine needs: `--no-sandbox` for root on Linux. */
export function electronSwitches(): string[];
/** Makes sure that an Electron is there: the official one first, then the stand-in. */
export function ensureElectron(options?: { tryOfficial?: boolean }): Promise<void>;
