// Assessments carry the sheet as it was answered. Here it becomes a form again, and a form becomes what is sent: what nobody
// answered is left out, since absent means unknown.

import type { AnswerNote, AnswerSheet, AssessOpening, Assessment, AssessmentKind, Given, OpeningQuestion, StandingEvidence, StrategicQuestion, TerritoryAnswers, ValueFactor } from '../../api/dealMethod';
import type { Answer } from '../../api/types';

type Loose = Record<string, unknown>;
const objectOf = (value: unknown): Loose => (typeof value === 'object' && value !== null ? (value as Loose) : {});

export function lastOf(assessments: Assessment[] | undefined, kind: AssessmentKind): Assessment | null {
  return assessments?.find((one) => one.kind === kind) ?? null;
}

export const RATED = ['later_business', 'brand', 'morale'] as const satisfies ValueFactor[];
export type Rated = (typeof RATED)[number];
/** From this score on a line of evidence is asked for; the server has the last word. */
export const EVIDENCE_FROM = 7;
export const ANCHORS = [0, 3, 5, 7, 10] as const;

export interface RatingDraft { score: number | null; evidence: string }
export interface ValueDraft { ratings: Record<Rated, RatingDraft>; critical: string; note: string }

export function valueDraft(last: Assessment | null): ValueDraft {
  const sheet = objectOf(last?.sheet);
  const kept = objectOf(sheet['ratings']);
  const rating = (factor: Rated): RatingDraft => {
    const one = objectOf(kept[factor]);
    return { score: typeof one['score'] === 'number' ? one['score'] : null, evidence: typeof one['evidence'] === 'string' ? one['evidence'] : '' };
  };
  return {
    ratings: { later_business: rating('later_business'), brand: rating('brand'), morale: rating('morale') },
    critical: typeof sheet['critical_moment'] === 'string' ? sheet['critical_moment'] : '',
    note: '',
  };
}

export function needsEvidence({ score, evidence }: RatingDraft): boolean {
  return score !== null && score >= EVIDENCE_FROM && evidence.trim() === '';
}

export function valueBody(draft: ValueDraft, version: number) {
  const ratings: Record<string, { score: number; evidence: string; source: 'stated' }> = {};
  for (const factor of RATED) {
    const { score, evidence } = draft.ratings[factor];
    if (score !== null) ratings[factor] = { score, evidence: evidence.trim(), source: 'stated' };
  }
  return { ratings, ...(draft.critical.trim() ? { critical_moment: draft.critical.trim() } : {}), note: draft.note.trim(), version };
}

export interface OpeningDraft {
  territory: TerritoryAnswers;
  evidence: Record<string, StandingEvidence>;
  others: Answer;
  causes: Record<string, Given>;
  lookUntil: string;
  /** what single answers rest on, by the question */
  notes: Record<string, AnswerNote>;
  note: string;
}

/** A question of an opening by one name: what it is about, and against whom. */
export function nameOfQuestion(question: OpeningQuestion): string {
  return question.about === 'territory' ? `method-${question.question}` : `method-${question.question}-${question.rival ?? ''}`;
}

function causesOf(value: unknown): Record<string, Given> {
  const causes: Record<string, Given> = {};
  for (const [code, given] of Object.entries(objectOf(value))) {
    const { answer, note, source } = objectOf(given);
    if (answer === 'yes' || answer === 'no') causes[code] = { answer, source: (source as Given['source']) ?? 'stated', note: typeof note === 'string' ? note : null };
  }
  return causes;
}

function notesOf(value: unknown, rivals: string[]): Record<string, AnswerNote> {
  const notes = (Array.isArray(value) ? value : []) as AnswerNote[];
  const about = ({ question }: AnswerNote) => question.about === 'territory' || !question.rival || rivals.includes(question.rival);
  return Object.fromEntries(notes.filter(about).map((note) => [nameOfQuestion(note.question), note]));
}

/** `rivals` are those the deal has now: what was known about others is not sent again. Where there is one, answers mean that one. */
export function openingDraft(last: Assessment | null, rivals: string[]): OpeningDraft {
  const sheet = objectOf(last?.sheet);
  const facts = objectOf(sheet['facts']);
  const answers = objectOf(facts['answers']) as Partial<TerritoryAnswers>;
  const evidence: Record<string, StandingEvidence> = {};
  for (const one of Array.isArray(facts['rivals']) ? facts['rivals'] : []) {
    const { rival, evidence: known } = objectOf(one);
    if (typeof rival === 'string' && rivals.includes(rival)) evidence[rival] = objectOf(known) as StandingEvidence;
  }
  return {
    territory: { ...answers, rival: answers.rival && rivals.includes(answers.rival) ? answers.rival : (rivals.length === 1 && rivals[0]) || '' },
    evidence,
    others: (facts['others_asked'] as Answer | undefined) ?? 'unknown',
    causes: causesOf(sheet['causes']),
    lookUntil: typeof sheet['look_until'] === 'string' ? sheet['look_until'] : '',
    notes: notesOf(sheet['notes'], rivals),
    note: '',
  };
}

const known = <T extends object>(all: T): T =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined && value !== '')) as T;

export function openingBody(draft: OpeningDraft, version: number): AssessOpening {
  const evidence = Object.entries(draft.evidence).map(([rival, one]) => [rival, known(one)] as const);
  const territory = draft.territory.bought_at_all === 'no' ? { bought_at_all: 'no' as const } : known(draft.territory);
  return {
    territory,
    evidence: Object.fromEntries(evidence.filter(([, one]) => Object.keys(one).length > 0)),
    others_asked: draft.others,
    causes: answersBody(draft.causes) as AssessOpening['causes'],
    ...(draft.lookUntil ? { look_until: draft.lookUntil } : {}),
    notes: Object.values(draft.notes).map((note) => ({ ...note, text: note.text.trim() })).filter(({ text }) => text !== ''),
    note: draft.note.trim(),
    version,
  } as AssessOpening;
}

/** Answers of yes and no with their evidence. */
export function answersBody(answers: Record<string, Given>): AnswerSheet {
  const kept: Record<string, Given> = {};
  for (const [code, { answer, source, note }] of Object.entries(answers)) {
    if (answer !== 'unknown') kept[code] = { answer, source: source ?? 'stated', ...(note?.trim() ? { note: note.trim() } : {}) };
  }
  return kept as AnswerSheet;
}

export const AREAS = {
  opportunity: ['project', 'business', 'finances', 'money', 'compelling_event'],
  compete: ['formal_criteria', 'fit', 'resources', 'relations', 'unique_value'],
  win: ['inside_support', 'executive_trust', 'culture', 'unwritten_criteria', 'politics'],
  worth: ['short_revenue', 'future_revenue', 'profit', 'risk', 'strategic_value'],
} as const satisfies Record<string, StrategicQuestion[]>;

export interface QuestionsDraft { ours: Record<string, Given>; rivals: Record<string, Record<string, Given>>; note: string }

export function questionsDraft(last: Assessment | null, rivals: string[]): QuestionsDraft {
  const sheet = objectOf(last?.sheet);
  const kept = objectOf(sheet['rivals']);
  return { ours: causesOf(sheet['ours']), rivals: Object.fromEntries(rivals.map((rival) => [rival, causesOf(kept[rival])])), note: '' };
}

/** Why the twenty questions are not asked of a deal. */
export function whyNoQuestions(deal: { value_class?: string | null; amount: { kind: string } }): 'class' | 'amount' | 'small' {
  if (deal.value_class !== 'class_1') return 'class';
  return deal.amount.kind === 'unknown' ? 'amount' : 'small';
}
