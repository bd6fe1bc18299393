// What was begun to be logged about somebody, kept while the page is open: going to another line and coming back, or a
// request that failed, loses nothing that was typed.

import type { ActivityKind, LossReason, Outcome } from '../../api/types';
import type { Next } from './NextStep';

export type Gain = 'new_fact' | 'larger_order' | 'trial' | 'won' | 'trouble';

export interface Draft {
  kind: ActivityKind;
  direction: 'out' | 'in';
  outcome: Outcome | null;
  note: string;
  objection: string;
  evidence: string[];
  gains: Gain[];
  /** why the customer will not buy again; null where nobody said so */
  lost: LossReason | null;
  next: Next;
}

const drafts = new Map<string, Draft>();

export function freshDraft(kind: ActivityKind): Draft {
  return {
    kind, direction: 'out', outcome: null, note: '', objection: '', evidence: [], gains: [], lost: null,
    next: { choice: 'by_rule', at: '', title: '' },
  };
}

export function draftOf(party: string): Draft | undefined {
  return drafts.get(party);
}

export function keepDraft(party: string, draft: Draft): void {
  drafts.set(party, draft);
}

export function forgetDraft(party: string): void {
  drafts.delete(party);
}
