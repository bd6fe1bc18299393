// As of which day, by which records; starting a run, watching it, stopping it.

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useCancelRun, useRunEvents, useStartRun } from '../../api/classes';
import type { ClassRun } from '../../api/types';
import { useCan } from '../../app/me';
import { Choices } from '../../components/Choices';
import { ProblemNote } from '../../components/problems';
import { useFormats, useTexts } from '../../i18n';

export function Running({ run }: { run: ClassRun }) {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const queries = useQueryClient();
  const cancel = useCancelRun();
  const [now, setNow] = useState<ClassRun>(run);
  const onEnd = useCallback(() => {
    for (const key of ['classes', 'worklist']) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries]);
  useRunEvents(run.id, setNow, onEnd);
  const share = now.total > 0 ? Math.min(1, now.done / now.total) : 0;
  return (
    <section className="panel panel-body stack" aria-live="polite">
      <div className="spread">
        <b>{t.classes.running}</b>
        <span className="quiet">
          {t.classes.stages[now.stage] ?? now.stage} · {now.total > 0 ? t.classes.doneOf(format.number(now.done), format.number(now.total)) : t.classes.doneSoFar(format.number(now.done))}
        </span>
      </div>
      <div className="bar" role="progressbar" aria-label={t.classes.running} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 100)}>
        <div style={{ width: `${share * 100}%` }} />
      </div>
      {can('classify') ? <div><Button loading={cancel.isPending} onClick={() => cancel.mutate(run.id)}>{t.classes.cancel}</Button></div> : null}
      <ProblemNote error={cancel.error} />
    </section>
  );
}

interface Props { day: string; knownThen: boolean; busy: boolean; onChange: (day: string, knownThen: boolean) => void }

export function AsOf({ day, knownThen, busy, onChange }: Props) {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const start = useStartRun();
  return (
    <>
      <div className="row classes-as-of">
        <label className="row">
          <span>{t.classes.asOf}</span>
          <input type="date" className="input" value={day} onChange={(event) => onChange(event.target.value, knownThen)} />
        </label>
        {day ? (
          <>
            <Choices
              label={t.classes.knowledge}
              value={knownThen ? 'then' : 'now'}
              onChange={(value) => onChange(day, value === 'then')}
              choices={[{ value: 'now', text: t.classes.recorded }, { value: 'then', text: t.classes.knownThen }]}
            />
            <Button onClick={() => onChange('', false)}>{t.classes.today}</Button>
          </>
        ) : null}
        {can('classify') && !knownThen ? (
          <Button type="primary" disabled={busy} loading={start.isPending} onClick={() => start.mutate(day || null)}>
            {day ? t.classes.startAs(format.day(day)) : t.classes.start}
          </Button>
        ) : null}
      </div>
      <ProblemNote error={start.error} />
    </>
  );
}
