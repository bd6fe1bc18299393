// A running import: rows, speed, time left, and the way to stop it. It goes on when this page is left.

import { useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useCallback, useState } from 'react';
import { importQuery, useImportEvents, useImportStep } from '../../../api/imports';
import type { ImportProgress, ImportRun } from '../../../api/types';
import { useFormats, useTexts } from '../../../i18n';
import { Counts } from './Counts';
import { Steps } from './Steps';

export function Running({ run }: { run: ImportRun }) {
  const t = useTexts();
  const format = useFormats();
  const client = useQueryClient();
  const cancel = useImportStep(run.id);
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  const onEnd = useCallback(() => {
    // whatever the run has changed is now shown afresh; the import itself first
    void client.invalidateQueries({ queryKey: importQuery(run.id).queryKey });
    for (const key of ['lists', 'parties', 'worklist', 'duplicates', 'imports']) void client.invalidateQueries({ queryKey: [key] });
  }, [client, run.id]);
  useImportEvents(run.id, setProgress, onEnd);

  const undoing = run.state === 'undoing';
  const working = undoing ? t.importing.undo.running : t.importing.running;
  const title = run.state === 'cancelling' ? (t.importing.states['cancelling'] ?? working) : working;
  const read = progress?.done ?? (undoing ? (run.undo?.undone ?? 0) + (run.undo?.kept ?? 0) : run.bytes_read);
  const all = progress?.bytes ?? (undoing ? run.counts.created + run.counts.updated : run.bytes);
  const share = all > 0 ? Math.min(1, read / all) : 0;
  return (
    <>
      {undoing ? null : <Steps current="run" />}
      <section className="panel panel-body stack" aria-live="polite">
        <div className="spread">
          <h2>{title}</h2>
          <span className="quiet">
            {progress
              ? [
                  progress.rows_per_second == null ? null : t.importing.rate(format.number(progress.rows_per_second)),
                  progress.seconds_left == null ? null : t.importing.left(format.seconds(progress.seconds_left)),
                ].filter(Boolean).join(' · ')
              : null}
          </span>
        </div>
        <div className="bar" role="progressbar" aria-label={title} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
          <div style={{ width: `${share * 100}%` }} />
        </div>
        {undoing ? <p>{t.importing.undo.rowsDone(format.number(read), format.number(all))}</p> : <Counts counts={progress?.counts ?? run.counts} />}
        <p className="quiet">{t.importing.leave}</p>
        {run.state === 'running' ? (
          <div>
            <Popconfirm title={t.importing.cancelConfirm} okText={t.importing.cancelRun} cancelText={t.importing.keepRunning} onConfirm={() => cancel.mutate('cancel')}>
              <Button loading={cancel.isPending}>{t.importing.cancelRun}</Button>
            </Popconfirm>
          </div>
        ) : null}
      </section>
    </>
  );
}
