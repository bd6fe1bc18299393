// The tenth choice is on the zero, as on a keyboard.

export function digitOf(position: number): string {
  return String(position % 10);
}
