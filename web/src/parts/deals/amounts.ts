// What a deal is worth, as people type it: known, worked out from units and price, or not known.

import type { DealAmount, EstimateAmount } from '../../api/types';

/** The amount that counts in sums and scores. */
export function likelyOf(amount: DealAmount): number | null {
  switch (amount.kind) {
    case 'known': return amount.minor;
    case 'estimated': return amount.likely_minor;
    default: return null;
  }
}

/** A sum of money as typed, in minor units; nothing where it is no number. */
export function minorOf(typed: string | undefined): number | null {
  const text = (typed ?? '').replaceAll(/[,\s\uff0c]/g, '');
  const value = Number(text);
  return text === '' || !Number.isFinite(value) || value < 0 ? null : Math.round(value * 100);
}

/** Minor units as they stand in a field. */
export function typedOf(minor: number | null | undefined): string {
  return minor == null ? '' : String(minor / 100);
}

function unitsOf(typed: string | undefined): number | null {
  const text = (typed ?? '').trim();
  const value = Number(text);
  return text === '' || !Number.isFinite(value) || value < 0 ? null : value;
}

export interface TypedEstimate { low?: string | undefined; likely?: string | undefined; high?: string | undefined; price?: string | undefined }

/** An estimate that can be worked out: where only the likely number is known, it stands for the others. */
export function estimateOf(typed: TypedEstimate): EstimateAmount | null {
  const likely = unitsOf(typed.likely);
  const price = minorOf(typed.price);
  if (likely === null || price === null) return null;
  return { units: { low: unitsOf(typed.low) ?? likely, likely, high: unitsOf(typed.high) ?? likely }, price_minor: price };
}

export function inOrder({ units: { low, likely, high } }: EstimateAmount): boolean {
  return low <= likely && likely <= high;
}

/** What an estimate comes to. */
export function workedOut({ units: { low, likely, high }, price_minor }: EstimateAmount) {
  const of = (units: number) => Math.round(units * price_minor);
  return { low: of(low), likely: of(likely), high: of(high) };
}

/** How an estimated amount was made, where it was made of units and price. */
export function basisOf(basis: unknown): EstimateAmount | null {
  if (typeof basis !== 'object' || basis === null) return null;
  const { units, price_minor } = basis as Partial<EstimateAmount>;
  return units && typeof price_minor === 'number' ? { units, price_minor } : null;
}
