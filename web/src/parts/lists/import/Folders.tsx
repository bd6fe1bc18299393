// Folders of the server whose files are imported by themselves: when each is looked at, what was found, what went wrong.

import { useQuery } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { Link } from 'react-router';
import { folderFilesQuery, foldersQuery, useEditFolder, useLookAtFolder, useUnwatchFolder } from '../../../api/imports';
import type { ImportFolder } from '../../../api/types';
import { Empty, Loaded, Page } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { ImportTabs } from './ImportTabs';
import { WatchFolder } from './WatchFolder';
import './import.css';

/** What went wrong, in the reader's words where the code is known. */
function useFailureText(): (failure: { code: string; detail: string }) => string {
  const t = useTexts();
  return ({ code, detail }) => t.codes.file_problem[code] ?? t.problems.byCode[code] ?? t.problems.fieldByCode[code] ?? detail;
}

function Files({ folder }: { folder: ImportFolder }) {
  const t = useTexts();
  const format = useFormats();
  const failureText = useFailureText();
  const files = useQuery(folderFilesQuery(folder.id));
  return (
    <Loaded query={files} lines={2}>
      {(items) => items.length === 0 ? <p className="quiet">{t.importing.folders.noFiles}</p> : (
        <ul className="folder-files">
          {items.slice(0, 20).map((file) => (
            <li key={`${file.name}${file.seen_at}`} className="import-line">
              {file.import_id ? <Link to={`/lists/imports/${file.import_id}`}>{file.name}</Link> : <span>{file.name}</span>}
              <b>{t.importing.folders.states[file.state] ?? file.state}</b>
              <span className="quiet">{file.error ? failureText(file.error) : format.bytes(file.bytes)}</span>
              <span className="quiet push">{format.moment(file.seen_at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function Folder({ folder }: { folder: ImportFolder }) {
  const t = useTexts();
  const format = useFormats();
  const failureText = useFailureText();
  const look = useLookAtFolder();
  const edit = useEditFolder();
  const remove = useUnwatchFolder();
  const times = folder.every_minutes ? t.importing.folders.every(format.number(folder.every_minutes)) : t.importing.folders.daily(folder.daily_at ?? '');
  return (
    <section className="panel panel-body stack" aria-label={folder.path}>
      <div className="spread">
        <h2>{folder.path}</h2>
        <div className="row">
          <Button loading={look.isPending} onClick={() => look.mutate(folder.id)}>{t.importing.folders.look}</Button>
          <Button loading={edit.isPending} onClick={() => edit.mutate({ id: folder.id, version: folder.version, active: !folder.active })}>
            {folder.active ? t.importing.folders.rest : t.importing.folders.wake}
          </Button>
          <Popconfirm title={t.importing.folders.removeConfirm(folder.path)} okText={t.common.remove} cancelText={t.common.cancel} onConfirm={() => remove.mutate(folder)}>
            <Button danger>{t.common.remove}</Button>
          </Popconfirm>
        </div>
      </div>
      {folder.error ? <p className="field-problem">{failureText(folder.error)}</p> : null}
      <dl className="folder-facts">
        <div><dt>{t.importing.folders.template}</dt><dd>{folder.template.name}</dd></div>
        <div><dt>{t.importing.folders.list}</dt><dd><Link to={`/lists/${folder.list.id}`}>{folder.list.name}</Link></dd></div>
        <div><dt>{t.importing.folders.holder}</dt><dd>{folder.holder?.name ?? t.importing.noOwner}</dd></div>
        <div><dt>{t.importing.folders.times}</dt><dd>{times}</dd></div>
        <div><dt>{t.importing.folders.lastLook}</dt><dd>{folder.looked_at ? format.moment(folder.looked_at) : t.importing.folders.never}</dd></div>
        <div><dt>{t.importing.folders.nextLook}</dt><dd>{folder.active ? format.moment(folder.next_at) : t.importing.folders.resting}</dd></div>
      </dl>
      <ProblemNote error={look.error ?? edit.error ?? remove.error} />
      <h3>{t.importing.folders.files}</h3>
      <Files folder={folder} />
    </section>
  );
}

export default function Folders() {
  const t = useTexts();
  const folders = useQuery({ ...foldersQuery, refetchInterval: 15_000 });
  return (
    <Page title={t.importing.folders.title}>
      <ImportTabs />
      <p className="quiet">{t.importing.folders.hint}</p>
      <Loaded query={folders}>
        {({ configured, folders: items }) => (
          <div className="stack">
            {configured ? null : <p className="field-problem">{t.importing.folders.notSet}</p>}
            {items.length === 0 ? <Empty title={t.importing.folders.emptyTitle} hint={t.importing.folders.emptyHint} /> : null}
            {items.map((folder) => <Folder key={folder.id} folder={folder} />)}
            {configured ? <WatchFolder /> : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
