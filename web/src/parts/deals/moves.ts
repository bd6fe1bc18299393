// Moving a card on the board before the server has answered: counts and sums go with it.

import type { BoardColumn, DealBoard, DealLine, DealStage } from '../../api/types';
import { likelyOf } from './amounts';

/** The order of a column: the day expected, those without one last, equals by their id. */
export function inColumnOrder(a: DealLine, b: DealLine): number {
  const [one, other] = [a.expected_on ?? '9999', b.expected_on ?? '9999'];
  if (one !== other) return one < other ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

export function withoutCard(cards: DealLine[], id: string): DealLine[] {
  return cards.filter((card) => card.id !== id);
}

/** Puts a card where it belongs; not beyond the last one shown while there are more. */
export function withCard(cards: DealLine[], card: DealLine, more: boolean): DealLine[] {
  const rest = withoutCard(cards, card.id);
  const last = rest.at(-1);
  if (more && last && inColumnOrder(card, last) > 0) return rest;
  return [...rest, card].toSorted(inColumnOrder);
}

/** A column with a deal counted in (1) or out (-1). */
function counted(column: BoardColumn, card: DealLine, by: 1 | -1): BoardColumn {
  const minor = likelyOf(card.amount);
  const sums = column.sums.some((sum) => sum.currency === card.currency) ? column.sums : [...column.sums, { currency: card.currency, minor: 0 }];
  return {
    ...column,
    deals: column.deals + by,
    unknown: column.unknown + (minor === null ? by : 0),
    sums: minor === null ? column.sums : sums.map((sum) => (sum.currency === card.currency ? { ...sum, minor: sum.minor + by * minor } : sum)),
  };
}

export function movedOnBoard(board: DealBoard, card: DealLine, to: DealStage): DealBoard {
  if (card.stage.code === to.code) return board;
  return {
    columns: board.columns.map((column) => {
      if (column.stage.code === card.stage.code) return { ...counted(column, card, -1), cards: withoutCard(column.cards, card.id) };
      if (column.stage.code === to.code) {
        return { ...counted(column, card, 1), cards: withCard(column.cards, { ...card, stage: to }, Boolean(column.next)) };
      }
      return column;
    }),
  };
}

/** Whether a card may be moved as it is, or has to be given its next step first. */
export function needsStep(card: Pick<DealLine, 'next_step_state'>): boolean {
  return card.next_step_state !== 'set';
}
