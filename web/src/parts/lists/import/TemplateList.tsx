// The kept mappings: one's own and the shared ones, to rename, share and remove.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { templatesQuery, useDeleteTemplate, useEditTemplate } from '../../../api/imports';
import { currentOf } from '../../../api/problem';
import type { ImportTemplate } from '../../../api/types';
import { useCan } from '../../../app/me';
import { Differences } from '../../../components/Differences';
import { Empty, Loaded, Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useTwoEditors } from '../../../components/useTwoEditors';
import { useFormats, useTexts } from '../../../i18n';
import { ImportTabs } from './ImportTabs';
import './import.css';

function Name({ template }: { template: ImportTemplate }) {
  const t = useTexts();
  const [editing, setEditing] = useState(false);
  if (editing) return <Rename template={template} close={() => setEditing(false)} />;
  return (
    <>
      <b>{template.name}</b>{' '}
      {template.own ? <button type="button" className="link" aria-label={`${t.importing.templates.rename}: ${template.name}`} onClick={() => setEditing(true)}>{t.importing.templates.rename}</button> : null}
    </>
  );
}

function Rename({ template, close }: { template: ImportTemplate; close: () => void }) {
  const t = useTexts();
  const edit = useEditTemplate();
  const [name, setName] = useState(template.name);
  const { read, joined, compare } = useTwoEditors(template, (one) => ({ name: one.name }));
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        edit.mutate({ id: template.id, version: read.version, name: name.trim() }, {
          onSuccess: close,
          onError: (error) => setName(compare(error, { name: name.trim() })?.['name'] ?? name),
        });
      }}
    >
      <input className="input" required maxLength={100} aria-label={t.importing.templates.name} value={name} onChange={(event) => setName(event.target.value)} />
      <Button size="small" htmlType="submit" loading={edit.isPending}>{t.common.save}</Button>
      <Button size="small" onClick={close}>{t.common.cancel}</Button>
      {joined ? <Differences joined={joined} label={() => t.importing.templates.name} value={() => name} choose={(_, chosen) => setName(chosen)} /> : null}
      <ProblemNote error={currentOf(edit.error) ? null : edit.error} />
    </form>
  );
}

export default function TemplateList() {
  const t = useTexts();
  const format = useFormats();
  const can = useCan();
  const navigate = useNavigate();
  const templates = useQuery(templatesQuery);
  const edit = useEditTemplate();
  const remove = useDeleteTemplate();
  return (
    <Page title={t.importing.templates.title}>
      <ImportTabs />
      <ProblemNote error={edit.error ?? remove.error} />
      <Loaded query={templates}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t.importing.templates.emptyTitle} hint={t.importing.templates.emptyHint}>
              <Button type="primary" onClick={() => void navigate('/lists/imports/new')}>{t.lists.import}</Button>
            </Empty>
          ) : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.importing.templates.name}</th>
                    <th scope="col" className="wide-only">{t.importing.templates.headings}</th>
                    <th scope="col" className="wide-only">{t.importing.templates.owner}</th>
                    <th scope="col">{t.importing.templates.shared}</th>
                    <th scope="col" className="wide-only">{t.importing.templates.updated}</th>
                    <th scope="col"><span className="hidden-visually">{t.common.remove}</span></th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((template) => {
                    const mine = template.own || can('manage_settings');
                    return (
                      <tr key={template.id}>
                        <td><Name template={template} /></td>
                        <td className="wide-only quiet report-cells">{template.headings.join(' · ')}</td>
                        <td className="wide-only">{template.owner?.name}</td>
                        <td>
                          <input
                            type="checkbox"
                            aria-label={`${t.importing.templates.shared}: ${template.name}`}
                            disabled={!mine || edit.isPending}
                            checked={template.shared}
                            onChange={(event) => edit.mutate({ id: template.id, version: template.version, shared: event.target.checked })}
                          />
                        </td>
                        <td className="wide-only quiet">{format.day(template.updated_at)}</td>
                        <td className="number">
                          {mine ? (
                            <Popconfirm title={t.importing.templates.removeConfirm(template.name)} okText={t.common.remove} cancelText={t.common.cancel} onConfirm={() => remove.mutate(template)}>
                              <button type="button" className="link danger" aria-label={`${t.common.remove}: ${template.name}`}>{t.common.remove}</button>
                            </Popconfirm>
                          ) : null}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
