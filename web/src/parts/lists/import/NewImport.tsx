// The first step of an import: a file, what its rows are, and the list its names go onto.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { IMPORT_SUBJECTS, type ImportSubject, importQuery, importsQuery, uploadFile } from '../../../api/imports';
import { listsQuery } from '../../../api/lists';
import { useCan } from '../../../app/me';
import { Field } from '../../../components/Field';
import { Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { ImportLine } from '../Lists';
import { ImportTabs } from './ImportTabs';
import { Steps } from './Steps';
import './import.css';

export default function NewImport() {
  const t = useTexts();
  const format = useFormats();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: lists = [] } = useQuery(listsQuery);
  const { data: imports = [] } = useQuery(importsQuery);
  const [file, setFile] = useState<File | null>(null);
  const [list, setList] = useState(params.get('list') ?? '');
  const [name, setName] = useState('');
  const can = useCan();
  // who opens no deals by hand imports none
  const subjects = IMPORT_SUBJECTS.filter((one) => one !== 'deals' || can('work'));
  const [subject, setSubject] = useState<ImportSubject>(() => subjects.find((one) => one === params.get('subject')) ?? 'names');
  const names = subject === 'names';
  const [over, setOver] = useState(false);
  const unfinished = imports.filter((run) => run.state === 'analysed' || run.state === 'running' || run.state === 'interrupted');

  const upload = useMutation({
    mutationFn: (chosen: File) => uploadFile(chosen, !names ? { subject } : list ? { list_id: list } : { list_name: name.trim() }),
    meta: { quiet: true },
    onSuccess: (run) => {
      client.setQueryData(importQuery(run.id).queryKey, run);
      void client.invalidateQueries({ queryKey: importsQuery.queryKey, exact: true });
      void navigate(`/lists/imports/${run.id}`);
    },
  });
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    upload.reset();
    // the file's own name is usually what a list is called
    if (!name) setName(chosen.name.replace(/\.[^.]+$/, ''));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <Page title={t.importing.title}>
      <ImportTabs />
      <Steps current="file" />
      <form
        className="stack import-file"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) upload.mutate(file);
        }}
      >
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is a second way; the file field inside has the keyboard's */}
        <label
          className={over ? 'drop over' : 'drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <input type="file" className="hidden-visually" accept=".csv,.tsv,.txt,.xlsx,.xlsm,.xls" onChange={(event) => take(event.target.files?.[0])} />
          <b>{file ? t.importing.chosen(file.name, format.bytes(file.size)) : t.importing.drop}</b>
          <span className="quiet">{t.importing.dropHint}</span>
        </label>
        <Field label={t.orders.whatIsIt} hint={t.importing.subjects[subject].hint}>
          <select value={subject} onChange={(event) => setSubject(event.target.value as ImportSubject)}>
            {subjects.map((one) => <option key={one} value={one}>{t.importing.subjects[one].title}</option>)}
          </select>
        </Field>
        {!names ? null : (
        <Field label={t.importing.toList}>
          <select value={list} onChange={(event) => setList(event.target.value)}>
            <option value="">{t.lists.newList}</option>
            <optgroup label={t.importing.existing}>
              {lists.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
            </optgroup>
          </select>
        </Field>
        )}
        {list || !names ? null : (
          <Field label={t.importing.newListName} hint={t.lists.listNameHint}>
            <input required value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        )}
        <ProblemNote error={upload.error} />
        <div>
          <Button type="primary" htmlType="submit" disabled={!file} loading={upload.isPending}>
            {upload.isPending ? t.importing.uploading : t.importing.upload}
          </Button>
        </div>
      </form>
      {unfinished.length > 0 ? (
        <section className="panel">
          <h2>{t.lists.imports}</h2>
          <ul className="panel-body">{unfinished.map((run) => <ImportLine key={run.id} run={run} />)}</ul>
        </section>
      ) : null}
    </Page>
  );
}
