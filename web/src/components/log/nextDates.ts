// The quick choices of a next step, as pure dates: nine in the morning of a day, in the reader's own zone.

export type QuickChoice = 'tomorrow' | 'in_3_days' | 'next_monday' | 'in_a_week' | 'in_2_weeks' | 'in_a_month';

export const QUICK_CHOICES: QuickChoice[] = ['tomorrow', 'in_3_days', 'next_monday', 'in_a_week', 'in_2_weeks', 'in_a_month'];

function morningAfter(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9);
}

export function quickDate(choice: QuickChoice, now: Date): Date {
  switch (choice) {
    case 'tomorrow': return morningAfter(now, 1);
    case 'in_3_days': return morningAfter(now, 3);
    // on a Monday this means the coming one, never today
    case 'next_monday': return morningAfter(now, (8 - now.getDay()) % 7 || 7);
    case 'in_a_week': return morningAfter(now, 7);
    case 'in_2_weeks': return morningAfter(now, 14);
    case 'in_a_month': {
      // the 31st has no counterpart in a short month: its last day is meant
      const lastOfNext = new Date(now.getFullYear(), now.getMonth() + 2, 0).getDate();
      return new Date(now.getFullYear(), now.getMonth() + 1, Math.min(now.getDate(), lastOfNext), 9);
    }
  }
}

/** The value of a datetime-local field for a moment, in the reader's zone. */
export function fieldValue(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
