// What the cells of the MAN matrix that are still possible say about one letter.

export type Letter = 'm' | 'a' | 'n';
export const LETTERS: Letter[] = ['m', 'a', 'n'];

/** Known only when every cell still possible agrees. */
export function letterOf(cells: string[], letter: Letter): 'has' | 'lacks' | 'unknown' {
  const has = cells.some((cell) => cell.includes(letter.toUpperCase()));
  const lacks = cells.some((cell) => cell.includes(letter));
  if (has && lacks) return 'unknown';
  return has ? 'has' : 'lacks';
}
