// One import under its own address: preparing, running, or its report. Leaving and coming back finds it as it is.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { importQuery, useChangeImport, useImportStep } from '../../../api/imports';
import type { ImportRun as Run } from '../../../api/types';
import { Loaded, Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useTexts } from '../../../i18n';
import { ChoicesStep } from './ChoicesStep';
import { FormatStep } from './FormatStep';
import { MappingStep } from './MappingStep';
import { Report } from './Report';
import { Running } from './Running';
import { type ImportStep, Steps } from './Steps';
import { KeepTemplate, ProposedTemplates } from './Templates';
import './import.css';

const PREPARING: ImportStep[] = ['format', 'mapping', 'choices'];

function Preparing({ run }: { run: Run }) {
  const t = useTexts();
  const [params, setParams] = useSearchParams();
  const change = useChangeImport(run.id);
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
