import { describe, expect, it } from 'vitest';
import type { Cell } from '../../api/dealMethod';
import { ALL_CELLS, cellAt, kindOf, legsOf, placeOf, spread } from './grid';

const centre = (cell: Cell) => ({ x: placeOf(cell).column * 100, y: placeOf(cell).row * 100 });

describe('the nine-grid', () => {
  it('has each cell in one place', () => {
    for (const cell of ALL_CELLS) {
      const { row, column } = placeOf(cell);
      expect(cellAt(row, column)).toBe(cell);
    }
    expect(placeOf('a')).toEqual({ row: 0, column: 0 });
    expect(placeOf('i')).toEqual({ row: 2, column: 2 });
  });

  it('tells what a cell is like as the method does', () => {
    expect(ALL_CELLS.filter((cell) => kindOf(cell) === 'abnormal')).toEqual(['a', 'i']);
    expect(ALL_CELLS.filter((cell) => kindOf(cell) === 'problem')).toEqual(['d', 'f']);
  });

  it('draws a trail as a leg between each two cells, short of both centres', () => {
    const legs = legsOf(['a', 'd', 'g'], centre, 15);
    expect(legs).toHaveLength(2);
    expect(legs[0]).toEqual({ from: { x: 15, y: 5 }, to: { x: 85, y: 5 } });
    expect(legsOf(['a'], centre, 15)).toEqual([]);
  });

  it('keeps the way back beside the way there', () => {
    const [there, back] = legsOf(['a', 'd', 'a'], centre, 15);
    expect(there?.from.y).toBe(5);
    expect(back?.from.y).toBe(-5);
  });

  it('spreads dots within their square, none upon another', () => {
    const dots = spread(7, 90);
    expect(new Set(dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
    expect(dots.every(({ x, y }) => x > 0 && x < 90 && y > 0 && y < 90)).toBe(true);
    expect(spread(0, 90)).toEqual([]);
  });
});
