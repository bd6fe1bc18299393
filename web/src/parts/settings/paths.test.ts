import { expect, test } from 'vitest';
import { changedPaths, leaves, valueAt, withValue } from './paths';

const settings = { screening: { weights: { able_to_pay: 25 }, a_from: 75 }, contact: { windows: [{ from: '09:00:00' }] } };

test('a change names its path and leaves the original alone', () => {
  const changed = withValue(settings, 'contact.windows.0.from', '08:30:00');
  expect(valueAt(changed, 'contact.windows.0.from')).toBe('08:30:00');
  expect(valueAt(settings, 'contact.windows.0.from')).toBe('09:00:00');
  expect(changedPaths(settings, changed)).toEqual(['contact.windows.0.from']);
});

test('leaves are everything that can be typed in', () => {
  expect(leaves(settings.screening, 'screening')).toEqual(['screening.weights.able_to_pay', 'screening.a_from']);
  expect(valueAt(settings, 'screening.nothing.here')).toBeUndefined();
});
