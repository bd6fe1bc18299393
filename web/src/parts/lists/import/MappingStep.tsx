// Which column fills which part of the record, with samples and how certain the guess is; below, the first rows as
// they will be stored.

import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../../../api/labels';
import { type ImportChange, importFieldsQuery } from '../../../api/lists';
import { customFieldsQuery } from '../../../api/team';
import type { ColumnMapping, ImportRun } from '../../../api/types';
import { useLanguage, useTexts } from '../../../i18n';

interface Props { run: ImportRun; change: (change: ImportChange) => void }

const CUSTOM = 'custom:';

type Certainty = 'sure' | 'likely' | 'guess';

function certainty(confidence: number): Certainty {
  if (confidence >= 0.9) return 'sure';
  return confidence >= 0.6 ? 'likely' : 'guess';
}

export function MappingStep({ run, change }: Props) {
  const t = useTexts();
  const { language } = useLanguage();
  const { word } = useLabels();
  const { data: fields = [] } = useQuery(importFieldsQuery);
  const { data: custom = [] } = useQuery(customFieldsQuery);
  const groups = [...new Set(fields.map((field) => field.group))];

  const choose = (column: number, chosen: string) => {
    const mapping = run.mapping.map((one) => {
      const { field, custom_key = null } = one;
      if (one.column !== column) return { column: one.column, field, custom_key };
      if (chosen.startsWith(CUSTOM)) return { column, field: 'custom', custom_key: chosen.slice(CUSTOM.length) };
      return { column, field: chosen || null, custom_key: null };
    });
    change({ mapping });
  };
  const valueOf = (one: ColumnMapping) => (one.custom_key ? CUSTOM + one.custom_key : (one.field ?? ''));
  const samples = (column: number) => [...new Set(run.preview.rows.map((row) => row[column]?.trim()).filter(Boolean))].slice(0, 3).join(' · ');

  const certainties: Record<Certainty, string> = { sure: t.importing.sure, likely: t.importing.likely, guess: t.importing.guess };

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
            {run.mapping.map((one) => {
              const sure = certainty(one.confidence);
              return (
                <tr key={one.column}>
                  <td><b>{one.name || one.column + 1}</b><small className="quiet phone-only mapping-samples">{samples(one.column)}</small></td>
                  <td className="quiet wide-only mapping-samples">{samples(one.column)}</td>
                  <td>
                    <select className="input" aria-label={`${t.importing.field}: ${one.name}`} value={valueOf(one)} onChange={(event) => choose(one.column, event.target.value)}>
                      <option value="">{t.importing.doNotImport}</option>
                      {groups.map((group) => (
                        <optgroup key={group} label={word(group, 'import_group')}>
                          {fields.filter((field) => field.group === group && field.code !== 'custom').map((field) => (
                            <option key={field.code} value={field.code}>{field[language]}</option>
                          ))}
                        </optgroup>
                      ))}
                      {custom.length > 0 ? (
                        <optgroup label={t.importing.customField}>
                          {custom.map((field) => <option key={field.key} value={CUSTOM + field.key}>{field.label[language]}</option>)}
                        </optgroup>
                      ) : null}
                    </select>
                  </td>
                  <td className={`wide-only certainty-${sure}`}>{one.field ? certainties[sure] : ''}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <h2>{t.importing.normalised}</h2>
      <div className="panel table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.common.name}</th>
              <th scope="col">{t.importing.phones}</th>
              <th scope="col">{t.importing.problems}</th>
            </tr>
          </thead>
          <tbody>
            {run.preview.normalised.map((row, at) => (
              <tr key={at}>
                <td>{row.name}</td>
                <td>{row.phones.join(' · ')}</td>
                <td>{row.problems.map((code) => word(code, 'import_reason')).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
