// The playbook (OPP-3): the words in which causes are asked about and plays are offered, cell by cell. A manager may put the
// team's own in their place; what ships stays beside them and can be put back.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Cell } from '../../api/dealMethod';
import { useLabels } from '../../api/labels';
import { type PlaybookEntry, playbookQuery, useEditPlaybook, useRestorePlaybook } from '../../api/playbook';
import { currentOf } from '../../api/problem';
import type { Text } from '../../api/types';
import { useCan } from '../../app/me';
import { CellMark } from '../../components/dealMarks';
import { Differences } from '../../components/Differences';
import { Field } from '../../components/Field';
import { Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { useTwoEditors } from '../../components/useTwoEditors';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { ALL_CELLS } from '../dealMethod/grid';
import { TeamTabs } from '../team/TeamTabs';
import '../dealMethod/dealMethod.css';

const fieldsOf = (entry: PlaybookEntry) => ({ zh: entry.words.zh, en: entry.words.en });

function Edit({ entry, close }: { entry: PlaybookEntry; close: () => void }) {
  const t = useTexts();
  const save = useEditPlaybook();
  const [words, setWords] = useState<Text>(entry.words);
  const { read, joined, compare } = useTwoEditors(entry, fieldsOf);
  const submit = () =>
    save.mutate({ code: entry.code, version: read.version, words: { zh: words.zh.trim(), en: words.en.trim() } }, {
      onSuccess: close,
      onError: (error) => {
        const both = compare(error, { ...words });
        if (both) setWords({ zh: both['zh'] ?? '', en: both['en'] ?? '' });
      },
    });
  const label = (field: string) => (field === 'zh' ? t.methods.chinese : t.methods.english);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {(['zh', 'en'] as const).map((language) => (
        <Field key={language} label={label(language)}>
          <textarea rows={2} required maxLength={500} lang={language === 'zh' ? 'zh-CN' : 'en'} value={words[language]} onChange={(event) => setWords({ ...words, [language]: event.target.value })} />
        </Field>
      ))}
      {joined ? <Differences joined={joined} label={label} value={(field) => (field === 'zh' ? words.zh : words.en)} choose={(field, value) => setWords({ ...words, [field]: value })} /> : null}
      <ProblemNote error={currentOf(save.error) ? null : save.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={save.isPending}>{t.common.save}</Button>
        <Button onClick={close}>{t.common.cancel}</Button>
      </div>
    </form>
  );
}

function Entry({ entry }: { entry: PlaybookEntry }) {
  const t = useTexts();
  const format = useFormats();
  const { language, tag } = useLanguage();
  const can = useCan();
  const restore = useRestorePlaybook();
  const [editing, setEditing] = useState(false);
  const other = language === 'zh' ? 'en' : 'zh';
  const letter = entry.code.replace(/^.*\./, '').toUpperCase();
  const text = entry.words[language];
  return (
    <li className="play">
      <div className="play-head">
        <b lang={tag}>{entry.kind === 'cause' ? `${letter} ` : ''}{text}</b>
        {can('edit_methods') && !editing ? (
          <span className="row">
            <button type="button" className="link" aria-label={t.playbook.editOne(text)} onClick={() => setEditing(true)}>{t.common.edit}</button>
            {entry.edited ? <button type="button" className="link" aria-label={t.playbook.restoreOne(text)} disabled={restore.isPending} onClick={() => restore.mutate({ code: entry.code, version: entry.version })}>{t.playbook.restore}</button> : null}
          </span>
        ) : null}
      </div>
      <span className="quiet" lang={other === 'zh' ? 'zh-CN' : 'en'}>{entry.words[other]}</span>
      {entry.edited ? (
        <span className="quiet">✎ {[t.playbook.own, entry.changed_by?.name, entry.changed_at ? format.day(entry.changed_at) : null].filter(Boolean).join(' · ')} · {t.playbook.builtIn(entry.built_in[language])}</span>
      ) : null}
      <ProblemNote error={restore.error} />
      {editing ? <Edit entry={entry} close={() => setEditing(false)} /> : null}
    </li>
  );
}

function InCell({ cell, entries }: { cell: Cell; entries: PlaybookEntry[] }) {
  const t = useTexts();
  const { word } = useLabels();
  const own = entries.filter((entry) => entry.cells.includes(cell));
  const parts = [['cause', t.dealMethod.causes], ['play', t.dealMethod.plays]] as const;
  return (
    <section className="panel" aria-label={word(cell, 'opening')}>
      <h2 className="row"><CellMark cell={cell} /> {word(cell, 'opening')}</h2>
      <div className="panel-body deal-method-halves">
        {parts.map(([kind, title]) => (
          <div key={kind} role="group" aria-label={title}>
            <h3>{title}</h3>
            <ul>{own.filter((entry) => entry.kind === kind).map((entry) => <Entry key={entry.code} entry={entry} />)}</ul>
          </div>
        ))}
      </div>
    </section>
  );
}

export default function Playbook() {
  const t = useTexts();
  const playbook = useQuery(playbookQuery);
  const [params, setParams] = useSearchParams();
  const wanted = params.get('cell');
  const cells = ALL_CELLS.filter((cell) => !wanted || cell === wanted);
  return (
    <Page title={t.playbook.title}>
      <TeamTabs />
      <p className="quiet">{t.playbook.hint}</p>
      <div className="whose">
        <Field label={t.dealMethod.opening}>
          <select value={wanted ?? ''} onChange={(event) => setParams(event.target.value ? { cell: event.target.value } : {}, { replace: true })}>
            <option value="">{t.common.all}</option>
            {ALL_CELLS.map((cell) => <option key={cell} value={cell}>{cell.toUpperCase()}</option>)}
          </select>
        </Field>
      </div>
      <Loaded query={playbook} lines={12}>{(entries) => <>{cells.map((cell) => <InCell key={cell} cell={cell} entries={entries} />)}</>}</Loaded>
    </Page>
  );
}
