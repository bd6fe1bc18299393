// Where lists of classed customers are.

/** A list of customers of one class. */
export function customersOf(filters: Record<string, string>): string {
  return `/insight/classes/customers?${new URLSearchParams(filters).toString()}`;
}

/** The last day of the month that begins on a day. */
export function endOfMonth(start: string): string {
  const [year = 0, month = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The day before one, of which a time that ends there is the last. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
