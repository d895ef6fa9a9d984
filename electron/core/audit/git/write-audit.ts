import { AppError } from '../../../../shared/error.ts';
import { writeFileAtomic } from '../../util/atomic-file.ts';
import type { AuditLanguage } from './audit-parts.ts';
import type { AuditList } from './audit-rows.ts';
import type { GitAudit } from './audit.ts';
import { auditPieces, type AuditFormat } from './render-audit.ts';

/** Where a report goes, and as what. */
interface WantedFile {
  path: string;
  format: AuditFormat;
  overwrite: boolean;
}

/** Who may end the writing, and is told how many tags and commits are written. */
interface Watching {
  signal?: AbortSignal;
  onWritten?: (done: number) => void;
}

/**
 * Writes a report as it is made, piece by piece: whole or not at all, in the memory of a piece. Throws `cancelled` where the signal ends it,
 * and as `writeFileAtomic` does.
 */
export async function writeAudit(
  audit: GitAudit,
  { path, format, overwrite }: WantedFile,
  language: AuditLanguage,
  watching: Watching = {},
): Promise<void> {
  const rows = watched(audit.rows, watching);
  await writeFileAtomic(path, auditPieces({ ...audit, rows }, format, language), { overwrite });
}

function watched(rows: AuditList, { signal, onWritten }: Watching): AuditList {
  return {
    length: rows.length,
    *[Symbol.iterator]() {
      let done = 0;
      for (const row of rows) {
        if (signal?.aborted === true) throw new AppError('cancelled');
        yield row;
        onWritten?.(++done);
      }
    },
  };
}
