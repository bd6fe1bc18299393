// The dense table: plain cells, only the rows in sight are drawn, more are fetched before the end is reached.

import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import { Link } from 'react-router';
import { useLabels } from '../../api/labels';
import type { PartyRow } from '../../api/types';
import { usePreferences } from '../../app/preferences';
import { CadenceMark, GoldenMark, GradeMark } from '../../components/marks';
import { usePhone } from '../../components/phone';
import { useFormats, useTexts } from '../../i18n';
import type { CellContext, Column } from './columns';

export interface TableHandle { scrollTo: (row: number) => void }

interface Props {
  rows: PartyRow[];
  columns: Column[];
  sort: string | undefined;
  onSort: (sort: string) => void;
  current: number;
  selected: ReadonlySet<string>;
  everything: boolean;
  onSelect: (id: string) => void;
  onSelectAll: () => void;
  selectable: boolean;
  more: boolean;
  onMore: () => void;
  handle: Ref<TableHandle>;
}

function PhoneRow({ row, context }: { row: PartyRow; context: CellContext }) {
  return (
    <Link to={`/prospects/${row.id}`} className="phone-row">
      <GradeMark grade={row.grade} />
      <span className="phone-row-who">
        <b className="one-line">{row.name} {row.golden ? <GoldenMark /> : null}</b>
        <small className="quiet one-line">{[row.position, row.employer].filter(Boolean).join(' · ')}</small>
      </span>
      <span className="phone-row-when">
        <CadenceMark state={row.cadence} />
        <small className="quiet">{row.next_contact_at ? context.format.relative(row.next_contact_at) : ''}</small>
      </span>
    </Link>
  );
}

export function PartyTable(props: Props) {
  const { rows, columns, sort, onSort, current, selected, everything, onSelect, onSelectAll, selectable, more, onMore, handle } = props;
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const phone = usePhone();
  const compact = usePreferences().density === 'compact';
  const scroll = useRef<HTMLDivElement>(null);
  const context: CellContext = { t, format, word };
  const height = phone ? 60 : compact ? 34 : 44;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 12,
  });
  useEffect(() => virtual.measure(), [height, virtual]);
  useImperativeHandle(handle, () => ({ scrollTo: (row) => virtual.scrollToIndex(row) }), [virtual]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) onMore();
  }, [more, last, rows.length, onMore]);

  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const span = phone ? 1 : columns.length + (selectable ? 1 : 0);
  const sorted = (column: Column) => (sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none');
  const allLoaded = rows.length > 0 && (everything || rows.every((row) => selected.has(row.id)));

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region has to be reachable by keyboard
    <div ref={scroll} className="parties" role="region" aria-label={t.prospects.title} tabIndex={0}>
      <table style={phone ? undefined : { width: columns.reduce((sum, column) => sum + column.width, selectable ? 40 : 0) }}>
        {phone ? null : (
          <>
            <colgroup>
              {selectable ? <col style={{ width: 40 }} /> : null}
              {columns.map((column) => <col key={column.key} style={{ width: column.width }} />)}
            </colgroup>
            <thead>
              <tr>
                {selectable ? (
                  <th scope="col">
                    <input type="checkbox" aria-label={t.prospects.selectAll} checked={allLoaded} onChange={onSelectAll} />
                  </th>
                ) : null}
                {columns.map((column) => {
                  const name = t.prospects.column[column.key] ?? column.key;
                  const order = sorted(column);
                  return (
                    <th key={column.key} scope="col" className={column.number ? 'number' : ''} aria-sort={column.sort ? order : undefined}>
                      {column.sort ? (
                        <button type="button" onClick={() => onSort(order === 'ascending' ? `-${column.sort}` : (column.sort ?? ''))} title={t.prospects.sortBy(name)}>
                          {name}
                          <span aria-hidden="true">{{ ascending: ' ↑', descending: ' ↓', none: '' }[order]}</span>
                        </button>
                      ) : name}
                    </th>
                  );
                })}
              </tr>
            </thead>
          </>
        )}
        <tbody>
          {before > 0 ? <tr aria-hidden="true"><td colSpan={span} style={{ height: before, padding: 0 }} /></tr> : null}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (!row) return null;
            const on = everything || selected.has(row.id);
            return (
              <tr key={row.id} style={{ height }} className={`${index === current ? 'current' : ''} ${on ? 'selected' : ''}`} aria-current={index === current ? 'true' : undefined}>
                {phone ? (
                  <td><PhoneRow row={row} context={context} /></td>
                ) : (
                  <>
                    {selectable ? (
                      <td>
                        <input type="checkbox" aria-label={t.prospects.select(row.name)} checked={on} onChange={() => onSelect(row.id)} />
                      </td>
                    ) : null}
                    {columns.map((column) => (
                      <td key={column.key} className={column.number ? 'number' : 'one-line'}>
                        {column.key === 'name' ? <Link to={`/prospects/${row.id}`}>{column.cell(row, context)}</Link> : column.cell(row, context)}
                      </td>
                    ))}
                  </>
                )}
              </tr>
            );
          })}
          {after > 0 ? <tr aria-hidden="true"><td colSpan={span} style={{ height: after, padding: 0 }} /></tr> : null}
        </tbody>
      </table>
    </div>
  );
}
