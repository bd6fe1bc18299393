// What happened to a deal, from the pieces that are kept of it, newest first.

import type { Deal, DealChangeEntry } from '../../api/types';

export type HappenedKind = 'created' | 'rival' | 'left' | 'concern' | 'settled' | 'play' | 'play_closed';

export interface Happened { key: string; at: string; kind: HappenedKind; words: string; state?: string; by?: string | undefined }

/** What the deal itself tells; assessments, decisions and changes come beside it. */
export function happenedOf(deal: Deal): Happened[] {
  const all: Happened[] = [{ key: 'created', at: deal.created_at, kind: 'created', words: deal.name }];
  for (const rival of deal.rivals) if (rival.takes_part) all.push({ key: `rival-${rival.id}`, at: rival.seen_at, kind: 'rival', words: rival.name });
  for (const person of deal.people) if (person.left_at) all.push({ key: `left-${person.id}`, at: person.left_at, kind: 'left', words: person.name });
  for (const one of deal.concerns) {
    all.push({ key: `concern-${one.id}`, at: one.at, kind: 'concern', words: one.words, by: one.by?.name });
    if (one.settled_at) all.push({ key: `settled-${one.id}`, at: one.settled_at, kind: 'settled', words: one.words, by: one.settled_by?.name });
  }
  for (const play of deal.plays) {
    all.push({ key: `play-${play.id}`, at: play.at, kind: 'play', words: play.play, by: play.by?.name });
    if (play.closed_at) all.push({ key: `closed-${play.id}`, at: play.closed_at, kind: 'play_closed', words: play.play, state: play.state });
  }
  return all;
}

export const newestFirst = <Entry extends { at: string }>(entries: Entry[]): Entry[] => entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));

/** What a deal was opened with stands in its changes as well, without anything before: that is no change. */
export function laterChanges(changes: DealChangeEntry[], createdAt: string): DealChangeEntry[] {
  return changes.filter((change) => change.before || change.kind === 'ended' || change.kind === 'reopened' || Date.parse(change.at) - Date.parse(createdAt) > 1000);
}
