import { expect, test, vi } from 'vitest';
import { answer } from '../../../electron/app/ipc/gate.ts';
import { AppError } from '../../../shared/error.ts';
import { CALLS } from '../../../shared/ipc/contract.ts';
import { LARGEST_CALL } from '../../../shared/ipc/names.ts';

const schemas = CALLS['job.cancel'];
const input = JSON.stringify({ job: 'x' });

test('a good call is answered; one from elsewhere, too large or of another shape never reaches the handler', async () => {
  const handle = vi.fn(() => null);
  expect(await answer(schemas, input, true, handle)).toEqual({ ok: true, value: null });
  handle.mockClear();
  expect(await answer(schemas, input, false, handle)).toMatchObject({ code: 'bad-call' });
  expect(await answer(schemas, ' '.repeat(LARGEST_CALL + 1), true, handle)).toMatchObject({ code: 'too-large' });
  for (const text of ['{', '{}', '{"job":1}', 7, undefined, { job: 'x' }])
    expect(await answer(schemas, text, true, handle)).toMatchObject({ code: 'bad-call' });
  expect(handle).not.toHaveBeenCalled();
});

test('errors keep their code; unknown ones say nothing', async () => {
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const fail = (error: Error) => answer(schemas, input, true, () => Promise.reject(error));
  expect(await fail(new AppError('disk-full', 'x'))).toEqual({ ok: false, code: 'disk-full', detail: 'x' });
  expect(await fail(new Error('secret /path'))).toEqual({ ok: false, code: 'internal', detail: '' });
  expect(silent.mock.calls.join('')).not.toContain('secret');
  silent.mockRestore();
});

test('what the contract does not name does not leave', async () => {
  const reply = await answer(
    CALLS['sign.start'],
    '{"files":[],"options":{"keys":["k"],"signature":"armored","manifest":null},"overwrite":false}',
    true,
    () => ({ job: 'j', secret: 's' }),
  );
  expect(reply).toEqual({ ok: true, value: { job: 'j' } });
});
