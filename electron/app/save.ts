import type { FileFilter } from 'electron';
import { AppError } from '../../shared/error.ts';
import { writeFileAtomic } from '../core/util/atomic-file.ts';
import type { AppContext } from './context.ts';
import { pickSavePath } from './dialogs.ts';

/** What the dialog asks with. */
interface PlaceRequest {
  title: string;
  name: string;
  filters: FileFilter[];
}

/** What to save and how. `bytes` is made only once a place was chosen. */
export interface SaveRequest extends PlaceRequest {
  /** Files that hold secrets are for their owner alone. */
  secret?: boolean;
  bytes: () => Promise<Uint8Array | string>;
}

/** Asks where; null where the user closed the dialog. Who writes there tells the path afterwards. */
export async function choosePlace(context: AppContext, request: PlaceRequest): Promise<string | null> {
  const window = context.window();
  if (window === undefined) throw new AppError('cancelled');
  return (await pickSavePath(window, request)) ?? null;
}

/** Asks where, writes whole or not at all, and remembers the path as told; null where the user closed the dialog. */
export async function saveAs(context: AppContext, request: SaveRequest): Promise<{ path: string } | null> {
  const path = await choosePlace(context, request);
  if (path === null) return null;
  const made = await request.bytes();
  const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  await writeFileAtomic(path, bytes, { overwrite: true, ...(request.secret === true && { mode: 0o600 }) });
  context.told.tell(path);
  return { path };
}
