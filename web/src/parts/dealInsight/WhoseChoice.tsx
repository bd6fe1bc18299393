// Whose deals are read: all within reach, a team, or one seller. Who sees only their own has nothing to choose.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Whose } from '../../api/dealMethod';
import { teamsQuery, usersQuery } from '../../api/team';
import { useCan } from '../../app/me';
import { Field } from '../../components/Field';
import { useTexts } from '../../i18n';
import { inTreeOrder } from '../team/tree';
import { whoseOf } from './whose';

export function useWhose(): Whose {
  const [params] = useSearchParams();
  return whoseOf(params);
}

export function WhoseChoice({ sellers = true }: { sellers?: boolean }) {
  const t = useTexts();
  const can = useCan();
  const [params, setParams] = useSearchParams();
  const sees = can('see_people');
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: sees });
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: sees && sellers });
  if (!sees) return sellers ? <p className="quiet">{t.dealInsight.ownDeals}</p> : null;
  const { user, team } = whoseOf(params);
  const choose = (value: string) =>
    setParams((before) => {
      const after = new URLSearchParams([...before].filter(([name]) => name !== 'user' && name !== 'team'));
      const [kind, id] = value.split(':');
      if (kind && id) after.set(kind, id);
      return after;
    }, { replace: true });
  return (
    <div className="whose">
      <Field label={t.dealInsight.whose}>
        <select value={user ? `user:${user}` : team ? `team:${team}` : ''} onChange={(event) => choose(event.target.value)}>
          <option value="">{t.dealInsight.allInReach}</option>
          <optgroup label={t.dealInsight.teams}>
            {inTreeOrder(teams).map(({ team: one, depth }) => <option key={one.id} value={`team:${one.id}`}>{'\u00a0\u00a0'.repeat(depth)}{one.name}</option>)}
          </optgroup>
          {sellers ? (
            <optgroup label={t.dealInsight.sellers}>
              {users.filter((one) => one.active).map((one) => <option key={one.id} value={`user:${one.id}`}>{one.name}</option>)}
            </optgroup>
          ) : null}
        </select>
      </Field>
    </div>
  );
}
