// The nine-grid as places: a row for each territory, a column for each standing, and the trail of a deal across it.

import type { Cell, Standing, Territory } from '../../api/dealMethod';

export const GROUNDS: Territory[] = ['ours', 'neutral', 'theirs'];
export const STANDINGS: Standing[] = ['behind', 'even', 'ahead'];
const CELLS: Cell[][] = [['a', 'd', 'g'], ['b', 'e', 'h'], ['c', 'f', 'i']];
export const ALL_CELLS: Cell[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

export function cellAt(row: number, column: number): Cell {
  return CELLS[row]?.[column] ?? 'e';
}

export function placeOf(cell: Cell): { row: number; column: number } {
  const row = CELLS.findIndex((cells) => cells.includes(cell));
  return { row, column: CELLS[row]?.indexOf(cell) ?? 1 };
}

export type Kind = 'normal' | 'problem' | 'abnormal';

export function kindOf(cell: Cell): Kind {
  if (cell === 'a' || cell === 'i') return 'abnormal';
  return cell === 'd' || cell === 'f' ? 'problem' : 'normal';
}

export interface Point { x: number; y: number }
export interface Leg { from: Point; to: Point }

/** A trail as legs from cell to cell, each ending short of the centre so that its arrow head is seen. A leg that leads back over
 *  the same ground keeps to one side: it does not cover the way there. */
export function legsOf(cells: Cell[], centre: (cell: Cell) => Point, shortBy: number): Leg[] {
  const legs: Leg[] = [];
  for (let at = 1; at < cells.length; at += 1) {
    const [before, now] = [cells[at - 1], cells[at]];
    if (!before || !now || before === now) continue;
    const [from, to] = [centre(before), centre(now)];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const [aside, short] = [shortBy / 3, Math.min(shortBy, length / 3)];
    legs.push({
      from: { x: from.x + x * short - y * aside, y: from.y + y * short + x * aside },
      to: { x: to.x - x * short - y * aside, y: to.y - y * short + x * aside },
    });
  }
  return legs;
}

/** Spreads `count` dots over a square, row by row; the square itself is asked for by its side. */
export function spread(count: number, side: number): Point[] {
  const across = Math.max(1, Math.ceil(Math.sqrt(count)));
  const down = Math.max(1, Math.ceil(count / across));
  return Array.from({ length: count }, (_, at) => ({
    x: ((at % across) + 0.5) * (side / across),
    y: (Math.floor(at / across) + 0.5) * (side / down),
  }));
}
