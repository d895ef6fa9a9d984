import * as z from 'zod';

/** Stands for a file or folder that the user dropped or picked. The renderer names files by `id` only; `path` is for showing. */
export const FileHandle = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  size: z.number(),
  /** A folder that is a git repository by what lies in it. */
  isRepository: z.boolean().optional(),
});
export type FileHandle = z.infer<typeof FileHandle>;
