// People name days; the server takes moments. A last day is among those meant, so its end is the beginning of the next.

/** The beginning of a day, where the person is. */
export function beginning(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** The first moment after a day. */
export function after(day: string): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}

/** The last day that a moment still leaves whole, to be shown: one that ends at midnight ends the day before. */
export function lastDay(until: string): string {
  return new Date(new Date(until).getTime() - 1).toISOString();
}
