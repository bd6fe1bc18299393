// Which team is looked at.

import { useQuery } from '@tanstack/react-query';
import { teamsQuery } from '../../api/team';
import { useCan } from '../../app/me';
import { useTexts } from '../../i18n';

export function TeamFilter({ value, onChange }: { value: string; onChange: (team: string) => void }) {
  const t = useTexts();
  const can = useCan();
  const { data: teams = [] } = useQuery({ ...teamsQuery, enabled: can('see_people') });
  if (!can('see_people') || teams.length < 2) return null;
  return (
    <select className="input supply-team" aria-label={t.supply.team} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t.supply.allTeams}</option>
      {teams.map((team) => <option key={team.id} value={team.id}>{team.name}</option>)}
    </select>
  );
}
