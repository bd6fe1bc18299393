// Rows of field, comparison and value in groups joined by and, or.

import { useQuery } from '@tanstack/react-query';
import { fieldsQuery } from '../../api/segments';
import type { FilterField } from '../../api/types';
import { useLanguage, useTexts } from '../../i18n';
import { asGroup, type Group, OPERATORS, type Row, shown, type Test, written } from './rows';

interface GroupProps { group: Group; fields: FilterField[]; depth: number; set: (group: Group) => void; remove?: () => void }

function Value({ test, field, set }: { test: Test; field: FilterField; set: (values: string[]) => void }) {
  const t = useTexts();
  const { language } = useLanguage();
  if (test.operator === 'unknown') return null;
  if (field.words.length > 0 && test.operator === 'in') {
    return (
      <span className="chips" role="group" aria-label={t.segments.value}>
        {field.words.map((word) => (
          <button
            key={word.code}
            type="button"
            className="chip"
            aria-pressed={test.values.includes(word.code)}
            onClick={() => set(test.values.includes(word.code) ? test.values.filter((one) => one !== word.code) : [...test.values, word.code])}
          >
            {word[language]}
          </button>
        ))}
      </span>
    );
  }
  if (field.words.length > 0) {
    return (
      <select className="input" aria-label={t.segments.value} value={test.values[0] ?? ''} onChange={(event) => set([event.target.value])}>
        <option value="">{t.segments.value}</option>
        {field.words.map((word) => <option key={word.code} value={word.code}>{word[language]}</option>)}
      </select>
    );
  }
  const hint = field.kind === 'day' ? t.segments.dayHint : field.kind === 'number' ? '60' : t.segments.value;
  if (test.operator === 'in') {
    const several = (text: string) => text.split(/[,\uff0c\u3001]/).map((one) => written(field.kind, one)).filter((one) => one !== '""' && one !== '');
    return (
      <input
        key={test.values.join()}
        className="input"
        aria-label={t.segments.value}
        placeholder={t.segments.several}
        defaultValue={test.values.map(shown).join(', ')}
        onBlur={(event) => set(several(event.target.value))}
      />
    );
  }
  const count = test.operator === 'between' ? 2 : 1;
  return Array.from({ length: count }, (_, at) => (
    <input
      key={at}
      className="input filter-value"
      aria-label={t.segments.value}
      placeholder={hint}
      value={shown(test.values[at] ?? '')}
      onChange={(event) => {
        const values = [test.values[0] ?? '', test.values[1] ?? ''].slice(0, count);
        values[at] = written(field.kind, event.target.value);
        set(values);
      }}
    />
  ));
}

function TestRow({ test, fields, set, remove }: { test: Test; fields: FilterField[]; set: (test: Test) => void; remove: () => void }) {
  const t = useTexts();
  const { language } = useLanguage();
  const field = fields.find((one) => one.code === test.field) ?? fields[0];
  if (!field) return null;
  const operators = OPERATORS[field.kind] ?? ['='];
  const operator = `${test.not ? 'not ' : ''}${test.operator}`;
  const known = operators.includes(operator) ? operators : [...operators, operator];
  return (
    <div className="row filter-row">
      <select className="input" aria-label={t.segments.field} value={field.code} onChange={(event) => set({ kind: 'test', field: event.target.value, operator: '=', not: false, values: [] })}>
        {fields.map((one) => <option key={one.code} value={one.code}>{one[language]}</option>)}
      </select>
      <select
        className="input"
        aria-label={t.segments.operator}
        value={operator}
        onChange={(event) => {
          const not = event.target.value.startsWith('not ');
          set({ ...test, not, operator: event.target.value.replace(/^not /, '') });
        }}
      >
        {known.map((one) => <option key={one} value={one}>{(field.kind === 'day' ? t.segments.dayOperators[one] : undefined) ?? t.segments.operators[one] ?? one}</option>)}
      </select>
      <Value test={test} field={field} set={(values) => set({ ...test, values })} />
      <button type="button" className="link" aria-label={t.segments.removeRow} onClick={remove}>×</button>
    </div>
  );
}

function GroupRows({ group, fields, depth, set, remove }: GroupProps) {
  const t = useTexts();
  const replace = (at: number, row: Row | null) => set({ ...group, rows: group.rows.flatMap((one, place) => (place === at ? (row ? [row] : []) : [one])) });
  const first: Test = { kind: 'test', field: 'grade', operator: '=', not: false, values: [] };
  return (
    <fieldset className="filter-group">
      <legend>
        {group.kind === 'not' ? t.segments.none : (
          <select className="input" aria-label={t.segments.joined} value={group.kind} onChange={(event) => set({ ...group, kind: event.target.value as 'all' | 'any' })}>
            <option value="all">{t.segments.all}</option>
            <option value="any">{t.segments.any}</option>
          </select>
        )}
        {remove ? <button type="button" className="link" aria-label={t.segments.removeGroup} onClick={remove}>×</button> : null}
      </legend>
      {group.rows.map((row, at) =>
        row.kind === 'test' ? (
          <TestRow key={at} test={row} fields={fields} set={(changed) => replace(at, changed)} remove={() => replace(at, null)} />
        ) : (
          <GroupRows key={at} group={row} fields={fields} depth={depth + 1} set={(changed) => replace(at, changed)} remove={() => replace(at, null)} />
        ),
      )}
      {group.kind === 'not' ? null : (
        <div className="row">
          <button type="button" className="link" onClick={() => set({ ...group, rows: [...group.rows, first] })}>{t.segments.addRow}</button>
          {depth < 3 ? (
            <button type="button" className="link" onClick={() => set({ ...group, rows: [...group.rows, { kind: group.kind === 'all' ? 'any' : 'all', rows: [first] }] })}>{t.segments.addGroup}</button>
          ) : null}
        </div>
      )}
    </fieldset>
  );
}

export function FilterRows({ row, set }: { row: Row | null; set: (row: Row) => void }) {
  const { data: fields = [] } = useQuery(fieldsQuery);
  return fields.length > 0 ? <GroupRows group={asGroup(row)} fields={fields} depth={0} set={set} /> : null;
}
