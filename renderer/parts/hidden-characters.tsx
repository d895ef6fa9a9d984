import { IconEyeExclamation } from '@tabler/icons-react';
import { visiblePieces } from '../../shared/visible-text.ts';
import { useWords } from '../words.ts';

/** Whether a name holds characters that nobody sees, or that turn the text around them. */
export function hidesCharacters(name: string): boolean {
  return visiblePieces(name).some((piece) => piece.escape);
}

/** Says so below names that do: such a name is made to look like another. */
export function HiddenCharacters({ names }: { names: readonly string[] }) {
  const t = useWords();
  if (!names.some(hidesCharacters)) return null;
  return (
    <p className="hidden-characters small">
      <IconEyeExclamation size={18} aria-hidden />
      <span>{t('terms.hiddenCharacters')}</span>
    </p>
  );
}
