// A filter as rows and groups, and how these are written in the language. What a text means is the server's business.

export interface Test { kind: 'test'; field: string; operator: string; not: boolean; values: string[] }
export interface Group { kind: 'all' | 'any' | 'not'; rows: Row[] }
export type Row = Test | Group;

/** Comparisons of each type of field, the opposite marked by `not `. */
export const OPERATORS: Record<string, readonly string[]> = {
  text: ['=', 'not =', 'in', 'not in', 'contains', 'not contains', 'begins', 'unknown', 'not unknown'],
  texts: ['=', 'not =', 'in', 'not in', 'contains', 'not contains', 'unknown', 'not unknown'],
  word: ['=', 'not =', 'in', 'not in', 'unknown', 'not unknown'],
  number: ['=', '<', '<=', '>', '>=', 'between', 'unknown', 'not unknown'],
  day: ['=', '<', '<=', '>', '>=', 'between', 'unknown', 'not unknown'],
  yes_no: ['='],
  answer: ['=', 'unknown', 'not unknown'],
  user: ['=', 'not =', 'in', 'unknown', 'not unknown'],
  team: ['=', 'not =', 'in', 'unknown', 'not unknown'],
  line: ['=', 'not =', 'in', 'unknown', 'not unknown'],
  list: ['=', 'not =', 'in', 'unknown', 'not unknown'],
  segment: ['=', 'not =', 'in'],
};

const BARE = new Set(['number', 'day', 'word', 'yes_no', 'answer']);
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A value as it is shown, without its quotation marks. */
export function shown(value: string): string {
  return value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1') : value;
}

/** A value as it is written in a filter. */
export function written(kind: string, value: string): string {
  const typed = value.trim();
  if (BARE.has(kind) || ID.test(typed) || (kind === 'user' && typed === 'me')) return typed;
  return `"${typed.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function oneText(row: Row): string {
  if (row.kind !== 'test') {
    const text = textOf(row);
    return row.kind === 'not' || row.rows.length < 2 ? text : `(${text})`;
  }
  const not = row.not ? 'not ' : '';
  if (row.operator === 'unknown') return `${not}${row.field} is unknown`;
  if (row.operator === 'in') return `${not}${row.field} in (${row.values.join(', ')})`;
  if (row.operator === 'between') return `${not}${row.field} between ${row.values[0] ?? ''} and ${row.values[1] ?? ''}`;
  return `${not}${row.field} ${row.operator} ${row.values[0] ?? ''}`;
}

/** The text of rows and groups. */
export function textOf(row: Row): string {
  if (row.kind === 'test') return oneText(row);
  if (row.kind === 'not') return row.rows[0] ? `not (${textOf(row.rows[0])})` : '';
  return row.rows.map(oneText).filter(Boolean).join(row.kind === 'all' ? ' and ' : ' or ');
}

/** The outermost group: a single row stands in one. */
export function asGroup(row: Row | null | undefined): Group {
  if (!row) return { kind: 'all', rows: [] };
  return row.kind === 'test' || row.kind === 'not' ? { kind: 'all', rows: [row] } : row;
}
