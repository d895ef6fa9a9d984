import { note } from '../output.ts';
import { answerGit } from './answer-git.ts';

// What git starts in place of gpg, where Node runs it.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  // Older Nodes call their own Ed25519 experimental; whoever signs can do nothing about that.
  if (warning.name !== 'ExperimentalWarning') note(`countersign: ${warning.message}`);
});

async function main(): Promise<void> {
  // Should the process end before there is an answer, that is no success.
  process.exitCode = 2;
  process.exitCode = await answerGit(process.argv.slice(2));
}

void main();
