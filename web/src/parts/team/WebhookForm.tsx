// Adding and changing a webhook: where to, and of which events.

import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useLabels } from '../../api/labels';
import { currentOf } from '../../api/problem';
import type { EventKind, Webhook } from '../../api/types';
import { useAddWebhook, useEditWebhook } from '../../api/webhooks';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { ProblemNote, useFieldProblem } from '../../components/problems';
import { type Fields, type Joined, join } from '../../components/twoEditors';
import { useTexts } from '../../i18n';

interface Form { name: string; url: string; events: string[] }

const formOf = (webhook: Webhook | null): Form => ({ name: webhook?.name ?? '', url: webhook?.url ?? '', events: webhook?.events ?? [] });
const asFields = ({ name, url, events }: Form): Fields => ({ name, url, events: events.toSorted().join() });
const asForm = (fields: Fields): Form => ({ name: fields['name'] ?? '', url: fields['url'] ?? '', events: (fields['events'] ?? '').split(',').filter(Boolean) });

export function WebhookForm({ webhook, close, made }: { webhook: Webhook | null; close: () => void; made: (secret: string) => void }) {
  const t = useTexts();
  const { all, word } = useLabels();
  const add = useAddWebhook();
  const edit = useEditWebhook(webhook?.id ?? '');
  const error = add.error ?? (currentOf(edit.error) ? null : edit.error);
  const problemAt = useFieldProblem(error);
  const [form, setForm] = useState(() => formOf(webhook));
  const [read, setRead] = useState(webhook);
  const [joined, setJoined] = useState<Joined | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name: form.name.trim(), url: form.url.trim(), events: form.events as EventKind[] };
    if (!read) {
      add.mutate(body, { onSuccess: (saved) => made(saved.secret) });
      return;
    }
    edit.mutate({ ...body, version: read.version }, {
      onSuccess: close,
      onError: (failed) => {
        const theirs = currentOf<Webhook>(failed);
        if (!theirs) return;
        const both = join(asFields(formOf(read)), asFields(form), asFields(formOf(theirs)));
        setForm(asForm(both.fields));
        setRead(theirs);
        setJoined(both);
      },
    });
  };
  const toggle = (code: string) => setForm({ ...form, events: form.events.includes(code) ? form.events.filter((one) => one !== code) : [...form.events, code] });
  const labels: Record<string, string> = { name: t.common.name, url: t.webhooks.url, events: t.webhooks.events };
  const shown = (field: string, value: string) => (field === 'events' ? value.split(',').map((code) => word(code, 'event')).join(' · ') : value);

  return (
    <Modal open title={webhook ? t.webhooks.edit(webhook.name) : t.webhooks.add} footer={null} onCancel={close} width={520}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.common.name} problem={problemAt('/name')}>
          <input required autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        <Field label={t.webhooks.url} hint={t.webhooks.urlHint} problem={problemAt('/url')}>
          <input required type="url" placeholder="https://" value={form.url} onChange={(event) => setForm({ ...form, url: event.target.value })} />
        </Field>
        <div className="field">
          <span>{t.webhooks.events}</span>
          <div className="chips" role="group" aria-label={t.webhooks.events}>
            {all('event').filter(({ code }) => code !== 'ping').map(({ code, text }) => (
              <button key={code} type="button" className="chip" aria-pressed={form.events.includes(code)} onClick={() => toggle(code)}>{text}</button>
            ))}
          </div>
        </div>
        {joined ? <Differences joined={joined} label={(field) => labels[field] ?? field} show={shown} value={(field) => asFields(form)[field] ?? ''} choose={(field, value) => setForm(asForm({ ...asFields(form), [field]: value }))} /> : null}
        <ProblemNote error={error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={form.events.length === 0} loading={add.isPending || edit.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
