// How the file is read: what was found, changeable, with a preview that follows.

import { useLabels } from '../../../api/labels';
import type { ImportChange } from '../../../api/lists';
import type { ImportRun } from '../../../api/types';
import { Field } from '../../../components/Field';
import { useFormats, useTexts } from '../../../i18n';

const ENCODINGS = ['UTF-8', 'GB18030', 'GBK', 'Big5', 'UTF-16LE', 'UTF-16BE', 'windows-1252'];
const DELIMITERS = [',', ';', '\t', '|'];

interface Props { run: ImportRun; change: (change: ImportChange) => void }

/** The found value first, even when it is none of the usual ones. */
function withFound(usual: string[], found: string | null): string[] {
  return found && !usual.some((one) => one.toLowerCase() === found.toLowerCase()) ? [found, ...usual] : usual;
}

function same(usual: string[], found: string | null): string {
  return usual.find((one) => one.toLowerCase() === found?.toLowerCase()) ?? found ?? '';
}

export function FormatStep({ run, change }: Props) {
  const t = useTexts();
  const shown = useFormats();
  const { word } = useLabels();
  const { format, preview } = run;
  const encodings = withFound(ENCODINGS, format.encoding);
  const delimiters = withFound(DELIMITERS, format.delimiter);
  return (
    <>
      <p className="quiet">{t.importing.foundHint}</p>
      <div className="import-fields">
        {format.encoding === null ? null : (
          <Field label={t.importing.encoding}>
            <select value={same(encodings, format.encoding)} onChange={(event) => change({ format: { encoding: event.target.value } })}>
              {encodings.map((one) => <option key={one}>{one}</option>)}
            </select>
          </Field>
        )}
        {format.delimiter === null ? null : (
          <Field label={t.importing.delimiter}>
            <select value={format.delimiter} onChange={(event) => change({ format: { delimiter: event.target.value } })}>
              {delimiters.map((one) => <option key={one} value={one}>{t.importing.delimiters[one] ?? one}</option>)}
            </select>
          </Field>
        )}
        {format.sheets.length > 1 ? (
          <Field label={t.importing.sheet}>
            <select value={format.sheet ?? ''} onChange={(event) => change({ format: { sheet: event.target.value } })}>
              {format.sheets.map((one) => <option key={one}>{one}</option>)}
            </select>
          </Field>
        ) : null}
        <Field label={t.importing.headerRow}>
          <input
            key={format.header_row}
            type="number" min={0} max={100} defaultValue={format.header_row ?? 0}
            onBlur={(event) => {
              const row = event.target.valueAsNumber;
              if (Number.isInteger(row) && row !== format.header_row) change({ format: { header_row: row } });
            }}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </Field>
      </div>
      {run.notes.length > 0 ? (
        <ul className="import-notes">
          {run.notes.map((note) => <li key={note.code}>{word(note.code, 'import_note')}{noteNumber(note.params, shown.number)}</li>)}
        </ul>
      ) : null}
      <h2>{t.importing.preview}</h2>
      <div className="panel table-scroll">
        <table className="table preview">
          <thead>
            <tr>{format.columns.map((column, at) => <th key={`${at}-${column}`} scope="col">{column}</th>)}</tr>
          </thead>
          <tbody>
            {preview.rows.slice(0, 12).map((row, at) => (
              <tr key={at}>{format.columns.map((column, cell) => <td key={`${cell}-${column}`}>{row[cell]}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function noteNumber(params: Record<string, unknown> | undefined, format: (value: number) => string): string {
  const value = Object.values(params ?? {}).find((one) => typeof one === 'number' || typeof one === 'string');
  return value === undefined ? '' : `: ${typeof value === 'number' ? format(value) : String(value)}`;
}
