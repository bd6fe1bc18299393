// A merge on the timeline of the record that was kept, and undoing it: what cannot be restored is said first.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { mergesQuery, undoPlanQuery, useUndoMerge } from '../../api/doubles';
import { asProblem } from '../../api/problem';
import type { Party, Tally, UndoPlan } from '../../api/types';
import { Loaded } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { useFieldWords } from '../lists/doubles/words';
import '../lists/doubles/doubles.css';

function Tallies({ lead, tallies }: { lead: string; tallies: Tally[] }) {
  const t = useTexts();
  const format = useFormats();
  if (tallies.length === 0) return null;
  return <p><b>{lead}</b> {tallies.map((tally) => `${t.doubles.what[tally.what] ?? tally.what} ${format.number(tally.count)}`).join(' · ')}</p>;
}

function Preview({ plan }: { plan: UndoPlan }) {
  const t = useTexts();
  const words = useFieldWords();
  return (
    <div className="stack">
      <Tallies lead={t.doubles.returns} tallies={plan.returns} />
      <Tallies lead={t.doubles.stays} tallies={plan.stays} />
      {plan.changed.length > 0 ? (
        <div>
          <b>{t.doubles.changed}</b>
          <ul className="undo-list">
            {plan.changed.map((one) => (
              <li key={one.field}>{t.doubles.changedField(words.name(one.field), words.value(one.field, one.before), words.value(one.field, one.now))}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {plan.lost.length > 0 ? (
        <div className="double-warning">
          {t.doubles.lost}
          <ul className="undo-list">
            {plan.lost.map((one) => <li key={`${one.what}${one.name ?? ''}`}>{[t.doubles.what[one.what] ?? one.what, one.name].filter(Boolean).join(' ')}</li>)}
          </ul>
        </div>
      ) : null}
      {plan.changed.length + plan.lost.length + plan.stays.length === 0 ? <p className="quiet">{t.doubles.nothingLost}</p> : null}
    </div>
  );
}

function UndoDialog({ merge, name, close }: { merge: string; name: string; close: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const plan = useQuery(undoPlanQuery(merge));
  const undo = useUndoMerge();
  const send = (version: number) =>
    undo.mutate({ id: merge, version }, {
      onSuccess: ({ restored }) => {
        close();
        showToast({ text: t.doubles.undone(restored.name) });
        void navigate(`/prospects/${restored.id}`);
      },
    });
  return (
    <Modal open title={t.doubles.undoTitle(name)} footer={null} onCancel={close} width={520}>
      <Loaded query={plan} lines={4}>
        {(data) => (
          <div className="stack">
            <Preview plan={data} />
            <ProblemNote error={undo.error} />
            <div className="row">
              <Button type="primary" loading={undo.isPending} onClick={() => send(data.version)}>{t.doubles.undo}</Button>
              <Button onClick={close}>{t.common.cancel}</Button>
            </div>
          </div>
        )}
      </Loaded>
    </Modal>
  );
}

export function MergeEvent({ party, merge, name }: { party: Party; merge: string; name: string }) {
  const t = useTexts();
  const { data: merges = [] } = useQuery(mergesQuery(party.id));
  const [asking, setAsking] = useState(false);
  const canUndo = merges.some((one) => one.id === merge && one.can_undo);
  return (
    <span className="row">
      {t.doubles.event.merge(name)}
      {canUndo ? <button type="button" className="link" onClick={() => setAsking(true)}>{t.doubles.undo} …</button> : null}
      {asking ? <UndoDialog merge={merge} name={name} close={() => setAsking(false)} /> : null}
    </span>
  );
}

/** Whoever opens a record that was merged away is led to the one that was kept. */
export function useLedOn(error: unknown): void {
  const t = useTexts();
  const navigate = useNavigate();
  const problem = error ? asProblem(error) : null;
  const into = problem?.code === 'merged_away' ? problem.params['into'] : null;
  useEffect(() => {
    if (typeof into !== 'string') return;
    showToast({ text: t.doubles.movedHere });
    void navigate(`/prospects/${into}`, { replace: true });
  }, [into, navigate, t]);
}
