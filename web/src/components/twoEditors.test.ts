import { describe, expect, it } from 'vitest';
import { join } from './twoEditors';

describe('two editors', () => {
  it('changes of different fields are joined without a question', () => {
    expect(join({ a: '1', b: '2' }, { a: '1', b: 'mine' }, { a: 'theirs', b: '2' })).toEqual({ fields: { a: 'theirs', b: 'mine' }, clashes: [], taken: ['a'] });
  });
  it('one field changed to two things is a clash, and what I typed is kept', () => {
    expect(join({ a: '1' }, { a: 'mine' }, { a: 'theirs' })).toEqual({ fields: { a: 'mine' }, clashes: [{ field: 'a', mine: 'mine', theirs: 'theirs' }], taken: [] });
  });
  it('the same change by both is none', () => {
    expect(join({ a: '1' }, { a: '2' }, { a: '2' }).clashes).toEqual([]);
  });
  it('a field that they added and I never saw is taken', () => {
    expect(join({}, {}, { a: 'new' })).toEqual({ fields: { a: 'new' }, clashes: [], taken: ['a'] });
  });
});
