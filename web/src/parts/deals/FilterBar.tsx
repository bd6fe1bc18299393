// Search and filters of deals, as far as the view that is shown can be narrowed by them.

import { useQuery } from '@tanstack/react-query';
import { useLabels } from '../../api/labels';
import { linesQuery } from '../../api/orders';
import { teamsQuery, usersQuery } from '../../api/team';
import { useStages } from '../../api/deals';
import type { DealFilters } from '../../api/types';
import { useCan } from '../../app/me';
import { FilterSearch } from '../../components/FilterSearch';
import { useTexts } from '../../i18n';
import { useLineName } from '../orders/lineName';
import type { Change, FilterName, View } from './filters';
import { useStageName } from './marks';

interface Props { view: View; filters: DealFilters; set: (change: Change) => void; clear: () => void }

const CELLS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

export function FilterBar({ view, filters, set, clear }: Props) {
  const t = useTexts();
  const can = useCan();
  const { all } = useLabels();
  const lineName = useLineName();
  const stageName = useStageName();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: can('see_people') });
  const { data: lines = [] } = useQuery(linesQuery);
  const { data: stages = [] } = useStages();
  const active = Object.keys(filters).some((name) => name !== 'sort');
  const select = (name: Exclude<FilterName, 'step_due'>, label: string, options: { value: string; text: string }[]) => (
    <select className="input" aria-label={label} value={filters[name] ?? ''} data-active={filters[name] ? '' : undefined} onChange={(event) => set({ [name]: event.target.value || null })}>
      <option value="">{label}</option>
      {options.map(({ value, text }) => <option key={value} value={value}>{text}</option>)}
      {filters[name]?.includes(',') ? <option value={filters[name]}>{filters[name]}</option> : null}
    </select>
  );
  const coded = (group: string) => all(group).map(({ code, text }) => ({ value: code, text }));
  return (
    <div className="filters">
      {view === 'calendar' ? null : <FilterSearch shown={filters.q ?? ''} label={t.deals.searchHere} search={(q) => set({ q })} />}
      {can('see_people')
        ? select('owner', t.deals.owner, [{ value: 'me', text: t.deals.mine }, ...users.map((user) => ({ value: user.id, text: user.name }))])
        : null}
      {can('see_people') && teams.length > 1 ? select('team', t.deals.team, teams.map((team) => ({ value: team.id, text: team.name }))) : null}
      {view === 'table' ? select('state', t.deals.state, Object.entries(t.deals.states).filter(([value]) => value !== 'open').map(([value, text]) => ({ value, text }))) : null}
      {select('stage', t.deals.stage, stages.map((stage) => ({ value: stage.code, text: stageName(stage) })))}
      {select('class', t.deals.column.class, coded('value_class'))}
      {select('cell', t.deals.column.cell, CELLS.map((cell) => ({ value: cell, text: t.deals.openingShort(cell.toUpperCase()) })))}
      {lines.length > 1 ? select('line', t.deals.line, lines.map((line) => ({ value: line.id, text: lineName(line) }))) : null}
      {view === 'calendar' ? null : select('decision', t.deals.decision, coded('deal_decision'))}
      {view === 'table' && filters.state ? select('outcome', t.deals.outcome, coded('deal_end')) : null}
      {view === 'calendar' ? null : (
        <button type="button" className="chip" aria-pressed={filters.step_due === true} onClick={() => set({ step_due: filters.step_due ? null : 'true' })}>{t.deals.stepDue}</button>
      )}
      {active ? <button type="button" className="link" onClick={clear}>{t.deals.clearFilters}</button> : null}
    </div>
  );
}
