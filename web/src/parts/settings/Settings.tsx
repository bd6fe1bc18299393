// The method's thresholds as versioned data: changed with a reason, never overwritten.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { currentOf } from '../../api/problem';
import { settingsQuery, usePreviewSettings, useSaveSettings, useSettingsHistory } from '../../api/team';
import type { MethodSettings } from '../../api/types';
import { useCan } from '../../app/me';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { type Joined, join } from '../../components/twoEditors';
import { useFormats, useTexts } from '../../i18n';
import { TeamTabs } from '../team/TeamTabs';
import { Group } from './Groups';
import { Preview } from './Preview';
import { changedPaths, flat, type Tree, valueAt, withFlat, withValue } from './paths';
import { type Editing, useSettingName } from './Setting';
import './settings.css';

const ORDER = ['screening', 'cadence', 'intent', 'outcomes', 'contact', 'today', 'card', 'decision', 'pool', 'steps', 'inference', 'duplicates', 'results', 'after_purchase', 'classes', 'deals', 'reveals', 'privacy'];

/** The editor walks the settings by path; their own type says what they are, this one how to walk. */
const asTree = (method: MethodSettings) => method as unknown as Tree;

function History() {
  const t = useTexts();
  const format = useFormats();
  const history = useSettingsHistory();
  const name = useSettingName();
  return (
    <section className="panel">
      <h2>{t.settings.history}</h2>
      <div className="panel-body">
        <Loaded query={history} lines={3}>
          {(versions) =>
            versions.length === 0 ? <p className="quiet">{t.settings.noHistory}</p> : (
              <ol className="settings-history">
                {versions.map((version, at) => {
                  const older = versions[at + 1];
                  const changed = older ? changedPaths(asTree(older.method), asTree(version.method)) : [];
                  return (
                    <li key={version.version}>
                      <b>{t.settings.version(version.version)}</b>{' '}
                      <span className="quiet">{version.changed_by ? t.settings.changedBy(version.changed_by.name, format.moment(version.changed_at)) : t.settings.shipped}</span>
                      {version.reason ? <p>{version.reason}</p> : null}
                      {changed.slice(0, 8).map((path) => (
                        <small key={path} className="quiet">
                          {name(path)}: {String(valueAt(older ? asTree(older.method) : {}, path) ?? '–')} → {String(valueAt(asTree(version.method), path) ?? '–')}
                        </small>
                      ))}
                    </li>
                  );
                })}
              </ol>
            )
          }
        </Loaded>
      </div>
    </section>
  );
}

interface Current { method: MethodSettings; version: number }

function Editor({ current }: { current: Current }) {
  const t = useTexts();
  const can = useCan();
  const save = useSaveSettings();
  const preview = usePreviewSettings();
  const [read, setRead] = useState(current);
  const [method, setMethod] = useState<Tree>(() => asTree(current.method));
  const [reason, setReason] = useState('');
  const [joined, setJoined] = useState<Joined | null>(null);
  const name = useSettingName();
  const original = asTree(read.method);
  const changed = changedPaths(original, method);
  const begin = (from: Current) => {
    setRead(from);
    setMethod(asTree(from.method));
    setJoined(null);
  };
  // a newer version is shown at once, but never in place of what somebody is typing
  if (current.version > read.version && changed.length === 0) begin(current);
  const compare = (theirs: Current) => {
    const both = join(flat(original), flat(method), flat(asTree(theirs.method)));
    setRead(theirs);
    setMethod(withFlat(asTree(theirs.method), both.fields));
    setJoined(both);
  };
  const editing: Editing = {
    value: (path) => valueAt(method, path),
    before: (path) => valueAt(original, path),
    set: (path, value) => {
      preview.reset();
      setMethod((before) => withValue(before, path, value));
    },
    readOnly: !can('manage_settings'),
  };
  const groups = [...ORDER.filter((name) => name in method), ...Object.keys(method).filter((name) => !ORDER.includes(name))];
  return (
    <form
      className="settings"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ method: method as unknown as MethodSettings, reason: reason.trim(), version: read.version }, {
          onError: (error) => {
            const theirs = currentOf<Current>(error);
            if (theirs) compare(theirs);
          },
          onSuccess: (saved) => {
            begin(saved);
            setReason('');
            showToast({ text: t.common.saved });
          },
        });
      }}
    >
      <nav className="settings-groups wide-only" aria-label={t.settings.title}>
        {groups.map((name) => <a key={name} href={`#settings-${name}`}>{t.settings.groups[name] ?? name}</a>)}
      </nav>
      <div className="stack">
        {editing.readOnly ? <p className="quiet">{t.settings.readOnly}</p> : null}
        {groups.map((name) => <Group key={name} name={name} editing={editing} />)}
        <History />
        {changed.length > 0 ? (
          <div className="settings-save">
            <b>{t.settings.changes(changed.length)}</b>
            <Field label={t.common.reason}>
              <input required minLength={3} placeholder={t.settings.reasonHint} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <Button loading={preview.isPending} onClick={() => preview.mutate(method as unknown as MethodSettings)}>{t.settings.preview}</Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>{t.settings.saveChanges}</Button>
            <Button onClick={() => begin(read)}>{t.settings.reset}</Button>
            {joined ? (
              <Differences
                joined={joined}
                label={name}
                show={(_, value) => (value === 'null' ? '' : value)}
                value={(path) => JSON.stringify(valueAt(method, path) ?? null)}
                choose={(path, value) => setMethod((before) => withFlat(before, { [path]: value }))}
              />
            ) : null}
            <ProblemNote error={(currentOf(save.error) ? null : save.error) ?? preview.error} />
            {preview.data ? <Preview preview={preview.data} /> : null}
          </div>
        ) : null}
      </div>
    </form>
  );
}

export default function Settings() {
  const t = useTexts();
  const format = useFormats();
  const settings = useQuery(settingsQuery);
  return (
    <Page title={t.team.title}>
      <TeamTabs />
      <p className="quiet">
        {t.settings.hint}{' '}
        {settings.data ? `${settings.data.version > 0 ? `${t.settings.version(settings.data.version)} · ` : ''}${settings.data.changed_by && settings.data.changed_at ? t.settings.changedBy(settings.data.changed_by.name, format.moment(settings.data.changed_at)) : t.settings.shipped}` : null}
      </p>
      <Loaded query={settings} lines={12}>{(current) => <Editor current={current} />}</Loaded>
    </Page>
  );
}
