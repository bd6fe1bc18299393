// The plan of an import as two people's versions of it are compared.

import type { ImportChange, ImportRun } from '../../../api/types';
import type { Clash, Fields } from '../../../components/twoEditors';

const COLUMN = 'column:';

/** The name of the column that a field of the plan is about. */
export const columnOf = (field: string) => (field.startsWith(COLUMN) ? field.slice(COLUMN.length) : null);

export function planOf(run: ImportRun): Fields {
  const { encoding, delimiter, sheet, header_row } = run.format;
  return {
    format: [encoding, delimiter, sheet, header_row].map((part) => part ?? '').join(' '),
    on_duplicate: run.on_duplicate,
    make_customers: String(run.make_customers),
    owner_id: run.owner?.id ?? '',
    market: run.market ?? '',
    method: run.method ?? '',
    ...Object.fromEntries(run.mapping.map((column) => [COLUMN + column.name, column.field ?? ''])),
  };
}

/** What a change sets. How the file is read is compared as a whole: any other reading clashes. */
export function changedBy(change: ImportChange): Fields {
  const { format, mapping, on_duplicate, owner_id, market, method } = change;
  const make_customers = change.make_customers?.toString();
  const plain = Object.entries({ on_duplicate, make_customers, owner_id, market, method }).flatMap(([field, value]) => (value == null ? [] : [[field, value] as const]));
  return {
    ...(format ? { format: Object.values(format).map((part) => part ?? '').join(' ') } : {}),
    ...Object.fromEntries(plain),
    ...Object.fromEntries((mapping ?? []).map(({ column, field }) => [COLUMN + column, field ?? ''])),
  };
}

/** Where a change would undo what somebody else has just chosen; nothing where it is about something else. */
export function clashesOf(change: ImportChange, read: ImportRun, theirs: ImportRun): Clash[] {
  const [before, there] = [planOf(read), planOf(theirs)];
  return Object.entries(changedBy(change)).flatMap(([field, mine]) => {
    const now = there[field] ?? '';
    return now !== (before[field] ?? '') && now !== mine ? [{ field, mine, theirs: now }] : [];
  });
}
