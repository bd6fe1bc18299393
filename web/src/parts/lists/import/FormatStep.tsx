// How the file is read: what was found, changeable, with a preview that follows.

import { useLabels } from '../../../api/labels';
import type { ImportChange, ImportRun } from '../../../api/types';
import { Field } from '../../../components/Field';
import { useTexts } from '../../../i18n';

const ENCODINGS = ['UTF-8', 'GB18030', 'GBK', 'Big5', 'UTF-16LE', 'UTF-16BE', 'windows-1252'];
const DELIMITERS = [',', ';', '\t', '|'];

interface Props { run: ImportRun; change: (change: ImportChange) => void }

/** The usual choices, with what was found even when it is none of them. */
function withFound(usual: string[], found: string): { choices: string[]; value: string } {
  const known = usual.find((one) => one.toLowerCase() === found.toLowerCase());
  return known ? { choices: usual, value: known } : { choices: [found, ...usual], value: found };
}

export function FormatStep({ run, change }: Props) {
  const t = useTexts();
  const { word } = useLabels();
  const { format, mapping, notes } = run;
  const encoding = format.encoding == null ? null : withFound(ENCODINGS, format.encoding);
  const delimiter = format.delimiter == null ? null : withFound(DELIMITERS, format.delimiter);
  const rows = Math.max(0, ...mapping.map((column) => column.samples.length));
  return (
    <>
      <p className="quiet">{t.importing.foundHint}</p>
      <div className="import-fields">
        {encoding ? (
          <Field label={t.importing.encoding}>
            <select value={encoding.value} onChange={(event) => change({ format: { encoding: event.target.value } })}>
              {encoding.choices.map((one) => <option key={one}>{one}</option>)}
            </select>
          </Field>
        ) : null}
        {delimiter ? (
          <Field label={t.importing.delimiter}>
            <select value={delimiter.value} onChange={(event) => change({ format: { delimiter: event.target.value } })}>
              {delimiter.choices.map((one) => <option key={one} value={one}>{t.importing.delimiters[one] ?? one}</option>)}
            </select>
          </Field>
        ) : null}
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
              if (Number.isInteger(row) && row !== (format.header_row ?? 0)) change({ format: { header_row: row } });
            }}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        </Field>
      </div>
      {notes.length > 0 ? (
        <ul className="import-notes">
          {notes.map((note) => (
            <li key={note.code + Object.values(note.params).join()}>
              {[word(note.code, 'import_note'), Object.values(note.params).join(', ')].filter(Boolean).join(': ')}
            </li>
          ))}
        </ul>
      ) : null}
      <h2>{t.importing.preview}</h2>
      <div className="panel table-scroll">
        <table className="table preview">
          <thead>
            <tr>{mapping.map((column) => <th key={column.name} scope="col">{column.name}</th>)}</tr>
          </thead>
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              <tr key={row}>{mapping.map((column) => <td key={column.name}>{column.samples[row]}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
