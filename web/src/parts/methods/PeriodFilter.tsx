// Whose results, and of which days.

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ResultFilters } from '../../api/methods';
import { usersQuery } from '../../api/team';
import { useCan } from '../../app/me';
import { useTexts } from '../../i18n';

interface Props { filters: ResultFilters; onChange: (filters: ResultFilters) => void; children?: ReactNode }

export function PeriodFilter({ filters, onChange, children }: Props) {
  const t = useTexts();
  const can = useCan();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: can('see_people') });
  const change = (name: keyof ResultFilters) => (event: { target: { value: string } }) => {
    const { [name]: _, ...rest } = filters;
    onChange(event.target.value ? { ...rest, [name]: event.target.value } : rest);
  };
  return (
    <div className="row">
      <label className="row">{t.methods.from}<input className="input" type="date" value={filters.from ?? ''} onChange={change('from')} /></label>
      <label className="row">{t.methods.to}<input className="input" type="date" value={filters.to ?? ''} onChange={change('to')} /></label>
      {can('see_people') ? (
        <select className="input results-whose" aria-label={t.methods.whose} value={filters.owner ?? ''} onChange={change('owner')}>
          <option value="">{t.methods.everybody}</option>
          {users.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
        </select>
      ) : null}
      {children}
    </div>
  );
}
