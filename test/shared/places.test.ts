import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPlaces, mapPlaces } from '../../shared/places.ts';

describe('fillPlaces', () => {
  it('fills every place, the same one more than once', () => {
    const values: Record<string, string> = { a: 'x', b_2: 'y' };
    expect(fillPlaces('{{a}} and {{b_2}}, {{a}}{{a}}', (name) => values[name])).toBe('x and y, xx');
    expect(fillPlaces('', () => 'x')).toBe('');
  });

  it('leaves out a place that has no value', () => {
    expect(fillPlaces('a{{b}}c', () => undefined)).toBe('ac');
  });

  it.each(['{a}', '{{a', 'a}}', '{{ a }}', '{{}}', '{{a-b}}', '${a}'])('does not take %s for a place', (text) => {
    expect(fillPlaces(text, () => 'filled')).toBe(text);
  });

  it.each(['{{b}}', '{{a}}', '$&', '$1', '$`', '{{', '}}'])('does not look at a value again: %s', (hostile) => {
    expect(fillPlaces('<{{a}}|{{b}}>', (name) => (name === 'a' ? hostile : 'secret'))).toBe(`<${hostile}|secret>`);
  });

  it('makes of any values just what was put together by hand', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom('{', '}', '{{', '}}', '{{a}}', '$&', 'a')).map((parts) => parts.join('')),
    );
    const text = fc.string({ unit: 'binary' }).map((one) => one.replaceAll(/[{}]/g, ''));
    fc.assert(
      fc.property(text, fc.array(fc.tuple(hostile, text)), (first, rest) => {
        const template = first + rest.map(([, after], index) => `{{v${index}}}${after}`).join('');
        const wanted = first + rest.map(([value, after]) => value + after).join('');
        expect(fillPlaces(template, (name) => rest[Number(name.slice(1))]?.[0])).toBe(wanted);
      }),
    );
  });
});

it('mapPlaces keeps the order of texts and of what stands in their places', () => {
  expect(mapPlaces('{{a}} b {{c}}', (name) => ({ name }))).toEqual(['', { name: 'a' }, ' b ', { name: 'c' }, '']);
});
