// Fields of the team's own, beyond the prospect card; imports and records use them.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { customFieldsQuery, useAddField, useRemoveField } from '../../api/team';
import type { CustomField } from '../../api/types';
import { Field } from '../../components/Field';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { useLanguage, useTexts } from '../../i18n';
import { TeamTabs } from './TeamTabs';

const EMPTY = { key: '', zh: '', en: '', kind: 'text' as CustomField['kind'] };

export default function CustomFields() {
  const t = useTexts();
  const { language } = useLanguage();
  const fields = useQuery(customFieldsQuery);
  const add = useAddField();
  const remove = useRemoveField();
  const [form, setForm] = useState(EMPTY);
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <Loaded query={fields}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t.team.noFields} hint={t.team.noFieldsHint} />
          ) : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.team.fieldKey}</th>
                    <th scope="col">{t.team.fieldZh}</th>
                    <th scope="col">{t.team.fieldEn}</th>
                    <th scope="col">{t.team.fieldKind}</th>
                    <th scope="col"><span className="hidden-visually">{t.common.remove}</span></th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((field) => (
                    <tr key={field.key}>
                      <td><code>{field.key}</code></td>
                      <td>{field.label_zh}</td>
                      <td>{field.label_en}</td>
                      <td>{t.team.fieldKinds[field.kind]}</td>
                      <td className="number">
                        <Popconfirm title={t.team.removeField(language === 'zh' ? field.label_zh : field.label_en)} okText={t.common.remove} cancelText={t.common.cancel} onConfirm={() => remove.mutate(field.key)}>
                          <button type="button" className="link danger">{t.common.remove}</button>
                        </Popconfirm>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      <form
        className="panel panel-body new-field"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ key: form.key, label_zh: form.zh.trim(), label_en: form.en.trim(), kind: form.kind }, { onSuccess: () => setForm(EMPTY) });
        }}
      >
        <Field label={t.team.fieldKey} hint={t.team.fieldKeyHint}>
          <input required pattern="[a-z][a-z0-9_]*" value={form.key} onChange={(event) => setForm({ ...form, key: event.target.value })} />
        </Field>
        <Field label={t.team.fieldZh}><input required value={form.zh} onChange={(event) => setForm({ ...form, zh: event.target.value })} /></Field>
        <Field label={t.team.fieldEn}><input required value={form.en} onChange={(event) => setForm({ ...form, en: event.target.value })} /></Field>
        <Field label={t.team.fieldKind}>
          <select value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value as CustomField['kind'] })}>
            {(['text', 'number', 'date'] as const).map((kind) => <option key={kind} value={kind}>{t.team.fieldKinds[kind]}</option>)}
          </select>
        </Field>
        <ProblemNote error={add.error} />
        <div><Button type="primary" htmlType="submit" loading={add.isPending}>{t.common.add}</Button></div>
      </form>
    </Page>
  );
}
