// Amounts by calendar month.

import type { Order } from '../../api/types';

/** The last months up to the one of `now`, the earliest first, as `2026-03`. */
export function monthsBefore(now: Date, count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const month = new Date(now.getFullYear(), now.getMonth() - (count - 1 - at), 1);
    return `${month.getFullYear()}-${String(month.getMonth() + 1).padStart(2, '0')}`;
  });
}

/** What was bought less what was returned in each month. */
export function sums(orders: Pick<Order, 'on' | 'amount_minor'>[], months: string[]): number[] {
  return months.map((month) => orders.filter((order) => order.on.startsWith(month)).reduce((sum, order) => sum + order.amount_minor, 0));
}
