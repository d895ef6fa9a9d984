import { dirname, isAbsolute } from 'node:path';
import type { ActivityEntry } from '../../shared/model/activity.ts';
import type { CheckResult } from '../../shared/model/result.ts';
import type { Receipt } from '../../shared/model/sign.ts';
import { BoundedMap } from './bounded-map.ts';

/** The paths that the privileged side itself named to the window: results, receipts, saved files. Only these can be shown in the file manager. */
export class ToldPaths {
  readonly #paths = new BoundedMap<string, true>(200_000);

  /** Remembers one path; a relative one is nothing that could be shown. */
  tell(path: string | undefined): void {
    if (path !== undefined && isAbsolute(path)) this.#paths.set(path, true);
  }

  /** Remembers where a result's files and their folder lie. Names out of a manifest are somebody else's words, and not among them. */
  tellResult(result: CheckResult): void {
    const { path } = result.artifact;
    this.tell(path);
    if (path !== undefined) this.tell(dirname(path));
    this.tell(result.manifest?.path);
    for (const signature of result.signatures) this.tell(signature.path);
  }

  tellReceipt(receipt: Receipt): void {
    this.tell(receipt.folder);
    for (const file of receipt.files) {
      this.tell(file.artifact.path);
      for (const output of file.outputs) this.tell(output.path);
    }
  }

  tellEntry(entry: ActivityEntry): void {
    if (entry.kind === 'check') this.tellResult(entry.result);
    else if (entry.kind === 'sign') this.tellReceipt(entry.receipt);
    else this.tell(entry.kind === 'undo-git' ? entry.undone.repository : entry.receipt.repository);
  }

  has(path: string): boolean {
    return this.#paths.has(path);
  }
}
