/** Whether a window can be shown to somebody here. */
export function hasDisplay(env?: NodeJS.ProcessEnv): boolean;
/** Starts Xvfb on a free display number. */
export function startDisplay(size?: string): Promise<{ display: string; stop: () => void }>;
/** Runs a program under a display of its own and a private D-Bus with an unlocked keychain. */
export function runInPrivateSession(
  program: string,
  args: readonly string[],
  options?: { env?: NodeJS.ProcessEnv; show?: boolean; size?: string; config?: Record<string, string> },
): Promise<{ status: number; output: string }>;
