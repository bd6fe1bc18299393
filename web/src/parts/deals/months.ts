// The weeks of a month, as days written 2026-11-30: plain calendar days without a zone.

const two = (value: number) => String(value).padStart(2, '0');

export function dayText(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The month that an address names (2026-11), or the one of a day. */
export function monthOf(asked: string | null, now: Date): string {
  return asked && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : dayText(now).slice(0, 7);
}

function firstOf(month: string): Date {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(year, number - 1, 1);
}

export function monthAfter(month: string, by: number): string {
  const first = firstOf(month);
  return dayText(new Date(first.getFullYear(), first.getMonth() + by, 1)).slice(0, 7);
}

/** Whole weeks from Monday on that hold the month; days of its neighbours fill them up. */
export function weeksOf(month: string): string[][] {
  const first = firstOf(month);
  const monday = 1 - ((first.getDay() + 6) % 7);
  const weeks: string[][] = [];
  for (let day = monday; ; day += 7) {
    const start = new Date(first.getFullYear(), first.getMonth(), day);
    if (day > 1 && start.getMonth() !== first.getMonth()) return weeks;
    weeks.push(Array.from({ length: 7 }, (_, at) => dayText(new Date(first.getFullYear(), first.getMonth(), day + at))));
  }
}
