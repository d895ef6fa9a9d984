import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The table of who understands whom; rows sign, columns verify. */
export class Table {
  readonly #rows: string[] = [];
  readonly #columns: string[] = [];
  readonly #cells = new Map<string, string>();

  set(row: string, column: string, cell: string): void {
    if (!this.#rows.includes(row)) this.#rows.push(row);
    if (!this.#columns.includes(column)) this.#columns.push(column);
    this.#cells.set(`${row}\n${column}`, cell);
  }

  /** The table as text, its columns straight. */
  text(): string {
    const lines = [
      ['signed by / verified by', ...this.#columns],
      ...this.#rows.map((row) => [
        row,
        ...this.#columns.map((column) => this.#cells.get(`${row}\n${column}`) ?? 'cannot'),
      ]),
    ];
    const widths = lines[0]!.map((_cell, at) => Math.max(...lines.map((line) => line[at]!.length)));
    return lines
      .map((line) =>
        line
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }

  /** Prints the table, and keeps it beside the reports for who runs the tests. */
  print(): void {
    const path = join(fileURLToPath(new URL('../..', import.meta.url)), 'out/test-reports/interop.txt');
    mkdirSync(dirname(path), { recursive: true });
    const meaning =
      'yes: accepts the file, and refuses it altered, with another identity or key, and with another issuer; cannot: does not know this kind';
    writeFileSync(path, `${this.text()}\n${meaning}\n`);
    console.log(`\n${this.text()}\n${meaning}`);
  }
}
