import { spawn, spawnSync } from 'node:child_process';

/** Runs a command on a terminal of its own: waits for each text, then types what belongs to it. Gives what the terminal showed. */
const ON_TERMINAL = `
import json, os, pty, select, sys, time
script = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[3], sys.argv[3:])
shown = b''
deadline = time.time() + float(sys.argv[2])
answered = 0
while time.time() < deadline:
    ready, _, _ = select.select([fd], [], [], 0.1)
    if ready:
        try:
            data = os.read(fd, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    if script and script[0][0].encode() in shown[answered:]:
        answered = len(shown)
        time.sleep(0.05)
        os.write(fd, script.pop(0)[1].encode())
_, status = os.waitpid(pid, 0)
sys.stdout.write(json.dumps({'status': os.waitstatus_to_exitcode(status), 'shown': shown.decode('utf8', 'replace')}))
`;

/** What is waited for, and what is typed then. */
export type Answers = readonly (readonly [wait: string, type: string])[];

/** Runs a command on a terminal of its own, and answers what it asks there. */
export async function onTerminal(
  command: readonly string[],
  answers: Answers,
  options: { cwd: string; env: NodeJS.ProcessEnv; seconds?: number },
): Promise<{ status: number; shown: string }> {
  const { cwd, env, seconds = 20 } = options;
  const words = ['-c', ON_TERMINAL, JSON.stringify(answers), String(seconds), ...command];
  const child = spawn('python3', words, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const piece of child.stdout) text += String(piece);
  return JSON.parse(text) as { status: number; shown: string };
}

/** Whether there is what makes such terminals. */
export function hasTerminals(): boolean {
  return spawnSync('python3', ['-c', 'import os; os.waitstatus_to_exitcode']).status === 0;
}
