// Which column fills which part of the record, with samples, how certain the guess is and what it rests on.

import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../../../api/labels';
import { importFieldsQuery } from '../../../api/imports';
import { customFieldsQuery } from '../../../api/team';
import type { ImportChange, ImportRun } from '../../../api/types';
import { useLanguage, useTexts } from '../../../i18n';

interface Props { run: ImportRun; change: (change: ImportChange) => void }

type Certainty = 'sure' | 'likely' | 'guess';

/** From the server's 0 to 100. */
function certainty(confidence: number): Certainty {
  if (confidence >= 90) return 'sure';
  return confidence >= 60 ? 'likely' : 'guess';
}

export function MappingStep({ run, change }: Props) {
  const t = useTexts();
  const { language } = useLanguage();
  const { word } = useLabels();
  const { data: fields = [] } = useQuery(importFieldsQuery(run.subject));
  const { data: own = [] } = useQuery(customFieldsQuery);
  const custom = run.subject === 'names' ? own : [];
  const certainties: Record<Certainty, string> = { sure: t.importing.sure, likely: t.importing.likely, guess: t.importing.guess };
  const samples = (values: string[]) => [...new Set(values.map((value) => value.trim()).filter(Boolean))].slice(0, 3).join(' · ');

  return (
    <>
      <p className="quiet">{t.importing.mappingHint}</p>
      <div className="panel table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.importing.column}</th>
              <th scope="col" className="wide-only">{t.importing.samples}</th>
              <th scope="col">{t.importing.field}</th>
              <th scope="col" className="wide-only">{t.importing.confidence}</th>
            </tr>
          </thead>
          <tbody>
            {run.mapping.map((column) => {
              const sure = certainty(column.confidence);
              return (
                <tr key={column.name}>
                  <td><b>{column.name}</b><small className="quiet phone-only mapping-samples">{samples(column.samples)}</small></td>
                  <td className="quiet wide-only mapping-samples">{samples(column.samples)}</td>
                  <td>
                    <select
                      className="input"
                      aria-label={`${t.importing.field}: ${column.name}`}
                      value={column.field ?? ''}
                      onChange={(event) => change({ mapping: [{ column: column.name, field: event.target.value || null }] })}
                    >
                      <option value="">{t.importing.doNotImport}</option>
                      {fields.filter((field) => field.code !== 'ignore').map((field) => (
                        <option key={field.code} value={field.code}>{word(field.code, 'import_field')}</option>
                      ))}
                      {custom.length > 0 ? (
                        <optgroup label={t.importing.customField}>
                          {custom.map((field) => (
                            <option key={field.key} value={`custom:${field.key}`}>{language === 'zh' ? field.label_zh : field.label_en}</option>
                          ))}
                        </optgroup>
                      ) : null}
                    </select>
                  </td>
                  <td className="wide-only">
                    {column.field ? <span className={`certainty-${sure}`}>{certainties[sure]}</span> : null}{' '}
                    <small className="quiet">{word(column.why, 'import_why')}</small>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
