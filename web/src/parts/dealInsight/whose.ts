// Whose deals a screen reads, as it stands in its address; and the addresses of lists narrowed to the same people.

import type { Whose } from '../../api/dealMethod';

export function whoseOf(params: URLSearchParams): Whose {
  const user = params.get('user');
  const team = params.get('team');
  if (user) return { user };
  return team ? { team } : {};
}

/** The list of deals, narrowed; the table's own names for whose they are. */
export function listAddress(whose: Whose, narrowed: Record<string, string>): string {
  const params = new URLSearchParams({ view: 'table', ...narrowed });
  if (whose.user) params.set('owner', whose.user);
  if (whose.team) params.set('team', whose.team);
  return `/deals?${params.toString()}`;
}

/** The quarters to choose from: the present one, `before` earlier and `after` later ones, newest first. */
export function quartersAround(now: Date, before: number, after: number): string[] {
  const present = now.getFullYear() * 4 + Math.floor(now.getMonth() / 3);
  return Array.from({ length: before + after + 1 }, (_, at) => {
    const quarter = present + after - at;
    return `${Math.floor(quarter / 4)}-q${(quarter % 4) + 1}`;
  });
}

/** Minor units of an amount as somebody types it; nothing where it is no amount. */
export function minorOf(typed: string): number | null {
  const plain = typed.replaceAll(/[,，\s]/g, '');
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 100);
}
