// A task by hand: something promised, or to be followed up.

import { Button } from 'antd';
import { useState } from 'react';
import { createTask } from '../../api/activities';
import { usePartyChange } from '../../api/parties';
import { useLabels } from '../../api/labels';
import type { Party, PlannedKind } from '../../api/types';
import { Field } from '../../components/Field';
import { fieldValue, quickDate } from '../../components/log/nextDates';
import { ProblemNote } from '../../components/problems';
import { useTexts } from '../../i18n';

const KINDS: PlannedKind[] = ['follow_up', 'promise', 'meeting', 'remove_block', 'other'];

export function NewTask({ party, close }: { party: Party; close: () => void }) {
  const t = useTexts();
  const { word } = useLabels();
  const [form, setForm] = useState(() => ({ title: '', kind: 'promise' as PlannedKind, due: fieldValue(quickDate('tomorrow', new Date())) }));
  const add = usePartyChange(party.id, () => createTask(party.id, { title: form.title.trim(), kind: form.kind, due_at: new Date(form.due).toISOString() }));
  return (
    <form
      className="composer stack"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(undefined, { onSuccess: close });
      }}
    >
      <Field label={t.record.taskTitle}><input required autoFocus value={form.title} onChange={(event) => setForm({ ...form, title: event.target.value })} /></Field>
      <div className="task-when">
        <Field label={t.log.kind}>
          <select value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value as PlannedKind })}>
            {KINDS.map((kind) => <option key={kind} value={kind}>{word(kind, 'task')}</option>)}
          </select>
        </Field>
        <Field label={t.record.taskDue}><input type="datetime-local" required value={form.due} onChange={(event) => setForm({ ...form, due: event.target.value })} /></Field>
      </div>
      <ProblemNote error={add.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={add.isPending}>{t.common.add}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}
