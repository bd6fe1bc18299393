import { describe, expect, test } from 'vitest';
import { ownAddress } from './ownAddress';

describe('where to go after signing in', () => {
  test('addresses of this page are followed', () => {
    expect(ownAddress('/prospects?grade=A#x')).toBe('/prospects?grade=A#x');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '', null])('%j leads home', (to) => {
    expect(ownAddress(to)).toBe('/today');
  });
});
