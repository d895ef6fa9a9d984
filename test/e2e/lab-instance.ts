import type { Lab } from '../lab/lab.ts';
import type { Started } from './electron.ts';
import { answerOpenDialog } from './gestures.ts';
import { ask } from './scene.ts';

/** Adds a lab to the app's instances by its two files, as the Settings screen does. */
export async function addLab({ app, page }: Pick<Started, 'app' | 'page'>, lab: Lab, name: string): Promise<void> {
  const { trustedRoot, signingConfig } = lab.files;
  await answerOpenDialog(app, [trustedRoot, signingConfig]);
  const [root, config] = await ask(page, 'files.pick', { kind: 'files' });
  if (root === undefined || config === undefined) throw new Error('the two files were not picked');
  await ask(page, 'instances.add', { name, source: { kind: 'files', trustedRoot: root.id, signingConfig: config.id } });
}
