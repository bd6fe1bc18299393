// A filter being written: rows to choose from, the same as text, what is wrong with it, and how many it finds.

import { useState } from 'react';
import { useFilterCheck } from '../../api/segments';
import { useDebounced } from '../../components/debounce';
import { Field } from '../../components/Field';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { FilterRows } from './FilterRows';
import { type Row, textOf } from './rows';
import './segments.css';

interface Props { value: string; set: (text: string) => void }

export function FilterEditor({ value, set }: Props) {
  const t = useTexts();
  const format = useFormats();
  const { language } = useLanguage();
  const settled = useDebounced(value, 250);
  const check = useFilterCheck(settled);
  // rows that are being chosen stay as they are, though they may not be a filter yet
  const [chosen, setChosen] = useState<Row | null>(null);
  const fresh = settled === value && value.trim() !== '' && !check.isPlaceholderData ? check.data : undefined;
  const rows = chosen ?? (check.data?.rows as Row | null | undefined) ?? null;
  const problem = fresh?.problem ?? null;

  return (
    <div className="stack filter-editor">
      <FilterRows
        row={value.trim() === '' && !chosen ? null : rows}
        set={(row) => {
          setChosen(row);
          set(textOf(row));
        }}
      />
      <Field label={t.segments.asText} hint={t.segments.textHint} problem={problem ? problem[language] : undefined}>
        <textarea
          rows={2}
          spellCheck={false}
          value={value}
          onChange={(event) => {
            setChosen(null);
            set(event.target.value);
          }}
        />
      </Field>
      <span className="quiet" role="status">{fresh?.count ? t.segments.finds(format.number(fresh.count.count), fresh.count.exact) : null}</span>
    </div>
  );
}
