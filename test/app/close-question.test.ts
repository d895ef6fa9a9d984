import { expect, it, vi } from 'vitest';
import { CloseQuestion } from '../../electron/app/close-question.ts';

function question(busy: boolean) {
  let answer: (stop: boolean) => void = () => undefined;
  const ask = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
  const close = vi.fn();
  const asked = new CloseQuestion({ busy: () => busy, ask, close });
  const answered = async (stop: boolean) => {
    answer(stop);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { asked, ask, close, answered };
}

it('closes at once where nothing runs', () => {
  const { asked, ask } = question(false);
  expect(asked.mayClose()).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});

it('asks once, and closes the window after a yes', async () => {
  const { asked, ask, close, answered } = question(true);
  expect([asked.mayClose(), asked.mayClose()]).toEqual([false, false]);
  expect(ask).toHaveBeenCalledTimes(1);
  await answered(true);
  expect(close).toHaveBeenCalledExactlyOnceWith(false);
  expect(asked.mayClose()).toBe(true);
});

it('quits the app where that was what was asked for', async () => {
  const { asked, close, answered } = question(true);
  asked.quitting();
  asked.mayClose();
  await answered(true);
  expect(close).toHaveBeenCalledExactlyOnceWith(true);
});

it('goes on after a no, and asks again at the next time, of the window alone', async () => {
  const { asked, ask, close, answered } = question(true);
  asked.quitting();
  asked.mayClose();
  await answered(false);
  expect(close).not.toHaveBeenCalled();
  expect(asked.mayClose()).toBe(false);
  expect(ask).toHaveBeenCalledTimes(2);
  await answered(true);
  expect(close).toHaveBeenCalledExactlyOnceWith(false);
});

it('asks of a new window anew', async () => {
  const { asked, ask, answered } = question(true);
  asked.mayClose();
  await answered(true);
  asked.opened();
  expect(asked.mayClose()).toBe(false);
  expect(ask).toHaveBeenCalledTimes(2);
});
