// Beginning to watch a folder of the server.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { templatesQuery, useWatchFolder } from '../../../api/imports';
import { listsQuery } from '../../../api/lists';
import { usersQuery } from '../../../api/team';
import { Field } from '../../../components/Field';
import { ProblemNote, useFieldProblem } from '../../../components/problems';
import { useTexts } from '../../../i18n';

const EMPTY = { path: '', template_id: '', list_id: '', holder_id: '', times: 'every' as 'every' | 'daily', minutes: '60', at: '02:00' };

export function WatchFolder() {
  const t = useTexts();
  const words = t.importing.folders;
  const watch = useWatchFolder();
  const problem = useFieldProblem(watch.error);
  const { data: templates = [] } = useQuery(templatesQuery);
  const { data: lists = [] } = useQuery(listsQuery);
  const { data: users = [] } = useQuery(usersQuery);
  const [form, setForm] = useState(EMPTY);
  const set = (change: Partial<typeof EMPTY>) => setForm({ ...form, ...change });
  const every = form.times === 'every';
  return (
    <form
      className="panel panel-body import-fields"
      aria-label={words.watch}
      onSubmit={(event) => {
        event.preventDefault();
        watch.mutate(
          {
            path: form.path.trim(), template_id: form.template_id, list_id: form.list_id, holder_id: form.holder_id || null,
            every_minutes: every ? Number(form.minutes) : null, daily_at: every ? null : form.at,
          },
          { onSuccess: () => setForm(EMPTY) },
        );
      }}
    >
      <Field label={words.path} problem={problem('/path')}><input required value={form.path} onChange={(event) => set({ path: event.target.value })} /></Field>
      <Field label={words.template} hint={templates.length === 0 ? words.needTemplate : undefined} problem={problem('/template_id')}>
        <select required value={form.template_id} onChange={(event) => set({ template_id: event.target.value })}>
          <option value="" />
          {templates.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </Field>
      <Field label={words.list} problem={problem('/list_id')}>
        <select required value={form.list_id} onChange={(event) => set({ list_id: event.target.value })}>
          <option value="" />
          {lists.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </Field>
      <Field label={words.holder} problem={problem('/holder_id')}>
        <select value={form.holder_id} onChange={(event) => set({ holder_id: event.target.value })}>
          <option value="">{t.importing.noOwner}</option>
          {users.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </select>
      </Field>
      <Field label={words.times}>
        <select value={form.times} onChange={(event) => set({ times: event.target.value as 'every' | 'daily' })}>
          <option value="every">{words.everyMinutes}</option>
          <option value="daily">{words.dailyAt}</option>
        </select>
      </Field>
      {every ? (
        <Field label={words.everyMinutes} problem={problem('/every_minutes')}>
          <input type="number" required min={1} max={10_080} value={form.minutes} onChange={(event) => set({ minutes: event.target.value })} />
        </Field>
      ) : (
        <Field label={words.dailyAt} problem={problem('/daily_at')}>
          <input type="time" required value={form.at} onChange={(event) => set({ at: event.target.value })} />
        </Field>
      )}
      <div className="import-wide"><ProblemNote error={watch.error} /><Button type="primary" htmlType="submit" loading={watch.isPending}>{words.watch}</Button></div>
    </form>
  );
}
