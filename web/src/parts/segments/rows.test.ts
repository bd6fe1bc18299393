import { expect, test } from 'vitest';
import { asGroup, type Row, shown, textOf, written } from './rows';

const row = (field: string, operator: string, values: string[], not = false): Row => ({ kind: 'test', field, operator, not, values });

test('rows and groups are written as the language reads them', () => {
  const group: Row = {
    kind: 'all',
    rows: [
      row('grade', 'in', ['a', 'b']),
      { kind: 'any', rows: [row('city', '=', ['"x"']), row('score', 'between', ['1', '2'])] },
      row('tag', '=', ['"y"'], true),
      { kind: 'not', rows: [{ kind: 'any', rows: [row('owner', 'unknown', []), row('golden', '=', ['yes'])] }] },
    ],
  };
  expect(textOf(group)).toBe(
    'grade in (a, b) and (city = "x" or score between 1 and 2) and not tag = "y" and not (owner is unknown or golden = yes)',
  );
});

test('values are quoted where they are text, and shown as they were typed', () => {
  expect(written('text', 'a "b" \\')).toBe('"a \\"b\\" \\\\"');
  expect(shown('"a \\"b\\" \\\\"')).toBe('a "b" \\');
  expect(written('user', 'me')).toBe('me');
  expect(written('list', '0195b3a0-0000-7000-8000-000000000001')).toBe('0195b3a0-0000-7000-8000-000000000001');
  expect(written('day', '-30d')).toBe('-30d');
});

test('a single row stands in a group', () => {
  expect(asGroup(row('grade', '=', ['a'])).rows).toHaveLength(1);
  expect(asGroup(null).rows).toHaveLength(0);
});
