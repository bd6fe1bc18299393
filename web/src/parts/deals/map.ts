// The map of the people of a deal: power upwards, leaning to the right. A place of the map is a pair of words, and the
// words of a person are a place.

import type { DealLeaning, DealPerson, DealPower } from '../../api/types';

/** From the top down. */
export const POWERS: readonly DealPower[] = ['decider', 'influencer', 'user'];
/** From left to right; unknown stands apart in front. */
export const LEANINGS: readonly (DealLeaning | null)[] = [null, 'acts_for_rival', 'inclined_to_rival', 'neutral', 'inclined_to_us', 'acts_for_us'];

export interface Place { power: DealPower; leaning: DealLeaning | null }

export const placeOf = (person: Pick<DealPerson, 'power' | 'leaning'>): Place => ({ power: person.power, leaning: person.leaning ?? null });

export const samePlace = (one: Place, other: Place) => one.power === other.power && one.leaning === other.leaning;

const at = <T>(all: readonly T[], index: number): T => all[Math.max(0, Math.min(all.length - 1, index))] as T;

/** The place beside another one; at the edge it stays. */
export function stepped(place: Place, right: number, down: number): Place {
  return { power: at(POWERS, POWERS.indexOf(place.power) + down), leaning: at(LEANINGS, LEANINGS.indexOf(place.leaning) + right) };
}

/** The place at a point of the map: `x` from 0 to 1, `y` in the measure of the rows' heights. */
export function placeAt(x: number, y: number, heights: readonly number[]): Place {
  let row = 0;
  for (let below = y; row < heights.length - 1 && below >= (heights[row] ?? 0); row += 1) below -= heights[row] ?? 0;
  return { power: at(POWERS, row), leaning: at(LEANINGS, Math.floor(x * LEANINGS.length)) };
}

export interface Point { x: number; y: number }

/** Where those in one place stand, as points inside it from 0 to 1: in rows of as many as the place is wide enough for. */
export function spread(count: number, across: number): Point[] {
  const rows = Math.ceil(count / across);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / across);
    const inRow = Math.min(across, count - row * across);
    return { x: ((index % across) + 0.5) / inRow, y: (row + 0.5) / rows };
  });
}

/** What a change to a place says to the server. */
export function placeChange(place: Place, rival: string | null | undefined) {
  const against = place.leaning === 'inclined_to_rival' || place.leaning === 'acts_for_rival';
  return {
    power: place.power,
    ...(place.leaning === null ? { leaning_unknown: true } : { leaning: place.leaning }),
    // a leaning clears the rival that was named: whoever still leans to one keeps it
    ...(against && rival ? { rival_id: rival } : {}),
  };
}
