// Numbers, dates and lengths of time as readers of each language write them.

import type { Language } from '../api/types';

export interface Formats {
  /** 12,345 */
  number: (value: number, digits?: number) => string;
  /** 1.2万 · 12k */
  short: (value: number) => string;
  /** 0.127 → 12.7% */
  percent: (value: number, digits?: number) => string;
  /** minor units and currency → ¥1,200.50 */
  money: (minor: number, currency: string) => string;
  /** the same without cents, where many stand together → ¥1,200 */
  wholeMoney: (minor: number, currency: string) => string;
  /** +12 · −5 */
  signed: (value: number) => string;
  bytes: (value: number) => string;
  /** calendar day, with the year only when it is another one */
  day: (at: string) => string;
  /** day and time */
  moment: (at: string) => string;
  /** in 3 days · yesterday · 今天 14:00 */
  relative: (at: string, now?: Date) => string;
  /** 12 seconds · 3 minutes */
  seconds: (value: number) => string;
}

const DAY = 86_400_000;

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Whole calendar days from `now` to `at`, negative in the past. */
export function calendarDays(at: Date, now: Date): number {
  return Math.round((startOfDay(at) - startOfDay(now)) / DAY);
}

function shortNumber(language: Language, tag: string): (value: number) => string {
  const compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 });
  // English readers of figures expect a small k, not the K of the locale data
  return (value) => (language === 'en' ? compact.format(value).replace('K', 'k') : compact.format(value));
}

export function formatsOf(language: Language): Formats {
  const tag = language === 'zh' ? 'zh-CN' : 'en-GB';
  const dayOf = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric' });
  const dayOfYear = new Intl.DateTimeFormat(tag, { year: 'numeric', month: 'short', day: 'numeric' });
  const time = new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', hour12: false });
  const relativeTime = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const unit = (value: number, name: string, digits = 0) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'long', maximumFractionDigits: digits }).format(value);

  const day = (at: string) => {
    const date = new Date(at);
    return (date.getFullYear() === new Date().getFullYear() ? dayOf : dayOfYear).format(date);
  };
  return {
    number: (value, digits = 0) => new Intl.NumberFormat(tag, { maximumFractionDigits: digits }).format(value),
    short: shortNumber(language, tag),
    percent: (value, digits = 1) =>
      new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: digits }).format(value),
    money: (minor, currency) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 2 }).format(minor / 100),
    wholeMoney: (minor, currency) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 }).format(minor / 100),
    signed: (value) => new Intl.NumberFormat(tag, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(value),
    bytes: (value) =>
      value < 1024 * 1024
        ? `${new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }).format(Math.max(1, value / 1024))} kB`
        : `${new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }).format(value / 1024 / 1024)} MB`,
    day,
    moment: (at) => `${day(at)} ${time.format(new Date(at))}`,
    relative: (at, now = new Date()) => {
      const date = new Date(at);
      const days = calendarDays(date, now);
      if (days === 0) return `${relativeTime.format(0, 'day')} ${time.format(date)}`;
      if (Math.abs(days) <= 14) return relativeTime.format(days, 'day');
      return day(at);
    },
    seconds: (value) => {
      if (value < 90) return unit(Math.max(1, Math.round(value)), 'second');
      if (value < 5400) return unit(Math.round(value / 60), 'minute');
      return unit(value / 3600, 'hour', 1);
    },
  };
}
