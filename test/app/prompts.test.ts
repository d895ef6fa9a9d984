import { expect, test } from 'vitest';
import { Prompts } from '../../electron/app/prompts.ts';
import type { Prompt } from '../../shared/model/job.ts';

function open() {
  const asked: Prompt[] = [];
  const withdrawn: string[] = [];
  const prompts = new Prompts({ asked: (prompt) => asked.push(prompt), withdrawn: (id) => withdrawn.push(id) });
  return { prompts, asked, withdrawn };
}

const question = { kind: 'passphrase' as const, files: ['a'], job: 'j' };

test('an answer reaches who asked, once', async () => {
  const { prompts, asked } = open();
  const answer = prompts.ask(question);
  prompts.answer(asked[0]!.id, 'word');
  expect(await answer).toBe('word');
  expect(() => prompts.answer(asked[0]!.id, 'again')).toThrow('not-found');
});

test('cancelling and locking take questions back', async () => {
  const { prompts, asked, withdrawn } = open();
  const stop = new AbortController();
  const first = prompts.ask(question, stop.signal);
  const second = prompts.ask({ ...question, job: 'other' });
  stop.abort();
  expect(await first).toBeNull();
  prompts.withdrawJob('j');
  prompts.withdrawAll();
  expect(await second).toBeNull();
  expect(withdrawn).toEqual(asked.map((prompt) => prompt.id));
  expect(await prompts.ask(question, stop.signal)).toBeNull();
});

test('a question is found while it stands', () => {
  const { prompts, asked } = open();
  void prompts.ask({ kind: 'login', files: [], address: 'https://login.example/' });
  expect(prompts.standing(asked[0]!.id)).toMatchObject({ kind: 'login', address: 'https://login.example/' });
  prompts.answer(asked[0]!.id, null);
  expect(() => prompts.standing(asked[0]!.id)).toThrow('not-found');
});
