// Customers by class: sorted by contribution, risk or value, with what changed lately.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { runsQuery, useClassedCustomers } from '../../api/classes';
import { useLabels } from '../../api/labels';
import type { ClassLine, ClassListFilters } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Empty, Loaded, Page } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { InsightTabs } from '../supply/InsightTabs';
import { useClassWord } from './words';
import './classes.css';

const SORTS = ['contribution', 'risk', 'value'] as const;
const TEXTS = ['abc', 'existing', 'face', 'region', 'first_from', 'first_to', 'run'] as const;
const FLAGS = ['silent', 'once', 'key_customers'] as const;

function filtersOf(params: URLSearchParams): ClassListFilters {
  const filters: ClassListFilters = { sort: params.get('sort') ?? 'contribution' };
  for (const name of TEXTS) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  for (const name of FLAGS) {
    const value = params.get(name);
    if (value) filters[name] = value === 'true';
  }
  return filters;
}

function Row({ line, currency }: { line: ClassLine; currency: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const classWord = useClassWord();
  return (
    <tr>
      <th scope="row">
        <Link to={`/prospects/${line.party.id}?show=classes`}>{line.party.name}</Link> <small className="quiet">{[line.city, line.owner?.name].filter(Boolean).join(' · ')}</small>
      </th>
      <td>{line.abc.toUpperCase()}</td>
      <td>{word(line.existing, 'existing_class')}</td>
      <td>{line.face ? word(line.face, 'face') : ''}{line.face_tie ? <small className="quiet"> {t.classes.tie}</small> : null}</td>
      <td className="number">{format.wholeMoney(line.contribution_minor, currency)}</td>
      <td className="number">{line.stability == null ? '–' : format.number(line.stability, 2)}</td>
      <td className="number">{line.silent ? <b><span aria-hidden="true">▲ </span>{t.common.days(format.number(line.silent_days))}</b> : t.common.days(format.number(line.silent_days))}</td>
      <td className="number">{line.usual_days == null ? '–' : t.common.days(format.number(line.usual_days))}</td>
      <td className="number">{line.alive == null ? <small className="quiet">{line.purchases <= 1 ? t.classes.unknownOnce : '–'}</small> : format.percent(line.alive, 0)}</td>
      <td className="number">{line.lifetime_minor == null ? '–' : format.wholeMoney(line.lifetime_minor, currency)}</td>
      <td>{line.changes.map((change) => <div key={change.id}><small>{format.day(change.as_of)} {t.classes.moved(classWord(change.kind, change.was), classWord(change.kind, change.becomes))}</small></div>)}</td>
    </tr>
  );
}

export default function Customers() {
  const t = useTexts();
  const format = useFormats();
  const { all } = useLabels();
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const customers = useClassedCustomers(filters);
  const { data: runs = [] } = useQuery(runsQuery);
  const run = runs.find((one) => (filters.run ? one.id === filters.run : one.current));
  const currency = run?.currency ?? 'CNY';
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    setParams(next, { replace: true });
  };
  const choose = (name: 'abc' | 'existing' | 'face', group: string, label: string) => (
    <label className="field">
      <span>{label}</span>
      <select className="input" value={params.get(name) ?? ''} onChange={(event) => set(name, event.target.value)}>
        <option value="">{t.classes.all}</option>
        {all(group).map(({ code, text }) => <option key={code} value={code}>{text}</option>)}
      </select>
    </label>
  );
  const tick = (name: (typeof FLAGS)[number], label: string) => (
    <label className="row"><input type="checkbox" checked={params.get(name) === 'true'} onChange={(event) => set(name, event.target.checked ? 'true' : '')} />{label}</label>
  );
  const lines = customers.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page wide title={params.get('key_customers') === 'true' ? t.classes.key : t.classes.customersTitle}>
      <InsightTabs />
      {filters.run && run ? (
        <p className="row">
          {t.classes.listOf(t.classes.runNamed(format.day(run.as_of), format.moment(run.ended_at ?? run.asked_at)))}
          <button type="button" className="link" onClick={() => set('run', '')}>{t.classes.listLatest}</button>
        </p>
      ) : null}
      {filters.region || filters.first_from ? (
        <p className="row">
          {[filters.region, filters.first_from ? t.classes.firstBetween(filters.first_from, filters.first_to ?? '') : null].filter(Boolean).join(' · ')}
          <button type="button" className="link" onClick={() => setParams(new URLSearchParams([...params].filter(([name]) => !['region', 'first_from', 'first_to'].includes(name))), { replace: true })}>{t.classes.notOnly}</button>
        </p>
      ) : null}
      <div className="row classes-filters" role="group" aria-label={t.classes.filter}>
        {choose('abc', 'abc', t.classes.abc)}
        {choose('existing', 'existing_class', t.classes.existing)}
        {choose('face', 'face', t.classes.face)}
        {tick('key_customers', t.classes.key)}
        {tick('silent', t.classes.silent)}
        {tick('once', t.classes.once)}
        <Choices label={t.classes.sort} value={(params.get('sort') ?? 'contribution') as (typeof SORTS)[number]} onChange={(value) => set('sort', value)} choices={SORTS.map((value) => ({ value, text: t.classes.sorts[value] }))} />
      </div>
      <Loaded query={customers} lines={12}>
        {() => lines.length === 0 ? <Empty title={t.classes.noneListed} /> : (
          <ScrollPanel label={t.classes.customersTitle}>
            <table className="table classes-list">
              <thead>
                <tr>
                  <th scope="col">{t.classes.customers}</th>
                  <th scope="col">{t.classes.abc}</th>
                  <th scope="col">{t.classes.class}</th>
                  <th scope="col">{t.classes.face}</th>
                  <th scope="col" className="number">{t.classes.contribution}</th>
                  <th scope="col" className="number">{t.classes.stability}</th>
                  <th scope="col" className="number">{t.classes.last}</th>
                  <th scope="col" className="number">{t.classes.usualGap}</th>
                  <th scope="col" className="number">{t.classes.alive}</th>
                  <th scope="col" className="number">{t.classes.lifetimeValue}</th>
                  <th scope="col">{t.classes.changed}</th>
                </tr>
              </thead>
              <tbody>{lines.map((line) => <Row key={line.party.id} line={line} currency={currency} />)}</tbody>
            </table>
          </ScrollPanel>
        )}
      </Loaded>
      {customers.hasNextPage ? <div><Button loading={customers.isFetchingNextPage} onClick={() => void customers.fetchNextPage()}>{t.common.loadMore}</Button></div> : null}
    </Page>
  );
}
