// The columns of the prospects table. Cells are plain text and small marks: nothing heavier, since there are many.

import type { ReactNode } from 'react';
import type { Wording } from '../../api/labels';
import type { PartyRow } from '../../api/types';
import { CadenceMark, ColourMark, GoldenMark, GradeMark, IntentMark } from '../../components/marks';
import type { Formats } from '../../i18n/format';
import type { Dictionary } from '../../i18n/zh';

export interface CellContext { t: Dictionary; format: Formats; word: Wording['word'] }

export interface Column {
  key: string;
  /** the server's name of the order, for columns that can be sorted */
  sort?: string;
  number?: boolean;
  /** pixels: the table is laid out fixed, so that scrolling does not make columns jump */
  width: number;
  cell: (row: PartyRow, context: CellContext) => ReactNode;
}

const dated = (at: string | null | undefined, { format }: CellContext) => (at ? format.relative(at) : '');

export const COLUMNS: Column[] = [
  {
    key: 'name', sort: 'name', width: 184,
    cell: (row) => (
      <span className="cell-name">
        <b className="one-line">{row.name}</b>
        {row.golden ? <GoldenMark /> : null}
      </span>
    ),
  },
  { key: 'grade', sort: 'grade', width: 64, cell: (row) => <GradeMark grade={row.grade} /> },
  { key: 'colour', width: 58, cell: (row) => <ColourMark colour={row.colour} /> },
  { key: 'score', sort: 'score', width: 64, number: true, cell: (row, { format }) => (row.score == null ? '' : format.number(row.score, 1)) },
  { key: 'intent', width: 92, cell: (row) => <IntentMark level={row.intent} /> },
  { key: 'cadence', width: 100, cell: (row) => <CadenceMark state={row.cadence} /> },
  { key: 'employer', width: 160, cell: (row) => row.employer },
  { key: 'position', width: 110, cell: (row) => row.position },
  { key: 'phone', width: 118, cell: (row) => row.phone },
  { key: 'owner', width: 84, cell: (row, { t }) => row.owner?.name ?? <span className="quiet">{t.common.nobody}</span> },
  { key: 'next_contact_at', sort: 'next_contact_at', width: 110, cell: (row, context) => dated(row.next_contact_at, context) },
  { key: 'last_contact_at', sort: 'last_contact_at', width: 110, cell: (row, context) => dated(row.last_contact_at, context) },
  { key: 'completeness', sort: 'completeness', width: 76, number: true, cell: (row, { format }) => format.percent(row.completeness / 100, 0) },
  { key: 'step', width: 110, cell: (row, { word }) => word(row.step, 'step') },
  { key: 'market', width: 120, cell: (row, { word }) => word(row.market, 'market') },
  { key: 'method', width: 150, cell: (row, { word }) => word(row.method, 'method') },
  { key: 'list', width: 150, cell: (row) => row.list?.name },
  { key: 'city', width: 90, cell: (row) => row.city },
  { key: 'tags', width: 140, cell: (row) => row.tags.join(' · ') },
  { key: 'status', width: 90, cell: (row, { word }) => word(row.status, 'status') },
  { key: 'kind', width: 80, cell: (row, { t }) => (row.kind === 'person' ? t.common.person : t.common.organisation) },
  { key: 'disposition', width: 90, cell: (row, { word }) => word(row.disposition, 'disposition') },
  { key: 'created_at', sort: 'created_at', width: 110, cell: (row, context) => dated(row.created_at, context) },
  { key: 'updated_at', sort: 'updated_at', width: 110, cell: (row, context) => dated(row.updated_at, context) },
];

const SHIPPED = ['name', 'grade', 'colour', 'score', 'intent', 'cadence', 'employer', 'phone', 'owner', 'next_contact_at', 'completeness'];

export function columnsOf(keys: string[] | null): Column[] {
  return (keys ?? SHIPPED).flatMap((key) => COLUMNS.find((column) => column.key === key) ?? []);
}
