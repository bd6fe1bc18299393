// The history of a record fact by fact: each value, from when it held, who brought it and how.

import { Button } from 'antd';
import { useState } from 'react';
import { useFactHistory } from '../../api/sharing';
import { useLabels } from '../../api/labels';
import type { FactEntry, Party } from '../../api/types';
import { Field } from '../../components/Field';
import { Loaded } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import '../sharing/sharing.css';

/** Sets of words that the values of a fact belong to. */
const WORDED: Record<string, string> = {
  market: 'market', relation_group: 'relation_group', disposition: 'disposition', nearness: 'nearness', status: 'status', intent: 'intent_level', golden: 'golden_status', method: 'method',
};
/** Facts whose names are those of a column of the table. */
const COLUMNS = ['status', 'grade', 'intent', 'owner', 'disposition', 'market', 'method', 'city', 'tags'];

function useWords() {
  const t = useTexts();
  const { word } = useLabels();
  const fact = (name: string): string => {
    const [set, rest] = name.split('.');
    if (set === 'consent') return t.sharing.consent(rest ? word(rest, 'contact_channel') : '');
    if (set === 'custom' && rest) return rest;
    if (name === 'name') return t.common.name;
    if (name === 'golden') return t.prospects.golden;
    if (name === 'identity_number') return t.record.identity;
    if (name === 'introducer') return t.record.introducer;
    return COLUMNS.includes(name) ? (t.prospects.column[name] ?? name) : word(name, 'card');
  };
  const value = (entry: Pick<FactEntry, 'fact'>, text: string | null | undefined): string | null => {
    if (!text) return entry.fact === 'grade' ? t.sharing.notGraded : entry.fact === 'owner' ? t.common.nobody : null;
    if (entry.fact === 'grade') return text.toUpperCase();
    if (entry.fact.split('.')[0] === 'consent') return t.sharing.consentValues[text] ?? text;
    const set = WORDED[entry.fact];
    return set ? word(text, set) : text;
  };
  return { fact, value };
}

function Entry({ entry }: { entry: FactEntry }) {
  const t = useTexts();
  const format = useFormats();
  const words = useWords();
  const value = words.value(entry, entry.value);
  const before = entry.before ? words.value(entry, entry.before) : null;
  const reason = entry.reason ? (t.sharing.moves[entry.reason] ?? t.record.because[entry.reason] ?? entry.reason) : null;
  const how = entry.run ? t.sharing.run(entry.run.file_name) : t.sharing.ways[entry.way];
  return (
    <tr>
      <td>{words.fact(entry.fact)}</td>
      <td className="fact-value">
        {value ? (entry.current ? <b>{value}</b> : value) : <span className="quiet">{t.sharing.gone}</span>}
        {entry.current && value ? <small className="quiet"> {t.sharing.current}</small> : null}
        {before ? <div><small className="quiet">{t.sharing.before(before)}</small></div> : null}
      </td>
      <td>{format.moment(entry.at)}</td>
      <td>{entry.by?.name ?? '–'}</td>
      <td>
        <span title={entry.rule ? t.sharing.rule(entry.rule.rule, entry.rule.version) : undefined}>{how}</span>
        {reason ? <div><small className="quiet">{reason}</small></div> : null}
      </td>
    </tr>
  );
}

export function FactHistory({ party }: { party: Party }) {
  const t = useTexts();
  const words = useWords();
  const [fact, setFact] = useState('');
  const history = useFactHistory(party.id, fact);
  const facts = history.data?.pages[0]?.facts ?? [];
  return (
    <div className="fact-history">
      <Field label={t.sharing.fact}>
        <select value={fact} onChange={(event) => setFact(event.target.value)}>
          <option value="">{t.sharing.everyFact}</option>
          {facts.map((name) => <option key={name} value={name}>{words.fact(name)}</option>)}
        </select>
      </Field>
      <Loaded query={history} lines={8}>
        {({ pages }) => (
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that scrolls sideways has to be reached by keyboard
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t.sharing.history}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t.sharing.fact}</th>
                  <th scope="col">{t.sharing.value}</th>
                  <th scope="col">{t.sharing.since}</th>
                  <th scope="col">{t.sharing.by}</th>
                  <th scope="col">{t.sharing.way}</th>
                </tr>
              </thead>
              <tbody>
                {pages.flatMap((page) => page.items).map((entry) => (
                  <Entry key={`${entry.fact}~${entry.at}~${entry.value ?? ''}~${entry.before ?? ''}`} entry={entry} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {history.hasNextPage ? <div><Button loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </div>
  );
}
