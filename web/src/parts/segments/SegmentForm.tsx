// Making a segment and changing one.

import { Button, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useCreateSegment, useEditSegment } from '../../api/segments';
import type { Segment } from '../../api/types';
import { Field } from '../../components/Field';
import { ProblemNote } from '../../components/problems';
import { useLanguage, useTexts } from '../../i18n';
import { FilterEditor } from './FilterEditor';

export function SegmentForm({ segment, filter = '', close }: { segment: Segment | null; filter?: string; close: () => void }) {
  const t = useTexts();
  const { language } = useLanguage();
  const create = useCreateSegment();
  const edit = useEditSegment();
  const written = segment ? (language === 'zh' ? segment.filter_zh : segment.filter_en) : filter;
  const [form, setForm] = useState({ name: segment?.name ?? '', note: segment?.note ?? '', shared: segment?.shared ?? false });
  const [text, setText] = useState(written);
  const isStatic = segment?.kind === 'static';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (segment) {
      const changed = text === written ? {} : { filter: text };
      edit.mutate({ id: segment.id, version: segment.version, ...form, ...changed }, { onSuccess: close });
    } else create.mutate({ ...form, filter: text }, { onSuccess: close });
  };
  return (
    <Modal open title={segment ? t.segments.edit : t.segments.create} footer={null} onCancel={close} width={760}>
      <form className="stack" onSubmit={submit}>
        <Field label={t.segments.name}>
          <input required maxLength={100} autoFocus value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Field>
        {isStatic ? null : <FilterEditor value={text} set={setText} />}
        <Field label={t.segments.note}>
          <input value={form.note} onChange={(event) => setForm({ ...form, note: event.target.value })} />
        </Field>
        <label className="check">
          <input type="checkbox" checked={form.shared} onChange={(event) => setForm({ ...form, shared: event.target.checked })} />
          {t.segments.share}
        </label>
        <ProblemNote error={create.error ?? edit.error} />
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={!isStatic && text.trim() === ''} loading={create.isPending || edit.isPending}>{t.common.save}</Button>
          <Button onClick={close}>{t.common.cancel}</Button>
        </div>
      </form>
    </Modal>
  );
}
