// A new, empty list: its name says where the names are from.

import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCreateList } from '../../api/lists';
import type { NewLeadList } from '../../api/types';
import { Field } from '../../components/Field';
import { Origin } from '../../components/Origin';
import { useFieldProblem } from '../../components/problems';
import { useTexts } from '../../i18n';

export function NewList({ close }: { close: () => void }) {
  const t = useTexts();
  const navigate = useNavigate();
  const create = useCreateList();
  const problemAt = useFieldProblem(create.error);
  const [form, setForm] = useState({ name: '', market: '', method: '', note: '' });
  return (
    <Modal open title={t.lists.newList} onCancel={close} footer={null} width={460}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const body: NewLeadList = { name: form.name.trim() };
          if (form.market) body.market = form.market;
          if (form.method) body.method = form.method;
          if (form.note.trim()) body.note = form.note.trim();
          create.mutate(body, { onSuccess: (list) => void navigate(`/lists/${list.id}`) });
        }}
      >
        <Field label={t.lists.listName} hint={t.lists.listNameHint} problem={problemAt('/name')}>
          <input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        <Origin value={form} onChange={(origin) => setForm({ ...form, ...origin })} />
        <Field label={`${t.common.note} (${t.common.optional})`} hint={t.lists.noteHint}>
          <textarea rows={2} value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} />
        </Field>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isPending}>{t.common.create}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
