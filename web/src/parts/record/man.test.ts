import { expect, test } from 'vitest';
import { letterOf } from './man';

test('a letter is known only when every cell still possible agrees', () => {
  const cells = ['MAN', 'MAn'];
  expect(letterOf(cells, 'm')).toBe('has');
  expect(letterOf(cells, 'n')).toBe('unknown');
  expect(letterOf(['maN'], 'a')).toBe('lacks');
});
