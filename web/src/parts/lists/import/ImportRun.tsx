// One import under its own address: preparing, running, or its report. Leaving and coming back finds it as it is.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { importQuery, patchImport, useImportCall, useImportStep } from '../../../api/imports';
import { useLabels } from '../../../api/labels';
import { currentOf } from '../../../api/problem';
import type { ImportChange, ImportRun as Run } from '../../../api/types';
import { Differences } from '../../../components/Differences';
import { Loaded, Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import type { Joined } from '../../../components/twoEditors';
import { useTexts } from '../../../i18n';
import { ChoicesStep } from './ChoicesStep';
import { FormatStep } from './FormatStep';
import { MappingStep } from './MappingStep';
import { Report } from './Report';
import { Running } from './Running';
import { type ImportStep, Steps } from './Steps';
import { clashesOf, columnOf } from './plan';
import { KeepTemplate, ProposedTemplates } from './Templates';
import './import.css';

const PREPARING: ImportStep[] = ['format', 'mapping', 'choices'];

function Preparing({ run }: { run: Run }) {
  const t = useTexts();
  const [params, setParams] = useSearchParams();
  const queries = useQueryClient();
  const { word } = useLabels();
  const [clash, setClash] = useState<{ change: ImportChange; joined: Joined } | null>(null);
  const change = useImportCall(run.id, async (body: ImportChange): Promise<Run> => {
    setClash(null);
    const read = queries.getQueryData<Run>(importQuery(run.id).queryKey) ?? run;
    try {
      return await patchImport(run.id, read.version, body);
    } catch (error) {
      const theirs = currentOf<Run>(error);
      if (!theirs) throw error;
      const clashes = clashesOf(body, read, theirs);
      if (clashes.length === 0) return patchImport(run.id, theirs.version, body);
      setClash({ change: body, joined: { fields: {}, clashes, taken: [] } });
      return theirs;
    }
  });
  const fieldName: Record<string, string> = {
    format: t.importing.steps.format, on_duplicate: t.importing.onDuplicate, make_customers: t.orders.unmatched, owner_id: t.importing.owner, market: t.prospects.column['market'] ?? '', method: t.prospects.column['method'] ?? '',
  };
  const shown = (field: string, value: string) => {
    if (columnOf(field) !== null) return value ? word(value, 'import_field') : t.importing.doNotImport;
    if (field === 'on_duplicate') return t.importing.duplicateChoices[value as Run['on_duplicate']].title;
    if (field === 'make_customers') return (value === 'true' ? t.orders.unmatchedCreate : t.orders.unmatchedSkip).title;
    return field === 'market' ? word(value, 'market') : value;
  };
  /** What they chose is in force; taking one's own is the same change once more. */
  const choose = (field: string, value: string) => {
    const again = clash?.joined.clashes.find((one) => one.field === field)?.mine === value ? clash.change : null;
    setClash(null);
    if (again) change.mutate(again);
  };
  const start = useImportStep(run.id);
  const asked = params.get('step') as ImportStep | null;
  const step = asked && PREPARING.includes(asked) ? asked : 'format';
  const go = (to: ImportStep) => setParams({ step: to }, { replace: true });
  const at = PREPARING.indexOf(step);
  const before = PREPARING[at - 1];
  const after = PREPARING[at + 1];
  const busy = change.isPending;
  return (
    <>
      <Steps current={step} onGo={go} />
      <ProposedTemplates run={run} />
      <div aria-busy={busy} className={busy ? 'import-busy stack' : 'stack'}>
        {step === 'format' ? <FormatStep run={run} change={change.mutate} /> : null}
        {step === 'mapping' ? <><MappingStep run={run} change={change.mutate} /><KeepTemplate run={run} /></> : null}
        {step === 'choices' ? <ChoicesStep run={run} change={change.mutate} /> : null}
      </div>
      {clash ? <Differences joined={clash.joined} label={(field) => columnOf(field) ?? fieldName[field] ?? field} show={shown} value={(field) => clash.joined.clashes.find((one) => one.field === field)?.theirs ?? ''} choose={choose} /> : null}
      <ProblemNote error={start.error} />
      <div className="row import-foot">
        {before ? <Button onClick={() => go(before)}>{t.importing.back}</Button> : null}
        {after ? (
          <Button type="primary" onClick={() => go(after)}>{t.importing.next}</Button>
        ) : (
          <Button type="primary" disabled={busy} loading={start.isPending} onClick={() => start.mutate('start')}>{t.importing.start}</Button>
        )}
      </div>
    </>
  );
}

export default function ImportRun() {
  const t = useTexts();
  const { id = '' } = useParams();
  const run = useQuery(importQuery(id));
  return (
    <Page wide title={run.data?.file_name ?? t.importing.title} beside={run.data ? <span className="quiet">{run.data.list.name}</span> : null}>
      <Loaded query={run}>
        {(data) => {
          if (data.state === 'analysed') return <Preparing run={data} />;
          if (['running', 'cancelling', 'undoing'].includes(data.state)) return <Running run={data} />;
          return <Report run={data} />;
        }}
      </Loaded>
    </Page>
  );
}
