import { clipboard } from 'electron';

/** Puts a text on the system's clipboard; over when it is there. */
export async function copyText(text: string): Promise<void> {
  // Older Electrons write at once and give nothing back.
  await clipboard.writeText(text);
}
