import { examine, type Fact } from '../../core/doctor/examine.ts';
import { helpText } from '../help.ts';
import { parseCall } from '../options.ts';
import { printJson, printLine } from '../output.ts';
import { homePath } from '../../core/util/home.ts';
import { UsageError } from '../usage-error.ts';
import { standardOutput } from '../streams.ts';

/** `countersign doctor`: what is as it should be on this machine, and the one command that mends what is not. */
export async function doctor(words: readonly string[]): Promise<number> {
  const call = parseCall(words, {});
  if (call.help) {
    standardOutput().write(helpText('doctor'));
    return 0;
  }
  if (call.words.length > 0) throw new UsageError('doctor wants no other words', 'countersign doctor');
  const facts = await examine({ home: homePath({ flag: call.common.home }), now: new Date(), env: process.env });
  for (const fact of facts) {
    if (call.common.json) printJson(fact);
    else if (!call.common.quiet || !fact.ok) printFact(fact);
  }
  return facts.every((fact) => fact.ok) ? 0 : 3;
}

function printFact({ id, ok, detail, mend }: Fact): void {
  printLine(`${ok ? 'ok  ' : 'MEND'}  ${id}: ${detail}`);
  if (!ok && mend !== undefined) printLine(`      ${mend}`);
}
