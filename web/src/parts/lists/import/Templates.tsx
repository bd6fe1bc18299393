// Kept mappings while an import is planned: proposed where the headings fit, kept from what was mapped.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { templatesQuery, useSaveTemplate, useUseTemplate } from '../../../api/imports';
import type { ImportRun } from '../../../api/types';
import { Field } from '../../../components/Field';
import { ProblemNote } from '../../../components/problems';
import { useTexts } from '../../../i18n';

export function ProposedTemplates({ run }: { run: ImportRun }) {
  const t = useTexts();
  const apply = useUseTemplate(run.id);
  const { data: kept = [] } = useQuery({ ...templatesQuery, enabled: run.template_id != null });
  if (run.template_id != null) {
    const used = kept.find((one) => one.id === run.template_id);
    return used ? <p role="status" className="quiet">{t.importing.templates.used(used.name)}</p> : null;
  }
  if (run.templates.length === 0) return null;
  return (
    <div className="panel panel-body stack">
      {run.templates.map((one) => (
        <div key={one.id} className="spread">
          <span>{one.exact ? t.importing.templates.proposed(one.name) : t.importing.templates.proposedMore(one.name)}</span>
          <Button loading={apply.isPending} onClick={() => apply.mutate(one.id)}>{t.importing.templates.use}</Button>
        </div>
      ))}
      <ProblemNote error={apply.error} />
    </div>
  );
}

export function KeepTemplate({ run }: { run: ImportRun }) {
  const t = useTexts();
  const save = useSaveTemplate();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  return (
    <form
      className="panel panel-body keep-template"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ import_id: run.id, name: name.trim(), shared });
      }}
    >
      <Field label={t.importing.templates.name} hint={t.importing.templates.saveHint}>
        <input required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <label className="row"><input type="checkbox" checked={shared} onChange={(event) => setShared(event.target.checked)} /> {t.importing.templates.shared}</label>
      <div className="row">
        <Button htmlType="submit" loading={save.isPending}>{t.importing.templates.save}</Button>
        {save.isSuccess ? <span role="status">{t.importing.templates.saved}</span> : null}
      </div>
      <ProblemNote error={save.error} />
    </form>
  );
}
