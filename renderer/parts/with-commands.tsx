/** A command of git's as sentences name it: with its subcommand, and an option where one follows. */
const COMMAND = /(\bgit (?:commit|log|tag)(?: --?[\w-]+)?)/;

/** A sentence of ours whose commands stay whole: a line that ends in a dash would read as another option. */
export function WithCommands({ text }: { text: string }) {
  return text.split(COMMAND).map((piece, at) =>
    at % 2 === 0 ? (
      piece
    ) : (
      <span key={at} className="whole-word">
        {piece}
      </span>
    ),
  );
}
