// A deal as the fields of its form, all of them text, and what a change of them says to the server.

import type { BuyingStage, Deal, DealAmount, DealChange, EstimateAmount, NewDeal, TenderFacts } from '../../api/types';
import { fieldValue } from '../../components/log/nextDates';
import type { Fields } from '../../components/twoEditors';
import { basisOf, estimateOf, minorOf, typedOf } from './amounts';

const moment = (at: string | null | undefined) => (at ? fieldValue(new Date(at)) : '');
const asMoment = (typed: string | undefined) => (typed ? new Date(typed).toISOString() : null);
const number = (value: number | null | undefined) => (value == null ? '' : String(value));

/** A new deal's form, empty but for what is usual. */
export const EMPTY: Fields = {
  name: '', line: '', stage: '', kind: 'known', amount: '', low: '', likely: '', high: '', price: '', currency: 'CNY', expected: '', step: '', due: '',
  buying: '', effort: '', source: '', note: '', owner: '', probability: '', public: 'unknown', opens: '', decides: '', place: '', tender_note: '',
};

export function fieldsOf(deal: Deal): Fields {
  const basis = basisOf(deal.amount_basis);
  return {
    name: deal.name,
    line: deal.line.id,
    stage: deal.stage.code,
    kind: deal.amount.kind,
    amount: deal.amount.kind === 'known' ? typedOf(deal.amount.minor) : '',
    low: number(basis?.units.low),
    likely: number(basis?.units.likely),
    high: number(basis?.units.high),
    price: typedOf(basis?.price_minor),
    currency: deal.currency,
    expected: deal.expected_on ?? '',
    step: deal.next_step,
    due: moment(deal.next_step_at),
    buying: deal.buying_stage ?? '',
    effort: number(deal.effort_left_days),
    source: deal.source,
    note: deal.note,
    owner: deal.owner?.id ?? '',
    probability: number(deal.probability),
    public: deal.tender?.public ?? 'unknown',
    opens: moment(deal.tender?.opens_at),
    decides: moment(deal.tender?.decision_at),
    place: deal.tender?.place ?? '',
    tender_note: deal.tender?.note ?? '',
  };
}

const TENDER = ['public', 'opens', 'decides', 'place', 'tender_note'] as const;
const AMOUNT = ['kind', 'amount', 'low', 'likely', 'high', 'price'] as const;

function tenderOf(fields: Fields): TenderFacts {
  return {
    public: (fields['public'] ?? 'unknown') as NonNullable<TenderFacts['public']>,
    opens_at: asMoment(fields['opens']),
    decision_at: asMoment(fields['decides']),
    place: (fields['place'] ?? '').trim(),
    note: (fields['tender_note'] ?? '').trim(),
  };
}

function amountOf(fields: Fields): { amount?: DealAmount; estimate?: EstimateAmount } {
  if (fields['kind'] === 'unknown') return { amount: { kind: 'unknown' } };
  if (fields['kind'] === 'estimated') {
    const estimate = estimateOf({ low: fields['low'], likely: fields['likely'], high: fields['high'], price: fields['price'] });
    return estimate ? { estimate } : {};
  }
  const minor = minorOf(fields['amount']);
  return { amount: minor === null ? { kind: 'unknown' } : { kind: 'known', minor } };
}

const text = (fields: Fields, name: string) => (fields[name] ?? '').trim();

export function newDealOf(party: string, fields: Fields): NewDeal {
  const tendered = TENDER.some((name) => (fields[name] ?? '') !== EMPTY[name]);
  return {
    party_id: party,
    name: text(fields, 'name'),
    ...amountOf(fields),
    currency: text(fields, 'currency').toUpperCase() || 'CNY',
    next_step: { what: text(fields, 'step'), due_at: asMoment(fields['due']) ?? '' },
    source: text(fields, 'source'),
    note: text(fields, 'note'),
    ...(fields['line'] ? { line_id: fields['line'] } : {}),
    ...(fields['stage'] ? { stage: fields['stage'] } : {}),
    ...(fields['expected'] ? { expected_on: fields['expected'] } : {}),
    ...(fields['buying'] ? { buying_stage: fields['buying'] as BuyingStage } : {}),
    ...(fields['effort'] ? { effort_left_days: Number(fields['effort']) } : {}),
    ...(fields['owner'] ? { owner_id: fields['owner'] } : {}),
    ...(tendered ? { tender: tenderOf(fields) } : {}),
  };
}

/** Only what differs from what was read: what is absent stays as it is. */
export function changeOf(read: Fields, now: Fields): DealChange {
  const differs = (...names: string[]) => names.some((name) => (read[name] ?? '') !== (now[name] ?? ''));
  const change: DealChange = {};
  const empty: NonNullable<DealChange['empty']> = [];
  if (differs('name')) change.name = text(now, 'name');
  if (differs('line') && now['line']) change.line_id = now['line'];
  if (differs(...AMOUNT)) Object.assign(change, amountOf(now));
  if (differs('currency')) change.currency = text(now, 'currency').toUpperCase();
  if (differs('expected')) {
    if (now['expected']) change.expected_on = now['expected'];
    else empty.push('expected_on');
  }
  if (differs('step', 'due')) change.next_step = { what: text(now, 'step'), due_at: asMoment(now['due']) ?? '' };
  if (differs('buying')) {
    if (now['buying']) change.buying_stage = now['buying'] as BuyingStage;
    else empty.push('buying_stage');
  }
  if (differs('effort')) {
    if (now['effort']) change.effort_left_days = Number(now['effort']);
    else empty.push('effort_left_days');
  }
  if (differs('probability')) {
    if (now['probability']) change.probability = Number(now['probability']);
    else empty.push('probability');
  }
  if (differs('source')) change.source = text(now, 'source');
  if (differs('note')) change.note = text(now, 'note');
  if (differs('owner') && now['owner']) change.owner_id = now['owner'];
  if (differs(...TENDER)) change.tender = tenderOf(now);
  if (empty.length > 0) change.empty = empty;
  return change;
}
