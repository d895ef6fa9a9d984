import type { Readable } from 'node:stream';
import { Person } from '../core/oidc/person.ts';

/** Waits until a program asks for a login by a code, and does on another device what it says. Gives what was shown. */
export async function logInByCode(said: Readable, account: string): Promise<string> {
  const shown = await new Promise<string>((resolve) => {
    let text = '';
    said.on('data', (more: Buffer | string) => {
      text += more.toString();
      if (text.includes('type in the code')) resolve(text);
    });
  });
  const person = new Person();
  const address = new URL(/open (\S+) and type/.exec(shown)?.[1] ?? '');
  const code = /type in the code (\S+)/.exec(shown)?.[1] ?? '';
  const confirmed = await person.send(await person.go(address), { user_code: code });
  await person.send(await person.send(confirmed, {}), { account });
  return shown;
}
