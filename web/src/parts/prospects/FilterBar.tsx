// Search and filters above the table: the frequent ones in sight, the others behind one button.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Ref, useState } from 'react';
import { useLabels } from '../../api/labels';
import { listsQuery } from '../../api/lists';
import { methodsQuery } from '../../api/methods';
import type { PartyFilters } from '../../api/parties';
import { segmentsQuery } from '../../api/segments';
import { usersQuery } from '../../api/team';
import { useCan } from '../../app/me';
import { FilterSearch } from '../../components/FilterSearch';
import { useLanguage, useTexts } from '../../i18n';
import { Conditions } from './Conditions';
import type { FilterName } from './useFilters';

interface Props {
  filters: PartyFilters;
  set: (change: Partial<Record<FilterName, string | null>>) => void;
  clear: () => void;
  searchRef: Ref<HTMLInputElement>;
}

const GRADES = ['A', 'B', 'C', 'D', 'N'];
const RARE: FilterName[] = ['status', 'face', 'market', 'method', 'list', 'tag', 'step', 'kind', 'disposition', 'city'];

export function FilterBar({ filters, set, clear, searchRef }: Props) {
  const t = useTexts();
  const can = useCan();
  const { language } = useLanguage();
  const { all } = useLabels();
  const [more, setMore] = useState(() => RARE.some((name) => filters[name]));
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const { data: lists = [] } = useQuery({ ...listsQuery, enabled: more });
  const { data: segments = [] } = useQuery(segmentsQuery);
  const [writing, setWriting] = useState(() => Boolean(filters.filter));
  const { data: methods = [] } = useQuery({ ...methodsQuery, enabled: more });
  const grades = filters.grade?.split(',') ?? [];
  const active = Object.keys(filters).some((name) => name !== 'sort');

  const select = (name: FilterName, label: string, options: { value: string; text: string }[]) => (
    <select className="input" aria-label={label} value={filters[name] ?? ''} data-active={filters[name] ? '' : undefined} onChange={(event) => set({ [name]: event.target.value || null })}>
      <option value="">{label}</option>
      {options.map(({ value, text }) => (
        <option key={value} value={value}>{text}</option>
      ))}
    </select>
  );
  const coded = (words: { code: string; text: string }[]) => words.map(({ code, text }) => ({ value: code, text }));
  const column = t.prospects.column;

  return (
    <>
    <div className="filters">
      <FilterSearch shown={filters.q ?? ''} label={t.prospects.searchHere} search={(q) => set({ q })} fieldRef={searchRef} />
      {can('see_people')
        ? select('owner', t.common.owner, [
            { value: 'me', text: t.prospects.mine },
            { value: 'none', text: t.prospects.unowned },
            ...users.map((user) => ({ value: user.id, text: user.name })),
          ])
        : null}
      <div className="chips" role="group" aria-label={t.record.grade}>
        {GRADES.map((grade) => (
          <button
            key={grade}
            type="button"
            className="chip filter-grade"
            aria-pressed={grades.includes(grade)}
            onClick={() => set({ grade: (grades.includes(grade) ? grades.filter((one) => one !== grade) : [...grades, grade].toSorted()).join(',') || null })}
          >
            {grade === 'N' ? t.prospects.notGraded : grade}
          </button>
        ))}
      </div>
      {select('intent', column['intent'] ?? '', coded(all('intent_level')))}
      {select('cadence', column['cadence'] ?? '', coded(all('cadence_state')))}
      {select('colour', column['colour'] ?? '', coded(all('colour')))}
      {select('class', t.judged.class, coded(all('prospect_class')))}
      <button type="button" className="chip" aria-pressed={filters.golden === 'true'} onClick={() => set({ golden: filters.golden ? null : 'true' })}>
        ★ {t.today.counters.golden}
      </button>
      <button type="button" className="chip" aria-pressed={filters.shared === 'true'} onClick={() => set({ shared: filters.shared ? null : 'true' })}>
        {t.sharing.sharedWithMe}
      </button>
      {filters.in_hand ? (
        <button type="button" className="chip" aria-pressed onClick={() => set({ in_hand: null })}>{t.supply.inHand}</button>
      ) : null}
      {more ? (
        <>
          {select('status', column['status'] ?? '', coded(all('status')))}
          {select('face', t.judged.face, coded(all('face')))}
          {select('market', column['market'] ?? '', coded(all('market')))}
          {select('method', column['method'] ?? '', methods.map((method) => ({ value: method.code, text: method.name[language] })))}
          {select('list', column['list'] ?? '', lists.map((list) => ({ value: list.id, text: list.name })))}
          {select('step', column['step'] ?? '', coded(all('step')))}
          {select('kind', column['kind'] ?? '', [{ value: 'person', text: t.common.person }, { value: 'organisation', text: t.common.organisation }])}
          {select('disposition', column['disposition'] ?? '', [...coded(all('disposition')), { value: 'any', text: t.common.all }])}
          <input className="input filter-short" aria-label={column['tags']} placeholder={column['tags']} defaultValue={filters.tag ?? ''} onBlur={(event) => set({ tag: event.target.value.trim() || null })} onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()} />
          <input className="input filter-short" aria-label={column['city']} placeholder={column['city']} defaultValue={filters.city ?? ''} onBlur={(event) => set({ city: event.target.value.trim() || null })} onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()} />
        </>
      ) : (
        <Button onClick={() => setMore(true)}>{t.prospects.filters}</Button>
      )}
      {segments.length > 0 ? select('segment', t.segments.chosen, segments.map((segment) => ({ value: segment.id, text: segment.name }))) : null}
      <button type="button" className="chip" aria-pressed={Boolean(filters.filter)} aria-expanded={writing} onClick={() => setWriting(!writing)}>{t.segments.advanced}</button>
      {active ? <button type="button" className="link" onClick={clear}>{t.prospects.clearFilters}</button> : null}
    </div>
    {writing ? <Conditions key={filters.filter ?? ''} filter={filters.filter ?? ''} apply={(filter) => set({ filter: filter || null })} /> : null}
    </>
  );
}
