// Whose prospect it is; those who may assign choose another owner here.

import { useQuery } from '@tanstack/react-query';
import { useAssign } from '../../api/parties';
import { usersQuery } from '../../api/team';
import type { Party } from '../../api/types';
import { showToast } from '../../components/toasts';
import { useTexts } from '../../i18n';

export function AssignOwner({ party }: { party: Party }) {
  const t = useTexts();
  const assign = useAssign();
  const { data: users = [] } = useQuery({ ...usersQuery, enabled: party.can.assign });
  if (!party.can.assign) return <span className="quiet">{`${t.common.owner}: ${party.owner?.name ?? t.common.nobody}`}</span>;
  const owner = party.owner;
  const offered = users.filter((user) => user.active || user.id === owner?.id);
  return (
    <select
      className="input record-owner"
      aria-label={t.common.owner}
      value={owner?.id ?? ''}
      disabled={assign.isPending}
      onChange={(event) => assign.mutate({ ids: [party.id], owner_id: event.target.value }, { onSuccess: () => showToast({ text: t.common.saved }) })}
    >
      {owner ? null : <option value="">{t.common.nobody}</option>}
      {owner && !offered.some((user) => user.id === owner.id) ? <option value={owner.id}>{owner.name}</option> : null}
      {offered.map((user) => <option key={user.id} value={user.id}>{user.name}</option>)}
    </select>
  );
}
