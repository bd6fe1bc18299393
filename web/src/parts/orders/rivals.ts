// Which part of what a customer bought in a line and time came from each rival, as far as it was noted.

import type { Order, RivalShare } from '../../api/types';

type Noted = Pick<RivalShare, 'id' | 'line' | 'amount_minor' | 'currency' | 'from' | 'to'>;
type Bought = Pick<Order, 'on' | 'currency' | 'lines'>;

/** What was bought from us in a line and time, less returns. */
function ours({ line, from, to, currency }: Noted, orders: Bought[]): number {
  const counted = orders.filter((order) => order.currency === currency && order.on >= from && order.on <= to);
  const lines = counted.flatMap((order) => order.lines).filter((one) => one.line.id === line.id);
  return Math.max(0, lines.reduce((sum, one) => sum + one.amount_minor, 0));
}

/** From 0 to 1, of our sales and of what all rivals were noted with for the same line and the same days. */
export function partOf(share: Noted, all: Noted[], orders: Bought[]): number | null {
  const beside = all.filter((one) => one.line.id === share.line.id && one.from === share.from && one.to === share.to && one.currency === share.currency);
  const total = ours(share, orders) + beside.reduce((sum, one) => sum + one.amount_minor, 0);
  return total > 0 ? share.amount_minor / total : null;
}
