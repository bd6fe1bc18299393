// Everything believed to be the same, on one screen: pairs of records, rows that imports hold, and what was dismissed.

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useScans, useStartScan } from '../../../api/doubles';
import { useHeldRows } from '../../../api/lists';
import type { ScanRun } from '../../../api/types';
import { useCan } from '../../../app/me';
import { Choices } from '../../../components/Choices';
import { Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { HeldRows } from './HeldRows';
import { Queue } from './Queue';
import './doubles.css';

type View = 'pairs' | 'held' | 'dismissed';

function ScanLine({ scan }: { scan: ScanRun }) {
  const t = useTexts();
  const format = useFormats();
  if (scan.state === 'running') {
    return (
      <span className="row" role="status">
        <progress max={Math.max(scan.records, 1)} value={scan.stage === 'reading' ? scan.done : scan.records} aria-label={t.doubles.scanning} />
        <span className="quiet">{t.doubles.stages[scan.stage] ?? t.doubles.scanning}</span>
      </span>
    );
  }
  if (scan.state === 'failed') return <span className="quiet">{t.doubles.scanFailed}</span>;
  return <span className="quiet">{t.doubles.scanned(format.relative(scan.finished_at ?? scan.created_at), format.number(scan.records), format.number(scan.found))}</span>;
}

function Scan() {
  const t = useTexts();
  const can = useCan();
  const { data: scans } = useScans();
  const start = useStartScan();
  const last = scans?.[0];
  return (
    <>
      {last ? <ScanLine scan={last} /> : null}
      {can('scan_duplicates') ? (
        <Button loading={start.isPending} disabled={last?.state === 'running'} onClick={() => start.mutate()}>{t.doubles.scan}</Button>
      ) : null}
      <ProblemNote error={start.error} />
    </>
  );
}

export default function Duplicates() {
  const t = useTexts();
  const format = useFormats();
  const [view, setView] = useState<View>('pairs');
  const { data: held } = useHeldRows(true);
  const { data: scans } = useScans();
  const waiting = held?.items.length ?? 0;
  const queries = useQueryClient();
  const ended = scans?.[0]?.finished_at;
  useEffect(() => {
    // a comparison that has ended has changed the queue
    if (ended) void queries.invalidateQueries({ queryKey: ['duplicates', 'pairs'] });
  }, [ended, queries]);
  return (
    <Page wide title={t.lists.duplicates} actions={<Scan />}>
      <Choices
        label={t.lists.duplicates}
        value={view}
        onChange={setView}
        choices={[
          { value: 'pairs', text: t.doubles.views.pairs },
          { value: 'held', text: waiting > 0 ? `${t.doubles.views.held} ${format.number(waiting)}` : t.doubles.views.held },
          { value: 'dismissed', text: t.doubles.views.dismissed },
        ]}
      />
      {view === 'held' ? <HeldRows /> : <Queue key={view} state={view === 'pairs' ? 'open' : 'dismissed'} />}
    </Page>
  );
}
