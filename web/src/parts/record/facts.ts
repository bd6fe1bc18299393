// Which facts a card shows, in the order in which they help: those filled in stay in their place, so that eyes find
// them where they were.

import type { Party } from '../../api/types';
import type { Dictionary } from '../../i18n/zh';

/** A `coded` fact is one of the method's words, chosen from those of the same name. */
export type FactField = { key: string; type: 'text' | 'date' | 'number' } | { key: keyof Dictionary['codes']; type: 'coded' };

const text = (key: string): FactField => ({ key, type: 'text' });

const PERSON: FactField[] = [
  text('employer'), text('position'), text('need'), text('plans'), text('income'), text('highest_income'), text('family'),
  text('birth_date'), text('gender'), text('education'), text('interests'), text('temperament'), text('holdings'), { key: 'nearness', type: 'coded' }, text('history'), text('notes'),
];

const ORGANISATION: FactField[] = [
  text('industry'), text('size'), text('need'), text('plans'), text('suppliers'), text('rival_products'),
  text('founding_day'), text('contact_person'), text('website'), text('history'), text('notes'),
];

export function factsOf(party: Party): FactField[] {
  const usual = party.kind === 'person' ? PERSON : ORGANISATION;
  const others = Object.keys(party.facts).filter((key) => !usual.some((field) => field.key === key));
  return [...usual, ...others.map(text)];
}
