import { RuleTester } from 'eslint';
import { describe, it } from 'vitest';
import { wordsInCatalogue } from '../../build/words-in-catalogue.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({
  languageOptions: { ecmaVersion: 2023, sourceType: 'module', parserOptions: { ecmaFeatures: { jsx: true } } },
});
const refused = (code: string, count = 1) => ({
  code,
  errors: Array.from({ length: count }, () => ({ messageId: 'loose' })),
});

tester.run('words-in-catalogue', wordsInCatalogue, {
  valid: [
    "const a = <p>{t('card.title')}</p>;",
    "const a = <p className=\"small soft\" id='stored-title'>{t('x')}: {count} ·</p>;",
    'const a = <Icon aria-hidden size={16} data-where="text" />;',
    "const a = <input aria-label={t('x')} type=\"text\" autoComplete='off' />;",
    "const a = <b aria-label={`${t('a')}: ${name}`}>{open ? t('a') : ''}</b>;",
    "const a = <b>{name === 'ada' ? t('a') : t('b')}</b>;",
    "const a = <b>{names.join(', ')}</b>;",
    "show({ title: words().shell.about, buttons: [words().shell.ok], type: 'info', detail: `${a}\\n\\n${b}` });",
    "show({ role: 'quit', accelerator: 'CmdOrCtrl+O', name: 'OpenPGP' });",
  ],
  invalid: [
    refused('const a = <p>Verified</p>;'),
    refused('const a = <p>{name} über</p>;'),
    refused("const a = <p>{'Verified'}</p>;"),
    refused('const a = <>{`${n} files`}</>;'),
    refused("const a = <p>{open ? 'Close' : 'Open'}</p>;", 2),
    refused("const a = <p>{open && 'Close'}</p>;"),
    refused("const a = <p>{'by ' + name}</p>;"),
    refused('const a = <button aria-label="Close" />;'),
    refused("const a = <input placeholder={'Name'} title={`of ${x}`} alt='x' description='y' />;", 4),
    refused("const a = <Field label={wrong ? 'A' : t('b')} error={wrong && 'No'} />;", 2),
    refused(
      "show({ title: 'About', message: `Countersign ${v}`, detail: a ?? 'nothing', buttons: ['OK', t('no')] });",
      4,
    ),
    refused("menu({ label: 'Edit', 'sublabel': 'x' });", 2),
  ],
});
